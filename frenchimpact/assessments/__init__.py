"""Grids of weighted criteria and what readers make of a file. Face: models, queries, rules, actions, calculations."""
