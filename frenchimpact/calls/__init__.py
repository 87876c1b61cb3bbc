"""Permanent calls, waves, applications, their examination and the decisions. Face: models, queries, rules, actions."""
