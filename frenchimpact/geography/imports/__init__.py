"""Bringing the official files in: geography, outlines, indicators."""
