"""Members of a committee, with what each list shows beside them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from frenchimpact.calls.models import (
    FINAL,
    Application,
    ApplicationQuerySet,
    Call,
    Committee,
    CommitteeMember,
    Conflict,
    ConflictQuerySet,
    InterestDeclaration,
    Stage,
)


@dataclass(frozen=True)
class PublicSeat:
    """A member as everybody may read: the composition of a committee is public."""

    name: str
    organisation: str
    college: str
    is_chair: bool


def members_of(committee: Committee, at: datetime) -> QuerySet[CommitteeMember]:
    """List who sits, who presides first, each with `has_declared`."""
    signed = InterestDeclaration.objects.filter(member=OuterRef("pk"), signed_at__isnull=False, valid_until__gt=at)
    found = CommitteeMember.objects.in_force(at).filter(committee=committee)
    related = ("person", "organisation", "committee__call")
    return found.select_related(*related).annotate(has_declared=Exists(signed)).order_by("-is_chair", "person__name")


def public_composition(call: Call, at: datetime) -> list[PublicSeat]:
    """Say who sits on the committee of a call; nobody where it has none."""
    committee = Committee.objects.filter(call=call).first()
    if committee is None:
        return []
    return [
        PublicSeat(str(one.person), str(one.organisation or ""), one.get_college_display(), one.is_chair)
        for one in members_of(committee, at)
    ]


def seats_of(person_id: int, at: datetime) -> QuerySet[CommitteeMember]:
    """List the committees on which somebody sits."""
    found = CommitteeMember.objects.in_force(at).filter(person=person_id)
    return found.select_related("committee__call", "person").order_by("committee__call__title", "pk")


def candidates_of(committee: Committee) -> ApplicationQuerySet:
    """List what was submitted to the call and is not over: what members may be tied to."""
    rows = Application.objects.submitted().filter(call=committee.call_id).exclude(stage__in=FINAL)
    return (
        rows.exclude(stage=Stage.DRAFT)
        .named()
        .select_related("collective__lead", "collective__perimeter", "organisation", "wave")
    )


def conflicts_of(committee: Committee) -> ConflictQuerySet:
    """List the ties of those who sit, those that wait for the chair first."""
    rows = Conflict.objects.filter(member__committee=committee, member__ended_at=None)
    whose = ("application__collective", "application__organisation")
    named = rows.annotate(applicant_name=Coalesce(*(f"{one}__name" for one in whose)))
    related = ("member__person", "member__organisation", "ruled_by", *whose)
    return named.exclude(application__stage__in=FINAL).select_related(*related).order_by("pk")


def locked_member(member: CommitteeMember) -> CommitteeMember:
    """Take a seat for oneself until the end of the transaction, as it stands now."""
    related = ("committee__call", "person", "appointment")
    return CommitteeMember.objects.select_for_update(of=["self"]).select_related(*related).get(pk=member.pk)
