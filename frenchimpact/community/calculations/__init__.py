"""Numbers about territories: pure functions, no Django, no database."""
