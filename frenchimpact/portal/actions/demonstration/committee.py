"""The call of the demonstration that has a committee: its members, what ties them, what they read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from frenchimpact.accounts.actions import open_account_for
from frenchimpact.accounts.models import Appointment, Capacity, User
from frenchimpact.assessments.queries import CONFIDENCE, FOR_APPLICANT
from frenchimpact.calls.actions import (
    CallFacts,
    WaveFacts,
    check_admissibility,
    create_call,
    declare_complete,
    draft_wave,
    open_call,
    open_wave,
    preview_wave,
)
from frenchimpact.calls.actions.applications import start_application
from frenchimpact.calls.actions.committees.allotments import (
    ask_allotment,
    begin_allotment,
    finish_allotment,
    pin_reader,
    validate_allotment,
)
from frenchimpact.calls.actions.committees.conflicts import settle_conflict
from frenchimpact.calls.actions.committees.interests import InterestFacts, add_interest, sign_declaration
from frenchimpact.calls.actions.committees.meetings import note_attendance, open_meeting
from frenchimpact.calls.actions.committees.members import MemberFacts, Somebody, appoint_member
from frenchimpact.calls.actions.committees.rankings import fix_places
from frenchimpact.calls.actions.committees.readings import send_to_committee, submit_reading
from frenchimpact.calls.actions.committees.settings import set_up_committee
from frenchimpact.calls.actions.submissions import submit_application
from frenchimpact.calls.models import (
    Application,
    Call,
    College,
    Committee,
    CommitteeMember,
    Conflict,
    Outcome,
    Reading,
    Ruling,
    Wave,
)
from frenchimpact.calls.queries.committees.solving import solve
from frenchimpact.community.models import Collective, RelationKind
from frenchimpact.portal.actions.demonstration.answers import write_answers
from frenchimpact.portal.actions.demonstration.cast import LONG_AGO, Cast, Pages
from frenchimpact.portal.queries import DEMO_DOMAIN
from frenchimpact.questionnaires.actions import write_answer
from frenchimpact.themes.models import Theme

TITLE = "Appel d’essai avec comité (fictif)"
PLACES = 1
CANDIDATES = ("Haute", "Mont", "Lande", "Forêt", "Pays")


@dataclass(frozen=True)
class Sitting:
    """Who sits: an entry of the cast or a name, for which college, for which page."""

    name: str
    college: College
    page: str = ""
    is_chair: bool = False
    themes: tuple[str, ...] = ()


MEMBERS = {
    "presidente": Sitting("Karine Préside-Fictive", College.STATE, is_chair=True),
    "jure": Sitting("Luc Lit-Note-Fictif", College.ESS, "ateliers", themes=("emploi", "reemploi")),
    "mina": Sitting("Mina Territoire-Fictif", College.TERRITORY, "communaute", themes=("mobilite",)),
    "nour": Sitting("Nour Finance-Fictive", College.FUNDER, "fondation", themes=("exclusion", "jeunesse")),
    "oscar": Sitting("Oscar Mesure-Fictif", College.EVALUATOR, "universite", themes=("education",)),
    "paula": Sitting("Paula Innove-Fictive", College.INNOVATOR, themes=("cooperation", "alimentation")),
}
UNDECLARED = "paula"


@transaction.atomic
def seed_committee(cast: Cast, pages: Pages, like: Call, *, by: User, now: datetime) -> Committee:
    """Open a second call, read by a committee, to which some of the collectives apply as well."""
    call = _call(like, by, now)
    committee = set_up_committee(call, by=by)
    for name in CANDIDATES:
        _candidate(call, Collective.objects.get(name__startswith=name), cast, now)
    Wave.objects.filter(call=call).update(cutoff_at=now - timedelta(days=3))
    members = {key: _member(committee, key, sitting, pages, by) for key, sitting in MEMBERS.items()}
    Appointment.objects.to(Capacity.COMMITTEE).update(since=now - LONG_AGO)
    ruche = InterestFacts(RelationKind.MENTORS, name=pages["ruche"].name)
    add_interest(members["nour"], ruche, by=members["nour"].person, at=now)
    for key, member in members.items():
        if key != UNDECLARED:
            sign_declaration(member, by=member.person, at=now)
    _share_out(committee, cast, members, by=by, now=now)
    return committee


def _share_out(
    committee: Committee, cast: Cast, members: dict[str, CommitteeMember], *, by: User, now: datetime
) -> None:
    """Hand the files over, share them out as the worker would, let all but one be scored; leave the ties that wait."""
    wave, chair = Wave.objects.get(call=committee.call_id), members["presidente"].person
    _settle(wave, chair, now)
    for application in Application.objects.filter(wave=wave).order_by("pk"):
        if not application.conflicts.to_settle().exists():
            send_to_committee(application, by=cast["instructrice"], at=now)
    pays = Application.objects.get(wave=wave, collective__name__startswith="Pays")
    pin_reader(members["jure"], pays, by=chair, at=now)
    allotment = ask_allotment(wave, by=chair, at=now)
    begin_allotment(allotment, by=None)
    finish_allotment(allotment, solve(allotment, now), by=None)
    validate_allotment(allotment, by=chair, at=now)
    fix_places(wave, PLACES, by=by, at=now)
    last = Reading.objects.filter(member=members["jure"]).latest("pk")
    for reading in Reading.objects.filter(allotment=allotment).exclude(pk=last.pk).order_by("pk"):
        _score(reading, now)
    meeting = open_meeting(wave, by=chair, at=now)
    present = [one for key, one in members.items() if key != UNDECLARED]
    note_attendance(meeting, present, version=meeting.version, by=chair, at=now)


def _settle(wave: Wave, chair: User, now: datetime) -> None:
    """Let the chair allow the ties of all files but one."""
    waiting = Conflict.objects.to_settle().filter(application__wave=wave).exclude(member__person=chair)
    last = waiting.latest("application_id").application_id
    for conflict in waiting.exclude(application=last).order_by("pk"):
        settle_conflict(conflict, Ruling.ALLOWED, "Un lien ancien, et inventé.", by=chair, at=now)


def _score(reading: Reading, now: datetime) -> None:
    """Let a member hand over invented scores: some files are better, some members are harsher."""
    sheet, person = reading.assessment.sheet, reading.member.person
    better, milder = reading.application_id % 4, reading.member_id % 2
    for rank, question in enumerate(sheet.version.questions.filter(is_required=True).order_by("position")):
        value = "2" if question.key == CONFIDENCE else str(min(1 + better + (milder + rank) % 2, 5))
        write_answer(sheet, question.key, value, version=0, by=person, at=now)
    write_answer(sheet, FOR_APPLICANT, "Des défis clairs. Commentaire inventé.", version=0, by=person, at=now)
    submit_reading(reading, by=person, at=now)


def _call(like: Call, by: User, now: datetime) -> Call:
    facts = CallFacts(
        title=TITLE,
        summary="Un appel inventé, dont un comité lit chaque dossier.",
        service=like.service,
        authority=like.authority,
        contact=like.contact,
        postal_address=like.postal_address,
        phone=like.phone,
        remedies=like.remedies,
        instruction_days=25,
    )
    call = open_call(create_call(facts, like.form, by=by, slug="appel-d-essai-avec-comite"), by=by)
    dates = WaveFacts(now - timedelta(days=40), now + timedelta(hours=2), now + timedelta(days=80))
    open_wave(preview_wave(draft_wave(call, dates, by=by), by=by), by=by)
    return call


def _candidate(call: Call, collective: Collective, cast: Cast, now: datetime) -> Application:
    owner, officer, at = collective.created_by or cast["fondatrice"], cast["instructrice"], now - timedelta(days=20)
    application = start_application(call, collective, by=owner)
    write_answers(application, by=[owner], at=at)
    submit_application(application, key=f"comite-{collective.public_id}", by=owner, at=at)
    check_admissibility(application, Outcome.PASSED, "", by=officer, at=at + timedelta(days=2))
    declare_complete(application, by=officer, at=at + timedelta(days=4))
    return application


def _member(committee: Committee, key: str, sitting: Sitting, pages: Pages, by: User) -> CommitteeMember:
    person = open_account_for(f"{key}@{DEMO_DOMAIN}", sitting.name, by=by)
    facts = MemberFacts(
        college=sitting.college,
        organisation=pages.get(sitting.page),
        is_chair=sitting.is_chair,
        themes=Theme.objects.filter(slug__in=sitting.themes),
    )
    return appoint_member(committee, Somebody(person.email, person.name), facts, by=by)
