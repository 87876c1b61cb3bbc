"""Texts shipped with the site: the two calls with their questionnaires and rules, to be completed."""
