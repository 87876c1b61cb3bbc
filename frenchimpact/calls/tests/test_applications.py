"""An application from its first word to its end, as its collective lives it."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar, Component

from frenchimpact.accounts.models import Capacity, User
from frenchimpact.accounts.tests.factories import make_appointed, make_person, sign_in
from frenchimpact.calls.actions import ask_complements, check_admissibility
from frenchimpact.calls.actions.applications import start_application, withdraw_application
from frenchimpact.calls.actions.reminders import remind_of_cutoffs
from frenchimpact.calls.actions.submissions import answer_complements
from frenchimpact.calls.models import Application, Complement, Outcome, Stage, Submission, Withdrawal
from frenchimpact.calls.queries.timelines import timeline_of
from frenchimpact.calls.rules.applications import may_see, may_write_answers
from frenchimpact.calls.tests.factories import (
    CUTOFF_AT,
    IN_TIME,
    make_call,
    make_draft,
    make_ready_collective,
    make_submitted,
    make_wave,
)
from frenchimpact.community.models import Collective, SeatRole
from frenchimpact.community.tests.factories import make_seat
from frenchimpact.journal.models import Event
from frenchimpact.messaging.models import Notice
from frenchimpact.questionnaires.models import Answer, Opening
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def camille() -> User:
    return make_person("Camille Aubier")


@pytest.fixture
def collective(camille: User) -> Collective:
    return make_ready_collective(lead=camille)


def _entries(client: Client, address: str, word: str) -> list[Component]:
    """Read the dates of a diary whose identifier has this word."""
    events = Calendar.from_ical(client.get(address).content).walk("VEVENT")
    return [event for event in events if word in str(event["uid"])]


def _asked(application: Application) -> Complement:
    """Find it admissible, then ask again the one question."""
    officer = make_appointed("Ines Instruction", Capacity.OFFICER)
    check_admissibility(application, Outcome.PASSED, "", by=officer, at=IN_TIME)
    asked = ask_complements(application, {"besoins": "Précisez."}, "Merci.", by=officer, at=IN_TIME)
    application.refresh_from_db()
    return asked


def test_one_application_a_call_is_under_way(camille: User, collective: Collective) -> None:
    call = make_call()
    start_application(call, collective, by=camille)

    with pytest.raises(Refusal, match="déjà une candidature en cours"):
        start_application(call, collective, by=camille)

    assert Application.objects.count() == 1


def test_a_reader_may_not_start(collective: Collective) -> None:
    lise = make_person("Lise Lectrice")
    make_seat(collective, lise, SeatRole.READER)

    with pytest.raises(Refusal, match="Vous ne pouvez pas écrire"):
        start_application(make_call(), collective, by=lise)

    assert (Application.objects.count(), Event.objects.filter(verb="calls.application_started").count()) == (0, 0)


def test_after_a_withdrawal_one_starts_again(camille: User, collective: Collective) -> None:
    call = make_call()
    make_wave(call)
    first = make_submitted(call, collective, camille)

    withdraw_application(first, "Nous ne sommes pas prêts.", by=camille, at=IN_TIME)
    again = start_application(call, collective, by=camille)

    first.refresh_from_db()
    assert (first.stage, again.stage, Submission.objects.count()) == (Stage.WITHDRAWN, Stage.DRAFT, 1)


def test_a_writer_may_not_withdraw(camille: User, collective: Collective) -> None:
    wassila = make_person("Wassila Plume")
    make_seat(collective, wassila, SeatRole.WRITER)
    draft = make_draft(make_call(), collective, camille)

    with pytest.raises(Refusal, match="Seule une personne pilote"):
        withdraw_application(draft, "", by=wassila, at=IN_TIME)

    assert (Withdrawal.objects.count(), Application.objects.get().stage) == (0, Stage.DRAFT)


def test_what_is_withdrawn_is_withdrawn_once(camille: User, collective: Collective) -> None:
    draft = make_draft(make_call(), collective, camille)
    withdraw_application(draft, "", by=camille, at=IN_TIME)

    with pytest.raises(Refusal, match="ne peut pas passer"):
        withdraw_application(draft, "", by=camille, at=IN_TIME)

    assert Withdrawal.objects.count() == 1


def test_officers_read_only_what_was_submitted(camille: User, collective: Collective) -> None:
    officer, call = make_appointed("Odon Bureau", Capacity.OFFICER), make_call()
    make_wave(call)
    draft = make_draft(call, collective, camille)
    other = make_submitted(call, make_ready_collective("Pays B", lead=camille), camille)

    assert [may_see(one, officer, IN_TIME.replace(year=2030)) for one in (draft, other)] == [False, True]


def test_complements_open_only_what_is_asked_and_give_a_second_submission(
    camille: User, collective: Collective
) -> None:
    call = make_call()
    make_wave(call)
    application = make_submitted(call, collective, camille)
    asked = _asked(application)
    Answer.objects.filter(sheet=application.sheet).update(value="Se rencontrer chaque semaine.")

    answer_complements(application, key="compl", by=camille, at=asked.due_at)
    answer_complements(application, key="compl", by=camille, at=asked.due_at)

    application.refresh_from_db()
    numbers = list(application.submissions.order_by("number").values_list("number", flat=True))
    assert (application.stage, numbers) == (Stage.COMPLETENESS, [1, 2])
    assert application.sheet.opening == Opening.NONE
    first, second = application.submissions.order_by("number")
    assert first.digest != second.digest


def test_complements_are_refused_after_their_date(camille: User, collective: Collective) -> None:
    call = make_call()
    make_wave(call)
    application = make_submitted(call, collective, camille)
    asked = _asked(application)
    late = asked.due_at + timedelta(microseconds=1)

    with pytest.raises(Refusal, match="Le délai pour envoyer ces compléments est passé"):
        answer_complements(application, key="compl", by=camille, at=late)

    assert may_write_answers(application, camille, asked.due_at) is True
    assert may_write_answers(application, camille, late) is False
    application.refresh_from_db()
    assert (application.stage, Submission.objects.count()) == (Stage.CORRECTION_REQUESTED, 1)


def test_the_timeline_says_what_is_next_and_when_silence_speaks(camille: User, collective: Collective) -> None:
    call = make_call()
    make_wave(call)
    application = make_submitted(call, collective, camille)

    timeline = timeline_of(application, IN_TIME)

    assert [moment.title for moment in timeline.past] == ["Candidature commencée", "Candidature déposée"]
    assert (timeline.now.title, timeline.now.who) == ("Vérifier la recevabilité", "Service d’essai")
    assert [moment.title for moment in timeline.following] == [
        "Vérifier que le dossier est complet",
        "Étudier la candidature",
        "Décider",
        "Publication des labels",
    ]
    assert timeline.silence is not None
    assert f"{timeline.silence.on:%Y-%m-%d}" == "2027-05-20"


def test_the_dates_of_an_application_go_into_a_diary_and_move_with_it(camille: User, collective: Collective) -> None:
    call = make_call()
    make_wave(call)
    application = make_submitted(call, collective, camille)
    address = f"{application.get_absolute_url()}dates.ics"

    with time_machine.travel(IN_TIME):
        client = sign_in(Client(), camille)
        [due] = _entries(client, address, "recevabilite")
    asked = _asked(application)
    with time_machine.travel(asked.asked_at + timedelta(days=1)):
        [complements] = _entries(client, address, "complements")

    assert str(due["summary"]).endswith("vérifier la recevabilité (Service d’essai)")
    assert complements.decoded("dtend") == asked.due_at.replace(microsecond=0)
    assert complements.decoded("sequence") > due.decoded("sequence")


def test_waiting_for_complements_puts_silence_off(camille: User, collective: Collective) -> None:
    call = make_call()
    make_wave(call)
    application = make_submitted(call, collective, camille)
    asked = _asked(application)
    answer_complements(application, key="compl", by=camille, at=IN_TIME + timedelta(days=4))
    application.refresh_from_db()

    silence = timeline_of(application, asked.due_at).silence

    assert silence is not None
    assert f"{silence.on:%Y-%m-%d}" == "2027-05-24"


def test_drafts_are_reminded_once_fourteen_and_three_days_before(camille: User, collective: Collective) -> None:
    call = make_call()
    make_wave(call)
    make_draft(call, collective, camille)
    days = (20, 14, 13, 3, 2, 1)

    reminded = [remind_of_cutoffs(CUTOFF_AT - timedelta(days=day)) for day in days]

    assert reminded == [0, 1, 0, 1, 0, 0]
    assert Notice.objects.filter(person=camille, about__verb="calls.cutoff_reminded").count() == 2


def test_the_decision_is_never_in_a_subject() -> None:
    from django.template.loader import get_template  # noqa: PLC0415

    source = get_template("calls/emails/decided.txt").template.source  # type: ignore[attr-defined]

    assert [word for word in ("acceptée", "refusée", "favorable", "label") if word in source] == []


def test_camille_goes_from_the_call_to_her_receipt(client: Client, camille: User, collective: Collective) -> None:
    call = make_call()
    make_wave(call)
    with time_machine.travel(IN_TIME, tick=False):
        sign_in(client, camille)
        assert client.get(f"/appels/{call.slug}/candidater/").status_code == 200
        client.post(f"/appels/{call.slug}/candidater/", {"applicant": collective.pk})
        application = Application.objects.get()
        Answer.objects.create(sheet=application.sheet, key="besoins", value="Se rencontrer.")
        review = client.get(f"/candidatures/{application.public_id}/depot/")
        key = review.context["form"]["key"].value()
        unticked = client.post(f"/candidatures/{application.public_id}/depot/", {"key": key})
        sent = client.post(f"/candidatures/{application.public_id}/depot/", {"key": key, "declared": "on"})
        receipt = client.get(sent["Location"]).content.decode()
        pages = [
            client.get(f"/candidatures/{application.public_id}/{end}").status_code
            for end in ("", "depots/1/", "retrait/", "recepisse.pdf", "depots/1.pdf")
        ]

    application.refresh_from_db()
    assert (unticked.status_code, application.stage) == (200, Stage.SUBMITTED)
    assert receipt.count("11\u00a0h\u00a000\u00a0min\u00a000\u00a0s, heure de Paris") == 1
    assert receipt.count(application.submissions.get().digest) == 1
    assert pages == [200, 200, 200, 200, 200]


def test_zelie_finds_nothing_of_others(client: Client, camille: User, collective: Collective) -> None:
    call = make_call()
    make_wave(call)
    application = make_submitted(call, collective, camille)
    sign_in(client, make_person("Zélie Inconnue"))
    ends = ("", "depot/", "recepisse/", "recepisse.pdf", "depots/1/", "depots/1.pdf", "complements/", "retrait/")

    assert {client.get(f"/candidatures/{application.public_id}/{end}").status_code for end in ends} == {404}
    assert client.post(f"/appels/{call.slug}/candidater/", {"applicant": collective.pk}).status_code == 200
    assert Application.objects.count() == 1


def test_the_list_asks_as_much_for_one_as_for_three(client: Client, camille: User, collective: Collective) -> None:
    call = make_call()
    make_wave(call)
    make_submitted(call, collective, camille)
    sign_in(client, camille)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/candidatures/").status_code == 200
        return len(queries)

    one = asked()
    for number in (2, 3):
        make_draft(call, make_ready_collective(f"Pays {number}", lead=camille), camille)

    assert asked() == one
