"""Which shipped file of official data came in last: told beside the data, and in each backup of them."""

import json
from pathlib import Path

NAME = "shipped.json"


def read_marks(data: Path) -> dict[str, str]:
    """Give the mark of each kind of official data that has come in."""
    path = data / NAME
    return dict(json.loads(path.read_text())) if path.exists() else {}


def write_marks(data: Path, marks: dict[str, str]) -> None:
    draft = (data / NAME).with_suffix(".draft")
    draft.write_text(json.dumps(marks))
    draft.replace(data / NAME)
