import csv
from io import StringIO

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from frenchimpact.accounts.models import User
from frenchimpact.messaging.actions import keep_in_mailbox
from frenchimpact.messaging.models import Frequency, Notice, Preference, Topic
from frenchimpact.messaging.tests.factories import make_notice, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def camille() -> User:
    return make_person()


@pytest.fixture
def browser(camille: User) -> Client:
    client = Client()
    client.force_login(camille)
    return client


def test_camille_reads_a_notice_and_is_led_where_it_points(browser: Client, camille: User) -> None:
    notice = make_notice(camille)
    Notice.objects.filter(pk=notice.pk).update(link="/a-propos/")

    answer = browser.post(f"/notifications/{notice.pk}/lue/")

    assert answer["Location"] == "/a-propos/"
    assert Notice.objects.unread().count() == 0


def test_a_notice_never_leads_out_of_the_site(browser: Client, camille: User) -> None:
    notice = make_notice(camille)
    Notice.objects.filter(pk=notice.pk).update(link="https://ailleurs.test/")

    assert browser.post(f"/notifications/{notice.pk}/lue/")["Location"] == "/notifications/"


def test_nobody_marks_the_notice_of_somebody_else(browser: Client) -> None:
    notice = make_notice(make_person("Noé Lanvin"))

    assert browser.post(f"/notifications/{notice.pk}/lue/").status_code == 404

    assert Notice.objects.unread().count() == 1


def test_camille_marks_everything_read_and_others_keep_theirs(browser: Client, camille: User) -> None:
    make_notice(camille)
    make_notice(make_person("Noé Lanvin"))

    browser.post("/notifications/lues/")

    assert [notice.person.name for notice in Notice.objects.unread()] == ["Noé Lanvin"]


def test_the_page_asks_the_same_for_one_notice_and_for_three(browser: Client, camille: User) -> None:
    make_notice(camille)
    with CaptureQueriesContext(connection) as one:
        browser.get("/notifications/")

    make_notice(camille)
    make_notice(camille)
    with CaptureQueriesContext(connection) as three:
        browser.get("/notifications/")

    assert len(three) == len(one)


def test_camille_filters_sorts_and_exports_what_she_was_told(browser: Client, camille: User) -> None:
    about_safety, about_life = make_notice(camille, topic=Topic.SECURITY), make_notice(camille)
    browser.post(f"/notifications/{about_life.pk}/lue/")

    def shown(query: str) -> list[Notice]:
        rows: list[Notice] = browser.get(f"/notifications/?{query}").context["listing"].rows
        return rows

    assert (shown("etat=a-lire"), shown("etat=lues")) == ([about_safety], [about_life])
    assert (shown("sujet=security"), shown("sujet=platform")) == ([about_safety], [about_life])
    assert (shown(""), shown("tri=quand")) == ([about_life, about_safety], [about_safety, about_life])
    assert len(rows_of_file(browser, "etat=lues&export=csv")) == 2


def rows_of_file(browser: Client, query: str) -> list[list[str]]:
    file = browser.get(f"/notifications/?{query}").getvalue().decode()
    return list(csv.reader(StringIO(file), delimiter=";"))


def test_nobody_reads_or_exports_what_somebody_else_was_told(browser: Client) -> None:
    make_notice(make_person("Noé Lanvin"))

    assert browser.get("/notifications/").context["listing"].count == 0
    assert len(rows_of_file(browser, "export=csv")) == 1


@override_settings(ROOT_URLCONF="tests.permissions.every_door")
def test_the_mailbox_is_filtered_and_asks_the_same_for_one_letter_and_for_three() -> None:
    def queries_of_page() -> int:
        with CaptureQueriesContext(connection) as queries:
            Client().get("/boite/")
        return len(queries)

    keep_in_mailbox(EmailMessage("Élan", "texte", to=["noe@exemple.fr"]))
    before = queries_of_page()
    for subject in ("Bienvenue", "Résumé"):
        keep_in_mailbox(EmailMessage(subject, "texte", to=["camille@exemple.fr"]))

    assert queries_of_page() == before
    rows = {query: Client().get(f"/boite/?{query}").context["listing"].rows for query in ("a=noe", "objet=elan")}
    assert [[item.subject for item in found] for found in rows.values()] == [["Élan"], ["Élan"]]


def test_camille_chooses_a_weekly_digest_and_security_stays_at_once(browser: Client, camille: User) -> None:
    asked = {"platform": "weekly", "applications": "at_once", "security": "on_site"}
    browser.post("/notifications/preferences/", asked)

    chosen = Preference.objects.values_list("person", "topic", "frequency")
    assert list(chosen) == [(camille.pk, Topic.PLATFORM, Frequency.WEEKLY)]


def test_a_frequency_that_does_not_exist_is_told_and_changes_nothing(browser: Client) -> None:
    answer = browser.post("/notifications/preferences/", {"platform": "hourly", "applications": "at_once"})

    assert list(answer.context["form"].errors) == ["platform"]
    assert not Preference.objects.exists()
