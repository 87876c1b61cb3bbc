"""A call with a committee, made of rows, and the addresses that lead to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from frenchimpact.accounts.models import Appointment, Capacity, User
from frenchimpact.accounts.tests.factories import make_person
from frenchimpact.assessments.actions import create_grid, freeze_grid, start_assessment
from frenchimpact.assessments.rules import CriterionFacts
from frenchimpact.calls.models import (
    Allotment,
    AllotmentState,
    Application,
    Call,
    College,
    Committee,
    CommitteeMember,
    Conflict,
    Degree,
    InterestDeclaration,
    Meeting,
    MeetingItem,
    Pin,
    Reading,
    Stage,
    Submission,
    Wave,
)
from frenchimpact.calls.tests.factories import make_call, make_wave
from frenchimpact.community.models import Collective, Organisation, RelationKind
from frenchimpact.community.tests.factories import make_collective
from frenchimpact.geography.models import Region
from frenchimpact.questionnaires.models import AnswerSheet, Opening

Arguments = dict[str, dict[str, object]]
ANCHORS = tuple(f"Repère {score}" for score in range(6))
CRITERIA = (
    CriterionFacts("defis", "Défis", "Sont-ils clairs\u00a0?", 60, ANCHORS),
    CriterionFacts("moyens", "Moyens", "Suffisent-ils\u00a0?", 40, ANCHORS),
)
REPORT = {
    "worst": [["Pays d’Essai", 1.2]],
    "loads": [[1, 1]],
    "members": [["Jules Lit-Note", 1]],
    "colleges": [["État", 1]],
    "worst_fit": 1.2,
    "bound": 1.3,
    "parts": 1,
    "pins": [],
    "undeclared": [],
}
OF_A_CALL = ("operator_committee", "operator_committee_set_up", "operator_member_new", "operator_grid")
OF_A_COMMITTEE = ("interests", "interest_new", "leave", "conflicts", "conflicts_look", "briefs")


def make_committee(slug: str = "comite", *, readers: int = 2) -> Committee:
    """Make a call with a committee of nobody, its wave past its cut-off."""
    call = make_call(f"Appel {slug}", slug=slug)
    make_wave(call, cutoff_at=timezone.now() - timedelta(days=10))
    return Committee.objects.create(call=call, grid=create_grid("Grille d’essai", CRITERIA, by=None), readers=readers)


def make_member(  # one argument a column
    committee: Committee,
    who: User | str,
    college: College = College.ESS,
    *,
    is_chair: bool = False,
    organisation: Organisation | None = None,
    declared: bool = True,
) -> CommitteeMember:
    """Seat somebody, who has declared no interest; a name makes a person."""
    person = make_person(who) if isinstance(who, str) else who
    now = timezone.now()
    appointment, _ = Appointment.objects.get_or_create(
        person=person, capacity=Capacity.COMMITTEE, until=None, defaults={"since": now - timedelta(days=30)}
    )
    member = CommitteeMember.objects.create(
        committee=committee,
        person=person,
        appointment=appointment,
        college=college,
        is_chair=is_chair,
        organisation=organisation,
    )
    if declared:
        year = timedelta(days=300)
        InterestDeclaration.objects.create(member=member, signed_at=now, valid_until=now + year)
    return member


def make_candidate(
    call: Call, name: str, *, stage: Stage = Stage.INSTRUCTION, collective: Collective | None = None
) -> Application:
    """Make an application that was submitted to the only wave of the call."""
    version = call.form.versions.get()
    sheet = AnswerSheet.objects.create(version=version, owner="calls.application", opening=Opening.NONE)
    application = Application.objects.create(
        call=call,
        collective=collective or make_collective(name),
        sheet=sheet,
        wave=Wave.objects.get(call=call),
        stage=stage,
        stage_since=timezone.now(),
        submitted_at=timezone.now() - timedelta(days=12),
        receipt_number=f"ESSAI-{sheet.pk:06}",
    )
    question = {
        "key": "besoins",
        "label": "Les besoins",
        "kind": "long_text",
        "text": f"Ce que dit {name}.",
        "files": [],
    }
    sections = [{"key": "projet", "title": "Le projet", "questions": [question]}]
    content = {"name": name, "perimeter": {}, "lead": name, "members": [], "challenges": [], "sections": sections}
    Submission.objects.create(application=application, number=1, at=timezone.now(), content=content, digest="0" * 64)
    return application


def make_reading(member: CommitteeMember, application: Application) -> Reading:
    """Give a file to a member, as a validated allotment does."""
    version, now = freeze_grid(member.committee.grid, by=None), timezone.now()
    wave = application.wave
    assert wave
    allotment, _ = Allotment.objects.get_or_create(
        wave=wave, state=AllotmentState.VALIDATED, defaults={"asked_at": now, "validated_at": now}
    )
    assessment = start_assessment(version, member.person, owner="calls.reading", by=None)
    return Reading.objects.create(
        application=application,
        member=member,
        allotment=allotment,
        assessment=assessment,
        assigned_at=now,
        due_at=now + timedelta(days=21),
    )


def make_meetings(wave: Wave, file: Application) -> tuple[Meeting, MeetingItem]:
    """Make a meeting that is closed, and one under way with this file on its agenda."""
    now = timezone.now()
    closed = Meeting.objects.create(wave=wave, quorum=1, sitting=2, opened_at=now, closed_at=now)
    under_way = Meeting.objects.create(wave=wave, quorum=1, sitting=2, opened_at=now)
    return closed, under_way.items.create(application=file, position=1, standing="open", is_deliberated=True)


@dataclass
class CommitteeThings:
    """A committee, its people and what they read, and where it all is."""

    committee: Committee
    arguments: Arguments


def make_committee_things(people: Mapping[str, User], slug: str, title: str) -> CommitteeThings:
    """Make a committee of these people, by role (juror, chair), or of strangers where a role is missing."""
    committee = make_committee(slug)
    juror = make_member(committee, people.get("juror") or f"Jeanne {title}", College.ESS)
    make_member(committee, people.get("chair") or f"Charles {title}", College.STATE, is_chair=True)
    candidate = make_candidate(committee.call, title)
    conflict = Conflict.objects.create(
        member=juror, application=candidate, degree=Degree.TO_SETTLE, reasons=f"le finance ({title})"
    )
    draft = InterestDeclaration.objects.create(member=juror)
    interest = draft.interests.create(name=title, kind=RelationKind.FUNDS)
    read = make_candidate(committee.call, f"{title}, en lecture", stage=Stage.IN_REVIEW)
    reading: dict[str, object] = {"public_id": make_reading(juror, read).public_id}
    wave = Wave.objects.get(call=committee.call)
    Allotment.objects.create(wave=wave, state=AllotmentState.READY, asked_at=timezone.now(), report=REPORT)
    pin = Pin.objects.create(member=juror, application=read, at=timezone.now())
    call: dict[str, object] = {"slug": committee.call.slug}
    here = call | {"number": 1}
    closed, item = make_meetings(wave, read)
    point = here | {"pk": item.pk}
    return CommitteeThings(
        committee,
        {
            **{f"calls:committee_{name}": call for name in OF_A_COMMITTEE},
            "calls:committee_interest_removal": call | {"pk": interest.pk},
            "calls:committee_conflict": call | {"pk": conflict.pk},
            **{f"calls:committee_{name}": here for name in ("wave", "ranking", "meeting", "ask", "validate", "pin")},
            "calls:committee_minutes": call | {"pk": closed.pk},
            **{f"calls:committee_meeting_{name}": here for name in ("open", "attendance", "bloc", "close")},
            **{f"calls:committee_meeting_{name}": point for name in ("item", "ask")},
            "calls:committee_unpin": here | {"pk": pin.pk},
            **{f"calls:committee_{name}": call | reading for name in ("prolong", "take_back")},
            "calls:committee_fewer": call | {"public_id": read.public_id},
            **{f"calls:committee_{name}": reading for name in ("reading", "reading_submit", "recuse")},
        },
    )


def team_arguments(things: CommitteeThings) -> Arguments:
    """Arguments of the pages by which the team conducts a committee."""
    call: dict[str, object] = {"slug": things.committee.call.slug}
    member = call | {"public_id": make_member(things.committee, "Michel Autre-Membre").public_id}
    criterion = call | {"key": "defis"}
    return {
        **{f"calls:{name}": call for name in (*OF_A_CALL, "operator_criterion_new")},
        **{f"calls:operator_{name}": criterion for name in ("criterion", "criterion_removal")},
        **{f"calls:operator_{name}": member for name in ("member", "member_end")},
        "calls:officer_region": call | {"region": Region.objects.earliest("pk").slug},
        "calls:officer_send": {"public_id": make_candidate(things.committee.call, "Collectif à transmettre").public_id},
    }
