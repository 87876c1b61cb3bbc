"""One search box for everything: the extension point that modules fill; knows no trade word.

Face: registry.Source, registry.Hit, registry.register, queries.search.
"""
