"""A person who touched everything is erased: nothing of them is left in any table but what the site says it keeps."""

import pytest
from django.core import mail
from django.db import connection, models
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from frenchimpact.accounts.actions import erase_person, issue_sign_in_link, preview_erasure
from frenchimpact.accounts.holdings import holdings
from frenchimpact.accounts.models import Erasure, OpenSession, User
from frenchimpact.accounts.register import models_with_personal_data
from frenchimpact.accounts.tests.factories import make_operator, make_person, sign_in
from frenchimpact.journal.actions import record, seal_lines
from frenchimpact.journal.models import Event
from frenchimpact.journal.queries import lines, verify_seals
from frenchimpact.messaging.actions import notify, send_email
from frenchimpact.messaging.events import FREQUENCY_CHOSEN
from frenchimpact.messaging.models import Email, Notice, Topic
from frenchimpact.shared.errors import Refusal
from tests.personal_data.rows import make_row

pytestmark = pytest.mark.django_db

NAME = "Xaviera Quintefeuille"
ADDRESS = "xaviera.quintefeuille@exemple.test"
# What stays with the name, and a word of the sentence that says so to the person.
KEPT = {
    "calls_complement": "Ce qui a été déposé au nom d’un collectif",
    "calls_decision": "Les décisions que vous avez signées",
    "calls_exchange": "Les échanges que vous avez notés",
    "calls_submission": "Ce qui a été déposé au nom d’un collectif",
    "community_abusereport": "Le texte de vos signalements encore ouverts",
    "labels_labelact": "Les suspensions, levées et retraits de labels que vous avez signés",
    "labels_observation": "Les observations présentées au nom d’un collectif",
    "questionnaires_answer": "Les réponses écrites",
    "questionnaires_formeranswer": "Les réponses écrites",
}
# Made by the site itself, not by hand: the person, the journal, what a person never has two of.
NOT_MADE = {"accounts.User", "journal.Event"}


def make_xaviera() -> User:
    """Make somebody who stands in every table that holds something about people."""
    xaviera = make_person(NAME, email=ADDRESS)
    for model in models_with_personal_data():
        if model._meta.label not in NOT_MADE:
            make_row(model, xaviera)
    record(FREQUENCY_CHOSEN, xaviera, by=xaviera)
    return xaviera


def tables_that_tell(*words: str) -> set[str]:
    """Name the tables, whatever they are, in which a row says one of these words: the whole database is read."""
    told = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            condition = " OR ".join(["row::text ILIKE %s"] * len(words))
            cursor.execute(
                f"SELECT EXISTS (SELECT FROM {connection.ops.quote_name(table)} AS row WHERE {condition})",  # noqa: S608
                [f"%{word}%" for word in words],
            )
            if cursor.fetchone()[0]:
                told.add(table)
    return told


def deliver() -> None:
    for email in Email.objects.waiting():
        send_email(email.pk, at=timezone.now())


def test_nothing_is_left_of_who_is_erased_but_what_is_said_to_be_kept() -> None:
    xaviera = make_xaviera()
    assert len(tables_that_tell("xaviera", "quintefeuille")) > 10  # the search does see them

    kept = erase_person(xaviera, at=timezone.now(), by=xaviera).kept
    deliver()

    left = tables_that_tell("xaviera", "quintefeuille")
    assert left == set(KEPT)
    assert [table for table in left if not any(KEPT[table] in sentence for sentence in kept)] == []


def test_the_row_of_who_is_erased_is_empty_and_opens_nothing() -> None:
    xaviera = make_xaviera()

    erase_person(xaviera, at=timezone.now(), by=xaviera)

    row = User.objects.get(pk=xaviera.pk)
    assert (row.name, row.email, row.is_active) == ("", f"effacee-{row.public_id}@effacee.invalid", False)
    assert str(row) == "Une personne effacée"
    assert not row.has_usable_password()
    assert not OpenSession.objects.filter(person=row).exists()
    with pytest.raises(Refusal):
        issue_sign_in_link(row, by=None)


def test_the_journal_stays_whole_and_names_nobody() -> None:
    xaviera = make_xaviera()
    seal_lines()
    before = Event.objects.count()

    erase_person(xaviera, at=timezone.now(), by=xaviera)

    assert Event.objects.count() > before
    assert verify_seals().first_altered is None
    entries = lines(Event.objects.filter(verb="accounts.erased"))
    assert [(entry.actor, entry.phrase) for entry in entries] == [("Une personne effacée", "a effacé son compte")]


def test_the_last_email_is_forgotten_once_it_is_sent() -> None:
    xaviera = make_person(NAME, email=ADDRESS)

    erase_person(xaviera, at=timezone.now(), by=xaviera)
    assert [email.to for email in Email.objects.waiting()] == [ADDRESS]
    deliver()

    assert [message.to for message in mail.outbox] == [[ADDRESS]]
    assert not Email.objects.exists()
    assert [set(job.args) for job in ProcrastinateJob.objects.filter(task_name="messaging.send_email")] == [
        {"email_id"}
    ]


def test_what_others_were_told_no_longer_names_who_is_erased() -> None:
    xaviera, noe = make_person(NAME, email=ADDRESS), make_person("Noé Lanvin")
    digest = "messaging/emails/digest.txt"
    context = {"count": 1, "site_name": "x", "notices": [{"title": f"{NAME} ({ADDRESS}) vous invite", "url": ""}]}
    notify([noe], about=None, topic=Topic.SECURITY, template=digest, context=context)

    erase_person(xaviera, at=timezone.now(), by=xaviera)

    texts = [
        *Notice.objects.values_list("text", flat=True),
        *Email.objects.filter(person=noe).values_list("text", flat=True),
    ]
    assert [text.count("Une personne effacée (Une personne effacée) vous invite") for text in texts] == [1, 1]


def test_to_look_at_what_would_be_kept_erases_nothing() -> None:
    xaviera = make_xaviera()
    before = tables_that_tell("xaviera", "quintefeuille")

    kept = preview_erasure(xaviera, at=timezone.now(), by=xaviera)

    assert kept != []
    assert tables_that_tell("xaviera", "quintefeuille") == before
    assert not Erasure.objects.exists()
    assert kept == erase_person(xaviera, at=timezone.now(), by=xaviera).kept


def test_nobody_erases_somebody_else() -> None:
    xaviera, odile = make_person(NAME, email=ADDRESS), make_operator()

    with pytest.raises(Refusal, match="son propre compte"):
        erase_person(xaviera, at=timezone.now(), by=odile)

    xaviera.refresh_from_db()
    assert (xaviera.name, xaviera.erased_at) == (NAME, None)
    assert not Event.objects.exists()


def test_nobody_is_erased_twice() -> None:
    xaviera = make_person(NAME, email=ADDRESS)
    erase_person(xaviera, at=timezone.now(), by=xaviera)

    with pytest.raises(Refusal, match="déjà effacé"):
        erase_person(xaviera, at=timezone.now(), by=xaviera)

    assert Erasure.objects.count() == 1


def test_the_last_operator_is_told_to_appoint_another_first() -> None:
    odile = make_operator()

    with pytest.raises(Refusal, match="nommez-en d’abord une autre"):
        erase_person(odile, at=timezone.now(), by=odile)

    odile.refresh_from_db()
    assert odile.erased_at is None
    make_operator("Nadia Ferrand")
    assert erase_person(odile, at=timezone.now(), by=odile).asked_by_person


def test_an_address_that_is_erased_may_open_another_account() -> None:
    xaviera = make_person(NAME, email=ADDRESS)
    erase_person(xaviera, at=timezone.now(), by=xaviera)

    again = make_person(NAME, email=ADDRESS)

    assert again.pk != xaviera.pk


def test_every_holding_tells_what_it_holds_in_words() -> None:
    xaviera = make_xaviera()

    told = {holding.code: holding.rows(xaviera) for holding in holdings()}

    assert [code for code, rows in told.items() if not rows] == []
    values = [value for rows in told.values() for row in rows for value in row.values()]
    assert [value for value in values if isinstance(value, models.Model)] == []


def test_xaviera_erases_her_account_on_the_page() -> None:
    xaviera = make_person(NAME, email=ADDRESS)
    client, page = Client(), "/compte/donnees/effacement/"
    sign_in(client, xaviera)

    assert client.get(page).status_code == 200
    assert "numéro" in client.post(page).content.decode()
    assert client.post(page, {"word": "oui"}).context["form"].errors != {}
    assert not Erasure.objects.exists()
    answer = client.post(page, {"word": "effacer"})

    assert (answer.status_code, answer["Location"]) == (302, "/connexion/")
    assert client.get("/compte/").status_code == 302
    assert Erasure.objects.get().number == xaviera.pk
