"""The database does not answer: people read a page that says so, programs a problem, both when to come back."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from frenchimpact.shared.access import EVERYONE, open_to

PROJECT = Path(__file__).parents[2]
NOBODY_LISTENS = "postgres://nobody@127.0.0.1:1/nothing"
ASK = """
import json, sys, django
django.setup()
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS = ["testserver"]
client = Client(raise_request_exception=False)
for address in sys.argv[1:]:
    answer = client.get(address)
    print(json.dumps([answer.status_code, answer["Content-Type"], answer.headers.get("Retry-After"), answer.text]))
"""


def ask(*addresses: str, settings: str = "test") -> list[tuple[int, str, str | None, str]]:
    """Ask a site of its own process, whose database is a port at which nobody listens."""
    variables = os.environ | {
        "DATABASE_URL": NOBODY_LISTENS,
        "DJANGO_SETTINGS_MODULE": f"frenchimpact.config.settings.{settings}",
    }
    command = [sys.executable, "-c", ASK, *addresses]
    answer = subprocess.run(  # noqa: S603  # our own words
        command, cwd=PROJECT, env=variables, capture_output=True, text=True, check=True, timeout=60
    )
    return [tuple(json.loads(line)) for line in answer.stdout.splitlines()]


def test_without_database_pages_and_programs_are_told_when_to_come_back() -> None:
    home, account, api, alive = ask("/", "/compte/", "/api/v1/territories", "/sante")

    assert [home[:3], account[:3]] == [(503, "text/html; charset=utf-8", "30")] * 2
    assert "Le site reprend son souffle" in home[3]
    assert (api[:3], json.loads(api[3])["status"]) == ((503, "application/problem+json", "30"), 503)
    assert (alive[0], alive[3]) == (503, "panne\n")


def test_without_a_free_connection_in_time_it_is_the_same() -> None:
    assert [answer[0] for answer in ask("/", settings="local")] == [503]


def raising(error: Exception) -> Callable[[HttpRequest], HttpResponse]:
    @open_to(EVERYONE, "fail")
    def view(_request: HttpRequest) -> HttpResponse:
        raise error

    return view


handler500 = "frenchimpact.shared.failures.answer_failure"
urlpatterns = [
    path("coupure/", raising(OperationalError("server closed the connection unexpectedly"))),
    path("fermee/", raising(InterfaceError("connection already closed"))),
    path("valeur/", raising(DataError("integer out of range"))),
]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_only_what_passes_by_itself_is_called_unavailable() -> None:
    client = Client(raise_request_exception=False)

    answers = [client.get(f"/{name}/").status_code for name in ("coupure", "fermee", "valeur")]

    assert answers == [503, 503, 500]
