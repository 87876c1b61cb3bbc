"""Names of what an editor adds to a form: keys that no answer hangs on yet."""

from collections.abc import Sequence
from itertools import count

from django.utils.text import slugify

LONGEST_KEY = 50


def free_key(text: str, taken: set[str]) -> str:
    """Make a key of a text that no other bears, those of earlier versions included: answers hang on keys."""
    base = slugify(text.replace("’", "'").replace("'", " "))[:LONGEST_KEY].strip("-_") or "question"
    names = (base if turn == 1 else f"{base}-{turn}" for turn in count(1))
    return next(name for name in names if name not in taken)


def named_choices(lines: Sequence[str], before: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Give each line its value: that of the same text before, that of the line it corrects, or a new one."""
    known = {label: value for value, label in before}
    found: list[tuple[str, str]] = []
    for at, line in enumerate(lines):
        corrects = len(lines) == len(before) and before[at][1] not in lines
        value = known.get(line) or (before[at][0] if corrects else "")
        taken = {one for one, _ in found} | {one for one, _ in before}
        found.append((value or free_key(line, taken), line))
    return tuple(found)
