"""The JSON API v1: one file a domain word, thin as pages are; what holds for every answer is in middleware.py."""
