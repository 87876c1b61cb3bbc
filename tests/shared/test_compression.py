"""A page travels compressed, and its length tells nothing."""

import gzip

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

PACKED = {"Accept-Encoding": "br, gzip"}


def test_a_page_is_compressed_for_who_can_read_it() -> None:
    plain, packed = Client().get("/a-propos/"), Client().get("/a-propos/", headers=PACKED)

    assert (packed["Content-Encoding"], packed["Content-Length"]) == ("gzip", str(len(packed.content)))
    assert gzip.decompress(packed.content) == plain.content
    assert plain.has_header("Content-Encoding") is False
    assert [answer["Vary"].count("Accept-Encoding") for answer in (plain, packed)] == [1, 1]


def test_the_same_page_has_not_always_the_same_length() -> None:
    lengths = {len(Client().get("/a-propos/", headers=PACKED).content) for _ in range(12)}

    assert len(lengths) > 1


def test_what_is_short_is_sent_as_it_is() -> None:
    answer = Client().get("/api/v1/territories", headers=PACKED)

    assert answer.has_header("Content-Encoding") is False
