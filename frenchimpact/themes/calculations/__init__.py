"""The Sustainable Development Goals."""
