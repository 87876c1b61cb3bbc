"""The words of a letter with blanks to fill in: « {membre} » and the like."""

import re

BLANK = re.compile(r"\{([a-z_]+)\}")


def render_letter(body: str, **values: str) -> str:
    """Fill in the blanks in one pass: what a value contains is never filled in; an unknown blank stays as it is."""
    return BLANK.sub(lambda found: values.get(found[1], found[0]), body)
