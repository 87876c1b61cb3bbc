"""The team opens calls that are ready, and waves that do not overlap; a cut-off is never brought forward."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_operator, make_person, sign_in
from frenchimpact.calls.actions import (
    WaveFacts,
    change_wave,
    close_call,
    delete_wave,
    draft_wave,
    open_call,
    open_wave,
    preview_wave,
    prorogue_wave,
    settle_waves,
    ship_territory_call,
    undo_preview,
)
from frenchimpact.calls.models import Application, Call, CallStage, ImplicitSense, Prorogation, Stage, Wave, WaveStage
from frenchimpact.calls.queries.calls import state_of
from frenchimpact.calls.rules.calls import implicit_days, is_slower_than_silence, left_to_fill_in
from frenchimpact.calls.tests.factories import (
    make_call,
    make_draft,
    make_ready_collective,
    make_submitted,
    make_wave,
)
from frenchimpact.journal.models import Event
from frenchimpact.questionnaires.models import Form, Question
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db
SOON = timezone.now() + timedelta(days=10)
DAY = timedelta(days=1)


@pytest.fixture
def odile() -> User:
    return make_operator()


def dates(start: datetime = SOON, days: int = 30) -> WaveFacts:
    return WaveFacts(start, start + days * DAY, start + (days + 60) * DAY, (start + (days + 30) * DAY).date())


def test_the_shipped_call_comes_once_and_waits_to_be_completed(odile: User) -> None:
    call = ship_territory_call(by=odile)

    assert ship_territory_call(by=odile) == call
    assert (Call.objects.count(), Form.objects.count(), call.stage) == (1, 1, CallStage.DRAFT)
    assert Question.objects.count() > 15
    assert left_to_fill_in(call) == [
        "service instructeur",
        "autorité de décision",
        "adresse de contact",
        "adresse postale du service",
        "téléphone du service",
        "voies et délais de recours",
    ]
    with pytest.raises(Refusal, match="Complétez d’abord"):
        open_call(call, by=odile)


def test_only_the_team_conducts_calls() -> None:
    camille, call = make_person(), make_call(stage=CallStage.DRAFT)
    before = Event.objects.count()

    for act in (
        lambda: ship_territory_call(by=camille),
        lambda: open_call(call, by=camille),
        lambda: close_call(call, by=camille),
        lambda: draft_wave(call, dates(), by=camille),
    ):
        with pytest.raises(Refusal, match="Seule l’équipe"):
            act()

    assert (Event.objects.count(), Call.objects.get().stage, Wave.objects.count()) == (before, CallStage.DRAFT, 0)


def test_a_call_slower_than_silence_wants_a_written_note(odile: User) -> None:
    call = make_call(stage=CallStage.DRAFT)
    call.instruction_days = 45
    call.save()

    assert (implicit_days(call), is_slower_than_silence(call)) == (59, True)
    with pytest.raises(Refusal, match="dépassent celui de la décision implicite"):
        open_call(call, by=odile)
    call.long_delay_note = "Nous le savons : la commission se réunit une fois par trimestre."
    call.save()

    assert open_call(call, by=odile).stage == CallStage.OPEN


def test_silence_that_says_nothing_needs_no_note(odile: User) -> None:
    call = make_call(stage=CallStage.DRAFT)
    call.instruction_days, call.implicit_sense = 200, ImplicitSense.NONE
    call.save()

    assert open_call(call, by=odile).stage == CallStage.OPEN


def test_no_call_opens_where_silence_would_be_a_label_that_nobody_signs(odile: User) -> None:
    call = make_call(stage=CallStage.DRAFT)
    call.implicit_sense = ImplicitSense.ACCEPTANCE
    call.save()

    with pytest.raises(Refusal, match="aucun label sans décision écrite"):
        open_call(call, by=odile)


def test_a_wave_is_drafted_announced_taken_back_and_opened_ahead(odile: User) -> None:
    call = make_call()
    wave = draft_wave(call, dates(), by=odile)

    with pytest.raises(Refusal, match="Annoncez d’abord"):
        open_wave(wave, by=odile)
    stages = [act(wave, by=odile).stage for act in (preview_wave, undo_preview, preview_wave, open_wave)]

    assert stages == ["previewed", "draft", "previewed", "opened"]
    assert not call.waves.accepting(timezone.now()).exists()  # opened ahead: it accepts from its opening date
    assert call.waves.accepting(SOON).exists()
    with pytest.raises(Refusal, match="ses dates sont promises"):
        change_wave(wave, dates(), by=odile)


def test_waves_do_not_overlap(odile: User) -> None:
    call = make_call()
    first = draft_wave(call, dates(), by=odile)
    before = Event.objects.count()

    with pytest.raises(Refusal, match="chevauchent celles de la vague 1"):
        draft_wave(call, dates(first.cutoff_at), by=odile)

    assert (call.waves.count(), Event.objects.count()) == (1, before)
    assert draft_wave(call, dates(first.cutoff_at + DAY), by=odile).number == 2


@pytest.mark.parametrize(
    "facts",
    [
        WaveFacts(SOON, SOON - DAY, SOON + DAY),
        WaveFacts(SOON, SOON + 9 * DAY, SOON + 8 * DAY),
        WaveFacts(SOON, SOON + 9 * DAY, SOON + 20 * DAY, (SOON + 2 * DAY).date()),
    ],
)
def test_dates_out_of_order_are_refused(odile: User, facts: WaveFacts) -> None:
    with pytest.raises(Refusal):
        draft_wave(make_call(), facts, by=odile)

    assert Wave.objects.count() == 0


def test_a_prorogation_puts_off_the_publication_as_well(odile: User) -> None:
    wave = make_wave(make_call())
    before, published = wave.cutoff_at, wave.publication_at
    at = before - DAY

    prorogue_wave(wave, before + 7 * DAY, "Une tempête a coupé le réseau.", by=odile, at=at)

    wave.refresh_from_db()
    assert (wave.cutoff_at, wave.publication_at) == (before + 7 * DAY, published + 7 * DAY)
    assert Prorogation.objects.get().reason == "Une tempête a coupé le réseau."


@pytest.mark.parametrize(("days", "reason", "late"), [(-1, "x", -1), (0, "x", -1), (7, " ", -1), (7, "x", 1)])
def test_a_cutoff_is_not_brought_forward_nor_moved_once_passed(odile: User, days: int, reason: str, late: int) -> None:
    wave = make_wave(make_call())
    before = wave.cutoff_at

    with pytest.raises(Refusal):
        prorogue_wave(wave, before + days * DAY, reason, by=odile, at=before + late * DAY)

    wave.refresh_from_db()
    assert (wave.cutoff_at, Prorogation.objects.count()) == (before, 0)


def test_a_prorogation_does_not_run_into_the_next_wave(odile: User) -> None:
    call = make_call()
    wave = make_wave(call)
    make_wave(call, 2, cutoff_at=wave.cutoff_at + 40 * DAY, stage=WaveStage.PREVIEWED)

    with pytest.raises(Refusal, match="chevauchent"):
        prorogue_wave(wave, wave.cutoff_at + 20 * DAY, "Pluie.", by=odile, at=wave.cutoff_at - DAY)

    assert Prorogation.objects.count() == 0


def test_only_the_draft_of_the_last_wave_is_thrown_away(odile: User) -> None:
    call = make_call()
    first = draft_wave(call, dates(), by=odile)
    second = draft_wave(call, dates(SOON + 60 * DAY), by=odile)

    with pytest.raises(Refusal, match="Une autre vague suit"):
        delete_wave(first, by=odile)
    delete_wave(second, by=odile)

    assert [wave.number for wave in call.waves.all()] == [1]


def test_a_call_does_not_close_while_a_wave_accepts(odile: User) -> None:
    call = make_call()
    make_wave(call, cutoff_at=datetime.now(UTC) + DAY)

    with pytest.raises(Refusal, match="accepte encore des dépôts"):
        close_call(call, by=odile)

    assert Call.objects.get().stage == CallStage.OPEN


def test_a_wave_is_decided_once_it_is_over_and_nobody_waits_any_more() -> None:
    call, camille = make_call(), make_person()
    wave = make_wave(call)
    application = make_submitted(call, make_ready_collective(lead=camille), camille)
    late = wave.cutoff_at + 2 * DAY

    while_one_waits = settle_waves(late)
    Application.objects.filter(pk=application.pk).update(stage=Stage.REJECTED)
    during = settle_waves(
        wave.cutoff_at + timedelta(minutes=59)
    )  # what came in the last second may still be on its way
    settled = [settle_waves(late), settle_waves(late)]

    wave.refresh_from_db()
    assert (while_one_waits, during, settled) == (0, 0, [1, 0])
    assert (wave.stage, state_of(wave, late).words) == (WaveStage.DECIDED, "décidée")
    assert Event.objects.about(wave).filter(verb="calls.wave_decided").count() == 1


def test_the_calendar_of_the_team_is_drawn_as_high_as_it_has_waves(odile: User) -> None:
    call = make_call()
    for number in (1, 2):
        make_wave(call, number, cutoff_at=SOON + number * 60 * DAY)

    page = sign_in(Client(), odile).get(f"/equipe/appels/{call.slug}/").content.decode()

    assert 'viewBox="0 0 100 4"' in page


def test_who_has_submitted_is_told_that_the_decisions_are_put_off_too(odile: User) -> None:
    call, camille, noe = make_call(), make_person("Camille Aubier"), make_person("Noé Lanvin")
    wave = make_wave(call, cutoff_at=SOON)
    make_submitted(call, make_ready_collective(lead=camille), camille, at=SOON - DAY)
    make_draft(call, make_ready_collective("Pays de Noé", lead=noe), noe)

    prorogue_wave(wave, SOON + 7 * DAY, "Une panne.", by=odile)

    titles = [person.notices.latest("pk").title.replace("\u00a0", " ") for person in (camille, noe)]
    assert titles == [
        "Dates repoussées : Territoire French Impact, vague 1",
        "Date limite repoussée : Territoire French Impact, vague 1",
    ]
