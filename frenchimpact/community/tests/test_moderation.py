"""Operators watch over pages: decisions with reasons, undone with a trace; reports by anybody."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_operator, make_person, sign_in
from frenchimpact.community.actions.abuse import AbuseFacts, dismiss_report, report_abuse, uphold_report
from frenchimpact.community.actions.claims import ClaimFacts, claim_page
from frenchimpact.community.actions.moderation import ask_again, decide_page, publish_pages, undo_decision
from frenchimpact.community.actions.organisations import change_identity
from frenchimpact.community.models import (
    AbuseReport,
    AbuseState,
    Kind,
    MembershipRole,
    ModerationDecision,
    Organisation,
    Standing,
    Verdict,
)
from frenchimpact.community.rules.moderation import REPORTS_ALLOWED
from frenchimpact.community.tests.factories import make_membership, make_organisation
from frenchimpact.journal.models import Event
from frenchimpact.messaging.models import Email, Notice
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db

FALSE = AbuseReport.Reason.FALSE
NETWORK = "192.0.2.0/24"


@pytest.fixture
def workshop() -> Organisation:
    return make_organisation(standing=Standing.WAITING)


@pytest.fixture
def rachida(workshop: Organisation) -> User:
    return make_membership(workshop, make_person("Rachida Lenoir")).person


@pytest.fixture
def odile() -> User:
    return make_operator()


def signed_in(person: User) -> Client:
    return sign_in(Client(), person)


def rename(organisation: Organisation, name: str, short_name: str = "", *, by: User) -> None:
    organisation.refresh_from_db()
    given = (name, short_name, [Kind.ESS_COMPANY], "")
    change_identity(organisation, given, version=organisation.version, by=by)


def standing_of(organisation: Organisation) -> str:
    return str(Organisation.objects.values_list("standing", flat=True).get(pk=organisation.pk))


def test_a_page_that_is_published_is_shown_and_its_team_told(
    workshop: Organisation, rachida: User, odile: User
) -> None:
    decide_page(workshop, Verdict.PUBLISHED, "", by=odile)

    assert standing_of(workshop) == Standing.SHOWN
    assert Notice.objects.get(person=rachida).title == "La page de Les Ateliers d’Essai est publiée"


def test_the_team_reads_again_a_published_page_that_takes_another_name(
    workshop: Organisation, rachida: User, odile: User
) -> None:
    rename(workshop, "Les Ateliers", by=rachida)  # nobody has read it yet
    decide_page(workshop, Verdict.PUBLISHED, "", by=odile)
    rename(workshop, "Les Ateliers", "Atel", by=rachida)
    assert odile.notices.count() == 0

    rename(workshop, "Ministère", by=rachida)

    assert [notice.title for notice in odile.notices.all()] == ["La page de Les Ateliers a changé de nom"]


def test_a_page_is_refused_with_a_reason_then_corrected_and_presented_again(
    workshop: Organisation, rachida: User, odile: User
) -> None:
    decide_page(workshop, Verdict.REFUSED, "Décrivez votre activité.", by=odile)
    told = Notice.objects.get(person=rachida).text

    ask_again(workshop, by=rachida)

    assert ("Décrivez votre activité." in told, standing_of(workshop)) == (True, Standing.WAITING)


def test_a_page_is_not_refused_without_a_reason(workshop: Organisation, odile: User) -> None:
    with pytest.raises(Refusal, match="Donnez un motif"):
        decide_page(workshop, Verdict.REFUSED, "  ", by=odile)

    assert (standing_of(workshop), ModerationDecision.objects.count()) == (Standing.WAITING, 0)


def test_nobody_but_an_operator_decides(workshop: Organisation, rachida: User) -> None:
    with pytest.raises(Refusal, match="équipe du programme"):
        decide_page(workshop, Verdict.PUBLISHED, "", by=rachida)

    assert (standing_of(workshop), Event.objects.count()) == (Standing.WAITING, 0)


def test_a_double_click_decides_once(workshop: Organisation, odile: User) -> None:
    decide_page(workshop, Verdict.PUBLISHED, "", by=odile)

    with pytest.raises(Refusal, match="déjà publiée"):
        decide_page(workshop, Verdict.PUBLISHED, "", by=odile)

    assert ModerationDecision.objects.count() == 1


def test_a_decision_is_undone_and_stays_readable(workshop: Organisation, rachida: User, odile: User) -> None:
    decision = decide_page(workshop, Verdict.CLOSED, "Page en double.", by=odile)

    undo_decision(decision, by=odile)

    decision.refresh_from_db()
    assert (standing_of(workshop), decision.undone_by) == (Standing.WAITING, odile)
    assert Notice.objects.filter(person=rachida, title__contains="annulée").count() == 1


def test_a_decision_that_something_rests_on_is_not_undone(workshop: Organisation, rachida: User, odile: User) -> None:
    refused = decide_page(workshop, Verdict.REFUSED, "Décrivez votre activité.", by=odile)
    ask_again(workshop, by=rachida)

    with pytest.raises(Refusal, match="depuis cette décision"):
        undo_decision(refused, by=odile)
    decide_page(workshop, Verdict.PUBLISHED, "", by=odile)
    with pytest.raises(Refusal, match="depuis cette décision"):
        undo_decision(refused, by=odile)

    assert standing_of(workshop) == Standing.SHOWN


def test_a_member_who_changes_nothing_cannot_present_the_page_again(workshop: Organisation, odile: User) -> None:
    malo = make_membership(workshop, make_person("Malo Trividic"), MembershipRole.MEMBER).person
    decide_page(workshop, Verdict.REFUSED, "Décrivez votre activité.", by=odile)

    with pytest.raises(Refusal):
        ask_again(workshop, by=malo)

    assert standing_of(workshop) == Standing.REFUSED


def test_several_pages_are_published_all_or_none(workshop: Organisation, odile: User) -> None:
    done = make_organisation("Déjà publiée")

    with pytest.raises(Refusal):
        publish_pages([workshop, done], by=odile)

    assert standing_of(workshop) == Standing.WAITING


def test_several_pages_are_published_after_a_confirmation(workshop: Organisation, odile: User) -> None:
    other = make_organisation("Autre", standing=Standing.WAITING)
    team, chosen = signed_in(odile), {"pages": [workshop.pk, other.pk]}

    team.post("/equipe/moderation/publication/", chosen)
    before = [standing_of(one) for one in (workshop, other)]
    team.post("/equipe/moderation/publication/", chosen | {"confirmed": "on"})

    after = [standing_of(one) for one in (workshop, other)]
    assert (before, after) == ([Standing.WAITING] * 2, [Standing.SHOWN] * 2)


def test_a_ready_made_sentence_is_put_in_the_reason_and_decides_nothing(workshop: Organisation, odile: User) -> None:
    sentence = "Le numéro donné n’est pas celui de cette organisation\u00a0: vérifiez-le."
    typed = {"insert": "oui", "sentence": sentence, "reason": "Bonjour.", "decision": "refused"}

    shown = signed_in(odile).post(f"/equipe/moderation/pages/{workshop.slug}/", typed)

    assert shown.context["form"]["reason"].value() == f"Bonjour.\n{sentence}"
    assert (shown.context["form"].errors, standing_of(workshop)) == ({}, Standing.WAITING)


def test_anybody_reports_a_page_and_is_answered(odile: User) -> None:
    page = make_organisation()
    report = report_abuse(page, AbuseFacts(FALSE, "C’est faux.", "noe@exemple.test"), network=NETWORK, by=None)

    dismiss_report(report, "Nous avons vérifié.", by=odile)

    (email,) = Email.objects.filter(to="noe@exemple.test")
    assert "Nous avons vérifié." in email.text


def test_who_reports_signed_in_is_told_on_the_site(odile: User) -> None:
    camille = make_person()
    report = report_abuse(make_organisation(), AbuseFacts(FALSE, "Faux."), network=NETWORK, by=camille)

    uphold_report(report, "La page est corrigée.", by=odile)

    report.refresh_from_db()
    assert (report.state, Notice.objects.get(person=camille).about) == (AbuseState.UPHELD, Event.objects.latest("pk"))


def test_the_team_of_a_page_does_not_learn_who_reported_it(rachida: User) -> None:
    page = Organisation.objects.get()
    report_abuse(page, AbuseFacts(FALSE, "Faux."), network=NETWORK, by=make_person())

    assert (Event.objects.about(page).count(), Notice.objects.filter(person=rachida).count()) == (0, 0)


def test_the_same_report_twice_is_kept_once() -> None:
    page, facts = make_organisation(), AbuseFacts(FALSE, "Faux.")

    first = report_abuse(page, facts, network=NETWORK, by=None)

    assert report_abuse(page, facts, network=NETWORK, by=None) == first


def test_one_network_cannot_flood_the_queue() -> None:
    page = make_organisation()
    for number in range(REPORTS_ALLOWED):
        report_abuse(page, AbuseFacts(FALSE, f"Faux {number}."), network=NETWORK, by=None)

    with pytest.raises(Refusal, match="réessayez dans une heure"):
        report_abuse(page, AbuseFacts(FALSE, "Encore."), network=NETWORK, by=None)
    AbuseReport.objects.update(at=timezone.now() - timedelta(hours=2))
    report_abuse(page, AbuseFacts(FALSE, "Encore."), network=NETWORK, by=None)

    assert AbuseReport.objects.count() == REPORTS_ALLOWED + 1
    assert NETWORK not in str(AbuseReport.objects.values())


def test_a_report_is_handled_once_and_by_operators_only(odile: User) -> None:
    report = report_abuse(make_organisation(), AbuseFacts(FALSE, "Faux."), network=NETWORK, by=None)

    with pytest.raises(Refusal):
        uphold_report(report, "Oui", by=make_person())
    dismiss_report(report, "Non", by=odile)
    with pytest.raises(Refusal, match="déjà traité"):
        uphold_report(report, "Oui", by=odile)

    report.refresh_from_db()
    assert (report.state, report.answer) == (AbuseState.DISMISSED, "Non")


def test_a_hidden_page_is_not_reported(workshop: Organisation) -> None:
    answer = Client().post(f"/organisations/{workshop.slug}/signaler/", {"reason": "false", "text": "Faux."})

    assert (answer.status_code, AbuseReport.objects.count()) == (404, 0)


def test_what_waits_stands_above_what_is_decided(odile: User) -> None:
    make_organisation("Une page publiée")
    make_organisation("Une page qui attend", standing=Standing.WAITING)

    page = signed_in(odile).get("/equipe/moderation/").content.decode()

    assert page.index("Une page qui attend") < page.index("Une page publiée")


ADDRESSES = ["/equipe/moderation/", "/equipe/moderation/revendications/", "/equipe/moderation/signalements/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_queue_asks_the_same_for_one_row_and_for_three(odile: User, address: str) -> None:
    team = signed_in(odile)
    fill(1)
    team.get(address)
    with CaptureQueriesContext(connection) as one:
        assert team.get(address).status_code == 200
    fill(2)
    fill(3)

    with CaptureQueriesContext(connection) as three:
        team.get(address)

    assert len(three) == len(one)


def fill(number: int) -> None:
    person = make_person(f"Personne{number} Essai")
    page = make_organisation(f"Page {number}", standing=Standing.WAITING)
    claim_page(page, ClaimFacts("directeur", "Oui"), by=person)
    report_abuse(page, AbuseFacts(FALSE, "Faux."), network=NETWORK, by=person)
