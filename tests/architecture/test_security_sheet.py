"""docs/asvs.csv answers each requirement of level 1 and 2 of OWASP ASVS 5.0.0, and names tests that exist."""

import csv
import re
from itertools import pairwise

from tests.architecture.reading import ROOT, TESTS

REQUIREMENTS = 253  # of levels 1 and 2 in version 5.0.0
HOW = {"test", "manual", "not applicable", "gap"}
SHEET = ROOT.parent / "docs" / "asvs.csv"


def rows() -> list[dict[str, str]]:
    with SHEET.open(newline="") as file:
        return list(csv.DictReader(file))


def test_each_requirement_is_answered_once_in_its_order() -> None:
    numbers = [tuple(int(part) for part in row["requirement"].removeprefix("V").split(".")) for row in rows()]

    assert len(numbers) == REQUIREMENTS
    assert [after for before, after in pairwise(numbers) if before >= after] == []


def test_each_answer_is_a_test_or_says_why() -> None:
    assert [row for row in rows() if row["how"] not in HOW] == []
    assert [row for row in rows() if row["how"] == "test" and not row["tests"]] == []
    assert [row for row in rows() if row["how"] != "test" and not row["note"]] == []


def test_every_test_that_the_sheet_names_exists() -> None:
    known = {name for path in TESTS for name in re.findall(r"^\s*def (test_\w+)", path.read_text(), re.MULTILINE)}
    named = {name for row in rows() for name in row["tests"].split()}

    assert named - known == set()
