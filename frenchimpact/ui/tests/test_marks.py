"""Marks: initials on contour lines, the same for the same name."""

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frenchimpact.ui.marks import initials_of, mark_of
from frenchimpact.ui.templatetags.ui import plain


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Les Ateliers du Peut-Être", "AP"),
        ("L’Épicerie en Suspens", "ÉS"),
        ("Emmaüs", "E"),
        ("Le La", "LL"),
        ("<script>", "S"),
        ("!", "?"),
    ],
)
def test_initials_are_those_of_the_words_that_tell_something(name: str, initials: str) -> None:
    assert initials_of(name) == initials


@given(st.text(max_size=60))
def test_whatever_its_name_an_organisation_has_a_mark_that_is_a_drawing(name: str) -> None:
    drawing = mark_of(name)

    assert (mark_of(name), ET.fromstring(drawing).tag.endswith("svg")) == (drawing, True)  # noqa: S314  # our own drawing


@pytest.mark.parametrize(("value", "told"), [("120.000", "120"), ("0.500", "0,5"), ("1200", "1\u202f200"), ("0", "0")])
def test_a_measure_is_told_without_useless_zeros(value: str, told: str) -> None:
    assert plain(Decimal(value)) == told
