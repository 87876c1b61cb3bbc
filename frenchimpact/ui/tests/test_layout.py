"""The layout: one small stylesheet, menus of addresses that exist, no inline script."""

import gzip
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from frenchimpact.ui import navigation, stylesheet

pytestmark = [pytest.mark.django_db, pytest.mark.urls("frenchimpact.ui.tests.urls")]


def test_the_served_stylesheet_is_made_of_its_parts() -> None:
    assert stylesheet.SERVED.read_text(encoding="utf-8") == stylesheet.assembled()


def test_the_stylesheet_stays_light() -> None:
    assert len(gzip.compress(stylesheet.SERVED.read_bytes())) < 15_000  # bytes


def test_a_link_whose_page_does_not_exist_is_left_out() -> None:
    kept = navigation.links((navigation.Entry("Carnet", "ui:style"), navigation.Entry("Rien", "no:where")), "/style/")

    assert kept == [navigation.Link("Carnet", "/style/", current=True)]


def test_no_page_has_an_inline_script_or_style(client: Client) -> None:
    html = client.get("/style/").content.decode()

    assert re.findall(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=", html) == []


def test_a_page_follows_the_device_until_a_person_chooses(client: Client) -> None:
    before = client.get("/style/").content.decode()
    client.cookies["scheme"] = "dark"

    after = client.get("/style/").content.decode()

    assert (before.count("data-scheme"), after.count('data-scheme="dark"')) == (0, 1)


def test_a_forged_choice_of_scheme_is_ignored(client: Client) -> None:
    client.cookies["scheme"] = '"><script>'

    assert client.get("/style/").content.decode().count("data-scheme") == 0


@pytest.mark.parametrize("page", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html", "503.html"])
def test_an_error_page_shows_a_way_out(page: str) -> None:
    request = RequestFactory().get("/nulle-part/")
    request.user = AnonymousUser()

    html = render_to_string(page, request=request if page[0] == "4" else None)

    assert html.count("Revenir à l’accueil") == 1


def test_a_forged_name_of_the_site_is_refused_and_shown_nowhere(client: Client) -> None:
    answer = client.get("/style/", headers={"host": "pirate.test"})

    assert (answer.status_code, answer.content.count(b"pirate")) == (400, 0)
