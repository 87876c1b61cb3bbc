"""Projections, outlines and names as pure functions: no Django, no database."""
