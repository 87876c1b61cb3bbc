"""Somebody takes her data away and is erased: nothing of her is left, and the journal is whole."""

import json
import zipfile

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page

from frenchimpact.accounts.tests.factories import make_person
from frenchimpact.community.models import MembershipRole
from frenchimpact.community.tests.factories import make_membership, make_organisation
from frenchimpact.journal.actions import seal_lines
from frenchimpact.journal.queries import verify_seals
from frenchimpact.messaging.actions import send_email
from frenchimpact.messaging.models import Email
from tests.journeys.people import sign_in
from tests.journeys.steps import follow, join, look, press, told
from tests.journeys.visitor import NARROW, WIDE, Visit

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("newcomers")]

NAME, ADDRESS = "Xaviera Quintefeuille", "xaviera.quintefeuille@exemple.test"


def tables_that_tell(*words: str) -> list[str]:
    """Read the whole database, and name the tables in which a row says one of these words."""
    told_by = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            condition = " OR ".join(["row::text ILIKE %s"] * len(words))
            named = connection.ops.quote_name(table)
            cursor.execute(
                f"SELECT EXISTS (SELECT FROM {named} AS row WHERE {condition})",  # noqa: S608  # a table of ours
                [f"%{word}%" for word in words],
            )
            if cursor.fetchone()[0]:
                told_by.append(table)
    return told_by


@pytest.mark.parametrize(("width", "scripts"), [(WIDE, True), (NARROW, False)])
def test_xaviera_leaves_with_her_data_and_without_a_trace(visit: Visit, width: int, *, scripts: bool) -> None:
    camille, workshop = make_person("Camille Aubier"), make_organisation("Les Ateliers d’Essai")
    make_membership(workshop, camille, MembershipRole.LEAD)
    page = join(visit, NAME, ADDRESS, width=width, scripts=scripts)
    _take_part(page, workshop.slug)
    seal_lines()
    assert len(tables_that_tell("xaviera", "quintefeuille")) > 3

    _take_data_away(page)
    _erase(page)
    for email in Email.objects.waiting():
        send_email(email.pk, at=timezone.now())

    assert tables_that_tell("xaviera", "quintefeuille") == []
    seal_lines()
    assert verify_seals().first_altered is None
    hers = sign_in(visit, camille, f"/organisations/{workshop.slug}/equipe/", width=width)
    told(hers, "Une personne effacée")
    look(hers, "44-historique")


def _take_part(page: Page, slug: str) -> None:
    """Leave traces: a request to join, and a page of one’s own that others keep."""
    page.goto(f"/organisations/{slug}/rejoindre/")
    page.get_by_label("Votre message").fill(f"Je suis {NAME}, menuisière.")
    press(page, "Envoyer")
    page.wait_for_url("**/mon-espace/")


def _take_data_away(page: Page) -> None:
    page.goto("/compte/donnees/")
    look(page, "40-mes-donnees")
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger mes données").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        content = json.loads(archive.read("donnees.json"))
        assert content["Mon identité"][0]["Adresse électronique"] == ADDRESS
        assert "menuisière" in json.dumps(content, ensure_ascii=False)
        assert archive.testzip() is None


def _erase(page: Page) -> None:
    follow(page, "Effacer mon compte")
    look(page, "41-effacement")
    press(page, "Voir ce qui resterait")
    page.get_by_label("Écrivez EFFACER").fill("EFFACER")
    look(page, "42-confirmation")
    press(page, "Effacer mon compte définitivement")
    told(page, "Votre compte est effacé.")
    look(page, "43-adieu")
