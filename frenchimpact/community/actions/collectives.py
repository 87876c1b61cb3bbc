"""Everything that changes a collective itself: its founding, its name, its perimeter, the territory that it claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.accounts.rules import require_operator_or_command_line
from frenchimpact.community import events
from frenchimpact.community.actions.territories import give_territory
from frenchimpact.community.models import (
    Collective,
    CollectiveMember,
    Kind,
    MemberRole,
    Organisation,
    RequestState,
    Territory,
    TerritoryClaim,
)
from frenchimpact.community.queries.collectives import lock_collective
from frenchimpact.community.rules import collectives as rules
from frenchimpact.community.rules.moderation import require_not_own, require_reason
from frenchimpact.geography.actions.perimeters import Part, create_perimeter, set_perimeter_parts
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal

ROLE_OF_KIND = {
    Kind.LOCAL_AUTHORITY: MemberRole.LOCAL_AUTHORITY,
    Kind.PUBLIC_BODY: MemberRole.LOCAL_AUTHORITY,
    Kind.ESS_COMPANY: MemberRole.ESS,
    Kind.COMMITTED_COMPANY: MemberRole.COMPANY,
    Kind.FUNDER: MemberRole.FUNDER,
    Kind.INCUBATOR: MemberRole.SUPPORT,
    Kind.RESEARCH: MemberRole.RESEARCH,
    Kind.CITIZENS: MemberRole.CITIZENS,
}
MOST_PARTS = 1500


@dataclass(frozen=True)
class CollectiveFacts:
    """What a collective starts with; `territory` is the labelled one that it says it is, `why` what shows it."""

    name: str
    parts: Sequence[Part]
    lead: Organisation
    presentation: str = ""
    territory: Territory | None = None
    why: str = ""


@transaction.atomic
def found_collective(facts: CollectiveFacts, *, by: User) -> Collective:
    """Found a collective; its chef de file is its first member, and a territory that it claims waits for operators.

    Refuses a chef de file for which this person does not act, an empty name, and a perimeter that does not exist.
    """
    rules.require_editor_of(facts.lead, by)
    name = rules.require_text(facts.name, 200, "Nom du territoire")
    presentation = rules.require_room(facts.presentation, 4000, "Présentation")
    _require_few(facts.parts)
    perimeter = create_perimeter(name, facts.parts, by=by)
    collective = Collective.objects.create(
        name=name, perimeter=perimeter, lead=facts.lead, presentation=presentation, created_by=by
    )
    CollectiveMember.objects.create(
        collective=collective,
        organisation=facts.lead,
        name=facts.lead.name,
        role=next((ROLE_OF_KIND[Kind(kind)] for kind in facts.lead.kinds if kind in ROLE_OF_KIND), MemberRole.OTHER),
        contact_name=by.name,
        contact_email=by.email,
        added_by=by,
    )
    record(events.COLLECTIVE_FOUNDED, collective, by=by)
    if facts.territory:
        claim_territory(collective, facts.territory, facts.why or presentation or name, by=by)
    return collective


@transaction.atomic
def describe_collective(collective: Collective, name: str, presentation: str, *, version: int, by: User) -> Collective:
    """Change the name and the presentation. Refuses a reader, and to write over what somebody else just wrote."""
    collective = lock_collective(collective.pk)
    rules.require_writer(collective, by)
    rules.require_version(collective.version, version)
    collective.name = rules.require_text(name, 200, "Nom du territoire")
    collective.presentation = rules.require_room(presentation, 4000, "Présentation")
    collective.version += 1
    collective.save(update_fields=["name", "presentation", "version"])
    record(events.COLLECTIVE_DESCRIBED, collective, by=by)
    return collective


@transaction.atomic
def move_collective(collective: Collective, parts: Sequence[Part], *, by: User) -> Collective:
    """Change the perimeter; the same one changes nothing. Refuses a reader, and codes that do not exist."""
    collective = lock_collective(collective.pk)
    rules.require_writer(collective, by)
    _require_few(parts)
    before = collective.perimeter.mark
    set_perimeter_parts(collective.perimeter, parts, by=by)
    collective.perimeter.refresh_from_db()
    if collective.perimeter.mark != before:
        record(events.COLLECTIVE_MOVED, collective, by=by)
    return collective


@transaction.atomic
def close_collective(collective: Collective, *, by: User, at: datetime) -> Collective:
    """Close for good: everything stays readable, nothing changes any more. Refuses all but those who lead."""
    collective = lock_collective(collective.pk)
    rules.require_leader(collective, by)
    collective.closed_at = at
    collective.save(update_fields=["closed_at"])
    record(events.COLLECTIVE_CLOSED, collective, by=by)
    return collective


@transaction.atomic
def claim_territory(collective: Collective, territory: Territory, message: str, *, by: User) -> TerritoryClaim:
    """Say that this collective is the one of a labelled territory; operators decide. Claiming twice changes nothing.

    Refuses whoever does not lead the collective, and one that has a territory.
    """
    collective = lock_collective(collective.pk)
    rules.require_leader_or_founder(collective, by)
    if collective.territory_id:
        raise Refusal("Ce collectif a déjà un territoire : il n’en change pas.")
    message = rules.require_text(message, 2000, "Explication")
    waiting = TerritoryClaim.objects.filter(collective=collective, territory=territory, state=RequestState.OPEN)
    if found := waiting.first():
        return found
    claim = TerritoryClaim.objects.create(territory=territory, collective=collective, person=by, message=message)
    record(events.TERRITORY_CLAIMED, collective, by=by, claim=claim.pk, territory=territory.slug)
    return claim


@transaction.atomic
def accept_territory_claim(claim: TerritoryClaim, reason: str, *, by: User) -> TerritoryClaim:
    """Recognise the collective of a territory. Refuses all but operators, and a second collective of the same one."""
    claim = _lock_claim(claim)
    _require_decidable(claim, by)
    others = Collective.objects.filter(territory=claim.territory_id, closed_at=None).exclude(pk=claim.collective_id)
    if others.exists():
        raise Refusal("Ce territoire a déjà son collectif : refusez cette demande, ou faites clore l’autre d’abord.")
    give_territory(claim.collective, claim.territory, by=by)
    return _answer(claim, RequestState.ACCEPTED, reason, by=by)


@transaction.atomic
def refuse_territory_claim(claim: TerritoryClaim, reason: str, *, by: User) -> TerritoryClaim:
    """Say no with a reason, which the collective reads. Refuses all but operators, and an empty reason."""
    claim = _lock_claim(claim)
    _require_decidable(claim, by)
    require_reason(reason)
    return _answer(claim, RequestState.REFUSED, reason, by=by)


def _require_few(parts: Sequence[Part]) -> None:
    if len(parts) > MOST_PARTS:
        raise Refusal(f"Plus de {MOST_PARTS} lieux : choisissez plutôt une intercommunalité ou un département.")


def _lock_claim(claim: TerritoryClaim) -> TerritoryClaim:
    Territory.objects.select_for_update().get(pk=claim.territory_id)  # two claims of one territory, one at a time
    return TerritoryClaim.objects.select_related("territory", "collective").get(pk=claim.pk)


def _require_decidable(claim: TerritoryClaim, by: User) -> None:
    require_operator_or_command_line(by, timezone.now())
    rules.require_open(claim)
    require_not_own(claim.person_id, by)


def _answer(claim: TerritoryClaim, state: RequestState, reason: str, *, by: User) -> TerritoryClaim:
    claim.state, claim.reason = state, rules.require_room(reason, 500, "Motif")
    claim.answered_at, claim.answered_by = timezone.now(), by
    claim.save(update_fields=["state", "reason", "answered_at", "answered_by"])
    details = {"claim": claim.pk, "territory": claim.territory.slug}
    if state == RequestState.ACCEPTED:
        record(events.TERRITORY_CLAIM_ACCEPTED, claim.collective, by=by, **details)
    else:
        record(events.TERRITORY_CLAIM_REFUSED, claim.collective, by=by, **details)
    return claim
