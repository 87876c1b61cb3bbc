"""Texts shipped with the site: the call « Territoire French Impact » and its questionnaire, to be completed."""
