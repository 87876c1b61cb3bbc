"""Bringing the labels of 2019 in."""
