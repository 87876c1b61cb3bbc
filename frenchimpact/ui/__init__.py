"""The look: layout, components, charts, maps, static files. Knows no trade word."""
