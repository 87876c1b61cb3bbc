"""The same page in the two themes: the words are the same, the markup is the theme's."""

import copy
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, override_settings

from frenchimpact.ui.samples import SampleForm
from frenchimpact.ui.tests.lists import make_kinds, page

ETAT = Path(__file__).parents[1] / "themes" / "etat"
pytestmark = [pytest.mark.django_db, pytest.mark.urls("frenchimpact.ui.tests.urls")]


@pytest.fixture
def etat() -> Iterator[None]:
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [str(ETAT)]
    with override_settings(TEMPLATES=templates, THEME="etat"):
        yield


def test_the_style_guide_has_no_markup_of_the_state_by_default(client: Client) -> None:
    html = client.get("/style/").content.decode()

    assert re.findall(r"fr-[a-z]+|République", html) == []


@pytest.mark.usefixtures("etat")
@pytest.mark.parametrize(
    "markup",
    [
        'class="fr-header"',
        'class="fr-footer"',
        'class="fr-btn"',
        'class="fr-card fr-enlarge-link"',
        'class="fr-badge fr-badge--no-icon fr-badge--success"',
        'class="fr-alert fr-alert--warning"',
        'class="fr-pagination"',
        'class="fr-input-group fr-input-group--error"',
        'class="fr-select"',
    ],
)
def test_the_state_theme_speaks_the_design_system_of_the_state(client: Client, markup: str) -> None:
    make_kinds(*"abcdefg")

    assert client.get("/style/").content.decode().count(markup) > 0


@pytest.mark.usefixtures("etat")
def test_the_state_theme_does_not_ask_for_files_that_are_not_installed(client: Client) -> None:
    assert client.get("/style/").content.decode().count("dsfr") == 0


def test_a_field_in_error_is_tied_to_its_sentence() -> None:
    html = render_to_string("ui/style/_forms.html", {"form": SampleForm({"email": "camille"})})

    assert html.count('aria-describedby="id_email_error"') == 1
    assert html.count('id="id_email_error"') == 1


def test_a_list_names_its_sorted_column() -> None:
    make_kinds("ail")

    html = render_to_string("ui/style/_listing.html", {"listing": page()})

    assert html.count('aria-sort="ascending"') == 1
