"""Delays and hours as pure functions: no Django, no database."""
