"""Every page, with something real on it: the demonstration, and what it leaves out.

`looks.py` says who sees each page best, `no_pages.py` what is no page, `show.py` makes the people and what they see.
"""
