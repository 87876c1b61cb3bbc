"""The call of the demonstration whose waves are decided: read by a committee, decided, recorded."""

from datetime import datetime, timedelta

from django.db import transaction

from frenchimpact.accounts.models import Appointment, User
from frenchimpact.assessments.queries import CONFIDENCE, FOR_APPLICANT, FOR_COMMITTEE
from frenchimpact.calls.actions import (
    CallFacts,
    DecisionFacts,
    WaveFacts,
    check_admissibility,
    create_call,
    declare_complete,
    draft_wave,
    open_call,
    open_wave,
    preview_wave,
    propose,
    read_decision,
)
from frenchimpact.calls.actions.applications import start_application
from frenchimpact.calls.actions.committees.allotments import (
    ask_allotment,
    begin_allotment,
    finish_allotment,
    validate_allotment,
)
from frenchimpact.calls.actions.committees.interests import sign_declaration
from frenchimpact.calls.actions.committees.members import (
    CommitteeFacts,
    MemberFacts,
    Somebody,
    appoint_member,
    change_committee,
)
from frenchimpact.calls.actions.committees.readings import send_to_committee, submit_reading
from frenchimpact.calls.actions.committees.settings import set_up_committee
from frenchimpact.calls.actions.submissions import submit_application
from frenchimpact.calls.actions.waves import settle_waves
from frenchimpact.calls.models import Application, Call, College, Committee, Outcome, Reading, Sense, Wave
from frenchimpact.calls.queries.committees.solving import solve
from frenchimpact.community.models import Collective
from frenchimpact.labels.actions import decide_application, write_missing_records
from frenchimpact.portal.actions.demonstration.answers import write_answers
from frenchimpact.portal.actions.demonstration.cast import LONG_AGO, Cast
from frenchimpact.portal.queries import DEMO_DOMAIN
from frenchimpact.questionnaires.actions import write_answer

TITLE = "Appel d’essai décidé (fictif)"
SLUG = "appel-d-essai-decide"
SAID = "Vos défis sont clairs\u00a0; dites mieux avec qui vous les mesurez. Commentaire inventé."
NOT_SAID = "À revoir dans un an. Commentaire inventé."
WHY = "Le territoire est décrit avec soin, le collectif n’est pas encore réuni. Motifs inventés."
READERS = {
    "rene": ("René Lit-Encore-Fictif", College.STATE),
    "sami": ("Sami Relit-Fictif", College.ESS),
    "tina": ("Tina Pèse-Fictive", College.TERRITORY),
    "ugo": ("Ugo Compare-Fictif", College.EVALUATOR),
}
OPENED = "Haute"  # whose collective has read the decision, and what the committee made of its file
# In each wave who applies, and the number of readers from which its record is open.
WAVES = ((("Haute", "Lande", "Mont", "Pays"), 3), (("Haute", "Mont"), 10))


@transaction.atomic
def seed_decided(cast: Cast, like: Call, *, by: User, now: datetime) -> None:
    """Take two waves from their opening to their record, the second with too few readers for it to be open."""
    call = _call(like, by)
    committee = set_up_committee(call, by=by)
    for key, (name, college) in READERS.items():
        facts = MemberFacts(college, is_chair=key == "rene")
        member = appoint_member(committee, Somebody(f"{key}@{DEMO_DOMAIN}", name), facts, by=by)
        Appointment.objects.filter(pk=member.appointment_id).update(since=now - LONG_AGO)
        sign_declaration(member, by=member.person, at=now)
    for number, (candidates, open_from) in enumerate(WAVES, start=1):
        change_committee(committee, CommitteeFacts(3, 21, open_from), by=by)
        _decide_wave(committee, number, candidates, cast, now)
        write_missing_records(now)


def _call(like: Call, by: User) -> Call:
    facts = CallFacts(
        title=TITLE,
        summary="Un appel inventé, dont les vagues sont décidées.",
        service=like.service,
        authority=like.authority,
        contact=like.contact,
        postal_address=like.postal_address,
        phone=like.phone,
        remedies=like.remedies,
        instruction_days=25,
    )
    return open_call(create_call(facts, like.form, by=by, slug=SLUG), by=by)


def _decide_wave(committee: Committee, number: int, candidates: tuple[str, ...], cast: Cast, now: datetime) -> None:
    call, by, day = committee.call, cast["operatrice"], timedelta(days=1)
    cutoff = now + (number * 2) * timedelta(minutes=1)
    wave = draft_wave(call, WaveFacts(cutoff - timedelta(seconds=90), cutoff, now + 90 * day), by=by)
    open_wave(preview_wave(wave, by=by), by=by)
    for name in candidates:
        _candidate(call, Collective.objects.get(name__startswith=name), cast, cutoff)
    opens, closes = now - (70 - 20 * number) * day, now - (60 - 20 * number) * day
    Wave.objects.filter(pk=wave.pk).update(opens_at=opens, cutoff_at=closes, publication_at=now - day)
    wave.refresh_from_db()
    _read(committee, wave, now)
    for application in Application.objects.filter(wave=wave).order_by("pk"):
        propose(application, Sense.UNFAVOURABLE, WHY, by=cast["instructrice"], at=now - day)
        decide_application(application, DecisionFacts(Sense.UNFAVOURABLE, WHY), by=cast["autorite"], at=now - day)
    opened = Application.objects.get(wave=wave, collective__name__startswith=OPENED)
    read_decision(opened, by=opened.submitted_by or cast["fondatrice"], at=now)
    settle_waves(now)


def _candidate(call: Call, collective: Collective, cast: Cast, cutoff: datetime) -> None:
    owner, officer, at = collective.created_by or cast["fondatrice"], cast["instructrice"], cutoff
    application = start_application(call, collective, by=owner)
    write_answers(application, by=[owner], at=at)
    submit_application(application, key=f"decide-{application.public_id}", by=owner, at=at)
    check_admissibility(application, Outcome.PASSED, "", by=officer, at=at)
    declare_complete(application, by=officer, at=at)
    send_to_committee(application, by=officer, at=at)


def _read(committee: Committee, wave: Wave, now: datetime) -> None:
    """Share the files out as the worker would, and let everybody hand over."""
    chair = committee.members.get(is_chair=True).person
    allotment = ask_allotment(wave, by=chair, at=now)
    begin_allotment(allotment, by=None)
    finish_allotment(allotment, solve(allotment, now), by=None)
    for rank, reading in enumerate(validate_allotment(allotment, by=chair, at=now)):
        _score(reading, rank, now)


def _score(reading: Reading, rank: int, now: datetime) -> None:
    sheet, person = reading.assessment.sheet, reading.member.person
    said = {FOR_APPLICANT: SAID, FOR_COMMITTEE: NOT_SAID, CONFIDENCE: "2"}
    asked = sheet.version.questions.filter(is_required=True).exclude(key=CONFIDENCE).order_by("position")
    points = {question.key: str(1 + (rank + place) % 4) for place, question in enumerate(asked)}
    for key, value in (points | said).items():
        write_answer(sheet, key, value, version=0, by=person, at=now)
    submit_reading(reading, by=person, at=now)
