"""Territories (later: organisations, collectives, challenges). Face: Territory."""
