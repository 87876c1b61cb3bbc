"""The official map of France.

Communes and their succession, EPCI, départements, régions, perimeters, the territory finder, indicators and outlines.
Face: Commune, Perimeter, PlaceKind, find_places, communes_of.
"""
