"""The officer with two hundred files: at a glance, several at once, more time for one, what was said, views kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from frenchimpact.accounts.models import Capacity, User
from frenchimpact.accounts.tests.factories import make_appointed, make_person, sign_in
from frenchimpact.calls.actions.desk_views import MOST, drop_view, keep_view
from frenchimpact.calls.actions.erasure import erase_applications_of
from frenchimpact.calls.actions.examination import ask_complements, declare_complete, remind_of_complements
from frenchimpact.calls.actions.exchanges import ExchangeFacts, note_exchange, strike_exchange
from frenchimpact.calls.actions.extensions import extend_complements
from frenchimpact.calls.actions.handovers import complete_several, hand_over, undo_handover
from frenchimpact.calls.models import Application, Channel, DeskView, Exchange, Handover, Stage
from frenchimpact.calls.queries.board import board, views_for
from frenchimpact.calls.queries.handovers import forecast_handing
from frenchimpact.calls.tests.factories import (
    collective_of,
    make_call,
    make_ready_collective,
    make_submitted,
    make_wave,
)
from frenchimpact.calls.tests.filed import make_filed_things
from frenchimpact.community.models import CollectiveMember, MemberRole, MembershipRole, SeatRole
from frenchimpact.community.tests.factories import make_collective, make_membership, make_organisation, make_seat
from frenchimpact.journal.models import Event
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db
DESK = "/equipe/candidatures/"
BATCH = f"{DESK}lot/"
SAID = ExchangeFacts(Channel.CALL_IN, date(2026, 1, 5), "Camille", "Elle demande si un PDF suffit.")


@pytest.fixture
def ines() -> User:
    return make_appointed("Ines Instruction", Capacity.OFFICER)


@pytest.fixture
def oscar() -> User:
    return make_appointed("Oscar Instruction", Capacity.OFFICER)


def filed(name: str, stage: Stage = Stage.SUBMITTED, *, officer: User | None = None, days: int = 0) -> Application:
    application = make_filed_things(make_collective(name), name).application
    since = timezone.now() - timedelta(days=days)
    Application.objects.filter(pk=application.pk).update(stage=stage, officer=officer, stage_since=since)
    application.refresh_from_db()
    return application


def titles_of(person: User) -> list[str]:
    return [title.replace("\u00a0", " ") for title in person.notices.order_by("pk").values_list("title", flat=True)]


def questions(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_board_counts_by_step_wave_and_officer_what_waits_and_what_is_late(ines: User) -> None:
    filed("Un", days=30)
    filed("Deux", officer=ines)
    filed("Trois", Stage.INSTRUCTION, officer=ines)
    filed("Quatre", Stage.ACCEPTED)

    found = board(timezone.now())

    waiting = [(pile.count, pile.late) for pile in found.everything.piles if pile.count]
    assert waiting == [(2, 1), (1, 0)]
    assert [(row.title, row.whole.count, row.whole.late) for row in found.officers] == [
        ("Personne encore", 1, 1),
        ("Ines Instruction", 2, 0),
    ]
    assert [row.whole.count for row in found.waves] == [3]


def test_each_number_of_the_board_leads_to_as_many_applications(ines: User) -> None:
    for name, stage in (("Un", Stage.SUBMITTED), ("Deux", Stage.INSTRUCTION), ("Trois", Stage.REJECTED)):
        filed(name, stage, officer=ines if name == "Deux" else None)
    client, found = sign_in(Client(), ines), board(timezone.now())
    piles = [pile for row in [*found.waves, *found.officers] for pile in [*row.piles, row.whole] if pile.count]

    shown = [client.get(f"{DESK}?{pile.query}").context["listing"].count for pile in piles]

    assert shown == [pile.count for pile in piles]
    assert len(piles) > 4


def test_several_applications_are_given_at_once_told_once_and_given_back(ines: User, oscar: User) -> None:
    held, free = filed("Tenue", officer=ines), filed("Libre")
    told = len(titles_of(oscar))

    handover = hand_over([held, free], oscar, by=ines, at=timezone.now())

    assert titles_of(oscar)[told:] == ["2 candidatures vous sont confiées"]
    assert set(Application.objects.values_list("officer", flat=True)) == {oscar.pk}
    assert undo_handover(handover, by=ines, at=timezone.now()) == 2
    assert list(Application.objects.order_by("pk").values_list("officer", flat=True)) == [ines.pk, None]
    with pytest.raises(Refusal, match="déjà annulé"):
        undo_handover(handover, by=ines, at=timezone.now())


def test_what_went_on_to_somebody_else_does_not_come_back(ines: User, oscar: User) -> None:
    zoe, application = make_appointed("Zoé Instruction", Capacity.OFFICER), filed("Une")
    handover = hand_over([application], oscar, by=ines, at=timezone.now())
    hand_over([application], zoe, by=oscar, at=timezone.now())

    assert undo_handover(handover, by=ines, at=timezone.now()) == 0
    application.refresh_from_db()
    assert application.officer == zoe


def test_all_are_given_or_none(ines: User, oscar: User) -> None:
    free, over = filed("Libre"), filed("Close", Stage.REJECTED)
    with pytest.raises(Refusal, match="Close"):
        hand_over([free, over], oscar, by=ines, at=timezone.now())
    assert (Handover.objects.count(), Application.objects.exclude(officer=None).count()) == (0, 0)


def test_several_files_are_declared_complete_or_none(ines: User) -> None:
    ready, early = filed("Prête", Stage.COMPLETENESS), filed("Tôt")

    with pytest.raises(Refusal, match="Tôt"):
        complete_several([ready, early], by=ines, at=timezone.now())
    ready.refresh_from_db()
    assert ready.stage == Stage.COMPLETENESS

    assert complete_several([ready], by=ines, at=timezone.now()) == 1
    ready.refresh_from_db()
    assert ready.stage == Stage.INSTRUCTION


def test_ines_sees_what_will_happen_before_it_does(ines: User, oscar: User) -> None:
    ready, early = filed("Prête", Stage.COMPLETENESS), filed("Tôt")
    given = {"what": "complete", "applications": [ready.pk, early.pk]}
    client = sign_in(Client(), ines)

    page = client.post(BATCH, given)
    ready.refresh_from_db()
    assert ready.stage == Stage.COMPLETENESS
    assert [(one.application, bool(one.refusal)) for one in page.context["preview"]] == [(ready, False), (early, True)]

    client.post(BATCH, given | {"applications": [ready.pk], "confirmed": "on"})
    ready.refresh_from_db()
    assert ready.stage == Stage.INSTRUCTION

    answer = client.post(BATCH, {"what": "hand_over", "to": oscar.pk, "applications": [early.pk], "confirmed": "on"})
    early.refresh_from_db()
    assert early.officer == oscar
    client.post(answer["Location"])
    early.refresh_from_db()
    assert early.officer is None


def test_a_lot_offers_what_the_filters_of_the_desk_show(ines: User) -> None:
    filed("Prête", Stage.COMPLETENESS)
    filed("Tôt")
    client = sign_in(Client(), ines)

    assert client.get(f"{BATCH}?etape=completeness").content.decode().count('name="applications"') == 1
    assert client.get(BATCH).content.decode().count('name="applications"') == 2


def test_what_ines_may_not_do_is_said_in_the_preview(ines: User, oscar: User) -> None:
    own = filed("Le mien", Stage.COMPLETENESS)
    make_seat(collective_of(own), ines, SeatRole.READER)
    client = sign_in(Client(), ines)

    for given in ({"what": "complete"}, {"what": "hand_over", "to": oscar.pk}):
        page = client.post(BATCH, given | {"applications": [own.pk]})
        assert ["Vous faites partie" in one.refusal for one in page.context["preview"]] == [True]


@pytest.mark.parametrize("given", [{}, {"what": "hand_over"}, {"what": "voler"}, {"applications": ["99999", "x"]}])
def test_a_lot_without_sense_keeps_what_was_chosen(ines: User, given: dict[str, object]) -> None:
    application = filed("Une")
    page = sign_in(Client(), ines).post(BATCH, {"applications": [application.pk], "confirmed": "on"} | given)

    assert (page.status_code, page.context["form"].is_valid(), Handover.objects.count()) == (200, False, 0)


def test_pages_of_the_desk_ask_as_much_for_three_as_for_one(ines: User) -> None:
    client = sign_in(Client(), ines)
    given = {"what": "complete"}
    pages = [DESK, f"{DESK}vue-d-ensemble/", BATCH]
    first = filed("Un", Stage.COMPLETENESS)
    keep_view("Retards", "retard=oui", is_shared=False, by=ines)
    note_exchange(first, SAID, by=ines, at=timezone.now())
    of_one = f"{DESK}{first.public_id}/"
    for page in [*pages, of_one]:
        client.get(page)  # what is asked once a process
    before = [questions(client, page) for page in [*pages, of_one]]
    with CaptureQueriesContext(connection) as one:
        client.post(BATCH, given | {"applications": [first.pk]})

    others = [filed(name, Stage.COMPLETENESS) for name in ("Deux", "Trois")]
    for number in range(2):
        keep_view(f"Vue {number}", "retard=oui", is_shared=True, by=ines)
        note_exchange(first, SAID, by=ines, at=timezone.now())
    assert [questions(client, page) for page in [*pages, of_one]] == before
    with CaptureQueriesContext(connection) as three:
        client.post(BATCH, given | {"applications": [first.pk, *(each.pk for each in others)]})
    assert len(three) == len(one)


def asked_again(ines: User) -> tuple[Application, User]:
    camille = make_person("Camille Aubier")
    call = make_call()
    make_wave(call)
    application = make_submitted(call, make_ready_collective(lead=camille), camille, at=timezone.now())
    Application.objects.filter(pk=application.pk).update(stage=Stage.COMPLETENESS)
    ask_complements(application, {"besoins": "Précisez."}, "", by=ines, at=timezone.now())
    application.refresh_from_db()
    return application, camille


def test_a_collective_is_given_more_time_with_a_reason_and_reminded_anew(ines: User) -> None:
    application, camille = asked_again(ines)
    due_at = application.complements.get().due_at
    remind_of_complements(due_at - timedelta(days=1))

    later, now = due_at + timedelta(days=10), timezone.now()
    extension = extend_complements(application, later, "Maire absent.", by=ines, at=now)

    assert (extension.before, application.complements.get().due_at) == (due_at, later)
    assert titles_of(camille)[-1] == "Plus de temps pour les compléments de Pays d’Essai"
    assert remind_of_complements(due_at + timedelta(days=9)) == 1
    page = sign_in(Client(), camille).get(application.get_absolute_url()).content.decode()
    assert "Maire absent." in page


@pytest.mark.parametrize(
    ("days", "reason", "words"), [(0, "Oui.", "plus tardif"), (-3, "Oui.", "plus tardif"), (5, " ", "pourquoi")]
)
def test_time_is_given_not_taken_and_never_without_a_reason(ines: User, days: int, reason: str, words: str) -> None:
    application, _ = asked_again(ines)
    due_at = application.complements.get().due_at

    with pytest.raises(Refusal, match=words):
        extend_complements(application, due_at + timedelta(days=days), reason, by=ines, at=timezone.now())
    assert application.complements.get().due_at == due_at


def test_what_was_said_is_noted_read_by_the_next_officer_and_struck_by_its_author(ines: User, oscar: User) -> None:
    application = filed("Une")
    exchange = note_exchange(application, SAID, by=ines, at=timezone.now())

    with pytest.raises(Refusal, match="ajoutez plutôt une note"):
        strike_exchange(exchange, by=oscar, at=timezone.now())
    page = sign_in(Client(), oscar).get(reverse("calls:officer_application", args=[application.public_id]))
    assert "Elle demande si un PDF suffit." in page.content.decode()
    strike_exchange(exchange, by=ines, at=timezone.now())

    page = sign_in(Client(), oscar).get(reverse("calls:officer_application", args=[application.public_id]))
    assert "<s>Elle demande si un PDF suffit.</s>" in page.content.decode()


def test_the_collective_does_not_read_what_officers_note(ines: User) -> None:
    application, camille = asked_again(ines)
    note_exchange(application, SAID, by=ines, at=timezone.now())

    assert "un PDF suffit" not in sign_in(Client(), camille).get(application.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "facts",
    [
        ExchangeFacts(Channel.EMAIL, date(2026, 1, 5), "", "  "),
        ExchangeFacts(Channel.EMAIL, date(2100, 1, 1), "", "Oui."),
    ],
)
def test_a_note_says_something_that_took_place(ines: User, facts: ExchangeFacts) -> None:
    application = filed("Une")
    with pytest.raises(Refusal):
        note_exchange(application, facts, by=ines, at=timezone.now())
    assert Exchange.objects.count() == 0


def test_a_view_is_kept_shared_replaced_and_dropped(ines: User, oscar: User) -> None:
    keep_view("Retards", "retard=oui&page=3&vague=", is_shared=False, by=ines)
    view = keep_view("Retards", "retard=oui&a_qui=moi", is_shared=True, by=ines)

    assert [(each.title, each.query) for each in views_for(oscar)] == [("Retards", "retard=oui&a_qui=moi")]
    with pytest.raises(Refusal, match="à quelqu’un d’autre"):
        drop_view(view, by=oscar)
    drop_view(view, by=ines)
    assert views_for(oscar) == []
    assert Event.objects.filter(verb="calls.view_dropped").count() == 1


def test_a_view_has_a_name_and_filters_and_there_are_not_too_many(ines: User) -> None:
    for title, query in (("", "retard=oui"), ("Tout", "page=2")):
        with pytest.raises(Refusal):
            keep_view(title, query, is_shared=False, by=ines)
    DeskView.objects.bulk_create(DeskView(owner=ines, title=str(number), query="retard=oui") for number in range(MOST))
    with pytest.raises(Refusal, match="supprimez-en une"):
        keep_view("De trop", "retard=oui", is_shared=False, by=ines)


def test_ines_names_the_filters_she_looks_at(ines: User) -> None:
    filed("Une")
    client = sign_in(Client(), ines)
    link = "/equipe/candidatures/vues/?retard=oui"
    assert link in client.get(f"{DESK}?retard=oui").content.decode()

    answer = client.post(link, {"title": "Mes retards", "query": "retard=oui"})

    assert answer["Location"] == f"{DESK}?retard=oui"
    assert "Mes retards" in client.get(DESK).content.decode()


def test_a_file_in_the_hands_of_another_is_not_declared_complete(ines: User, oscar: User) -> None:
    application = filed("Une", Stage.COMPLETENESS, officer=oscar)
    with pytest.raises(Refusal):
        complete_several([application], by=ines, at=timezone.now())
    declare_complete(application, by=oscar, at=timezone.now())


def test_who_works_for_a_member_of_the_collective_neither_reads_nor_decides_its_file(oscar: User) -> None:
    application = filed("Une", Stage.PROPOSED)
    member = make_organisation("Membre du collectif")
    together = collective_of(application)
    CollectiveMember.objects.create(collective=together, organisation=member, role=MemberRole.ESS)
    make_membership(member, oscar, MembershipRole.MEMBER)

    page = sign_in(Client(), oscar).get(f"{DESK}{application.public_id}/")

    assert (page.status_code, "une autre personne doit instruire" in page.content.decode()) == (409, True)
    assert [bool(each.refusal) for each in forecast_handing([application], oscar, oscar)] == [True]


def test_a_lot_does_not_come_back_to_who_may_no_longer_examine_nor_once_it_is_over(ines: User, oscar: User) -> None:
    held, over = filed("Tenue", officer=oscar), filed("Close", officer=oscar)
    handover = hand_over([held, over], ines, by=ines, at=timezone.now())
    oscar.appointments.update(until=timezone.now())
    Application.objects.filter(pk=over.pk).update(stage=Stage.REJECTED)

    assert undo_handover(handover, by=ines, at=timezone.now()) == 1
    held.refresh_from_db()
    over.refresh_from_db()
    assert (held.officer, over.officer) == (None, ines)


def test_a_choice_that_is_no_longer_one_chooses_nothing(ines: User) -> None:
    filed("Une")

    assert 'name="applications"' not in sign_in(Client(), ines).get(f"{BATCH}?a_qui=999999").content.decode()


def test_who_left_with_files_in_hand_is_still_found_on_the_desk(ines: User, oscar: User) -> None:
    filed("Une", officer=oscar)
    oscar.appointments.update(until=timezone.now())

    page = sign_in(Client(), ines).get(f"{DESK}?a_qui={oscar.pk}")
    assert page.context["listing"].count == 1


def test_a_day_in_nine_thousand_years_is_a_slip_of_the_finger(ines: User) -> None:
    application, _ = asked_again(ines)
    given = {"due_on": "9999-12-31", "reason": "Oui."}

    page = sign_in(Client(), ines).post(f"{DESK}{application.public_id}/delai/", given)
    assert (page.status_code, "dépasse un an" in page.content.decode()) == (200, True)


def test_filters_that_are_too_long_are_not_kept(ines: User) -> None:
    page = sign_in(Client(), ines).post("/equipe/candidatures/vues/", {"title": "Longue", "query": "q=" + "é" * 900})
    assert (page.status_code, DeskView.objects.count()) == (200, 0)


def test_to_erase_somebody_takes_their_name_and_nobody_else_s(ines: User) -> None:
    application, camille = asked_again(ines)
    martin = make_person("Jean Martin")
    said = [
        note_exchange(application, replace(SAID, with_whom=who), by=ines, at=timezone.now())
        for who in ("jean martin", "Jean Martinez", "Camille Aubier, la pilote", "e")
    ]
    for person in (martin, camille, make_person("e")):
        erase_applications_of(person, timezone.now())

    assert [Exchange.objects.get(pk=one.pk).with_whom for one in said] == ["", "Jean Martinez", "", "e"]
