"""Subjects of social innovation, and the Sustainable Development Goals that they serve. Face: Theme."""
