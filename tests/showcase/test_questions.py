"""What pages ask of the database: nothing again for each row, and never very much."""

import re
from collections import defaultdict

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.showcase.looks import LOOKS
from tests.showcase.show import Show

pytestmark = pytest.mark.django_db

INSTANT = re.compile(r"'\d{4}-\d\d-\d\dT[^']*'|'\d{4}-\d\d-\d\d \d\d:[^']*'")
CAPACITY = re.compile(r"(\"capacity\" = )'(\w+)'")  # there are three: a page may ask about each once
LITERAL = re.compile(r"'(?:[^']|'')*'|\b\d+\b")
SERIES = re.compile(r"\((?:\?(?:::\w+)?(?:, )?)+\)")
A_ROW_EACH = 3  # the same question about three things: no longer chance
MOST = 60  # questions of one page


def test_no_page_asks_the_same_question_about_each_row(show: Show) -> None:
    asked = {key: questions_of(show, key) for key in LOOKS}

    assert {key: again for key, questions in asked.items() if (again := about_each_row(questions))} == {}
    assert {key: len(questions) for key, questions in asked.items() if len(questions) > MOST} == {}


def questions_of(show: Show, key: str) -> list[str]:
    address, client = show.address_of(key), show.client_of(key)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return [query["sql"] for query in asked if query["sql"].startswith("SELECT")]


def about_each_row(questions: list[str]) -> list[str]:
    """Give the questions that differ only by what they are asked about, where there are several of them."""
    alike = defaultdict(set)
    for question in questions:
        timeless = CAPACITY.sub(r"\1\2", INSTANT.sub("?", question))
        alike[SERIES.sub("(?)", LITERAL.sub("?", timeless))].add(timeless)
    return [f"{len(those)} times: {shape[:300]}" for shape, those in alike.items() if len(those) >= A_ROW_EACH]
