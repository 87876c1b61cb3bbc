"""What others ask about collectives: who works there, what is missing, what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.accounts.rules import is_officer
from frenchimpact.community.models import (
    Challenge,
    ChallengeKind,
    Collective,
    CollectiveMember,
    CollectiveSeat,
    Engagement,
    EngagementText,
    Membership,
    RequestState,
    SeatRole,
    Territory,
    TerritoryClaim,
)
from frenchimpact.community.rules.collectives import SEAT_OF, is_open_invitation
from frenchimpact.geography.models import PerimeterCommune
from frenchimpact.geography.queries.parts import named_parts
from frenchimpact.shared.ids import hash_of_token


@dataclass(frozen=True)
class Missing:
    """One thing to do before an application, and where it is done."""

    text: str
    url: str


def collectives_visible_to(person: User, at: datetime) -> QuerySet[Collective]:
    """Find one's own; those who examine applications read all of them."""
    found = Collective.objects.measured()
    return found if is_officer(person, at) else found.filter(pk__in=Collective.objects.of(person).values("pk"))


def people_of(collective: Collective, *roles: SeatRole) -> list[User]:
    """Name who works here in one of these roles, by a seat or by running the chef de file; without a role, all."""
    wanted = roles or tuple(SeatRole)
    seats = CollectiveSeat.objects.filter(collective=collective, ended_at=None, role__in=wanted, person__isnull=False)
    held = [role for role, given in SEAT_OF.items() if given in wanted]
    runs = Membership.objects.in_force().filter(organisation=collective.lead_id, role__in=held)
    people = User.objects.filter(Q(pk__in=seats.values("person")) | Q(pk__in=runs.values("person")), is_active=True)
    return list(people.order_by("name", "pk"))


def seats_of(collective: Collective) -> QuerySet[CollectiveSeat]:
    """Find the seats of today, taken or not."""
    seats = CollectiveSeat.objects.filter(collective=collective, ended_at=None)
    return seats.select_related("person", "by", "collective").order_by("person__name", "pk")


def open_seats_of(person: User) -> QuerySet[CollectiveSeat]:
    """Find the places that this person holds today."""
    return CollectiveSeat.objects.filter(person=person, ended_at=None).select_related("collective__lead")


def people_of_lead(collective: Collective) -> QuerySet[Membership]:
    """Find who has rights here by running the organisation that leads."""
    runs = Membership.objects.in_force().writing().filter(organisation=collective.lead_id)
    return runs.select_related("person").order_by("person__name", "pk")


def members_of(collective: Collective) -> QuerySet[CollectiveMember]:
    """Find the members of today with their letters, the latest first: two queries, whatever their number."""
    letters = Engagement.objects.order_by("-sent_at", "-pk")
    members = CollectiveMember.objects.filter(collective=collective, left_at=None).select_related("organisation")
    return members.prefetch_related(Prefetch("engagements", queryset=letters)).order_by("added_at", "pk")


def former_members_of(collective: Collective) -> QuerySet[CollectiveMember]:
    return CollectiveMember.objects.filter(collective=collective, left_at__isnull=False).order_by("-left_at", "pk")


def signed_letter(member: CollectiveMember) -> Engagement | None:
    return next((letter for letter in member.engagements.all() if letter.signed_at), None)


def letter_state(member: CollectiveMember) -> str:
    """Say where the letter of a member is."""
    if signed := signed_letter(member):
        return f"signée par {signed.signatory}"
    latest = next(iter(member.engagements.all()), None)
    if latest is None:
        return "à envoyer"
    return "à renvoyer" if latest.replaced_at else f"envoyée le {latest.sent_at:%d/%m/%Y}"


def latest_letter(member: CollectiveMember) -> Engagement | None:
    return member.engagements.order_by("-sent_at", "-pk").first()


def letter_of(token: str) -> Engagement | None:
    found = Engagement.objects.filter(token_hash=hash_of_token(token))
    return found.select_related("member__collective__lead", "text").first()


def invitation_of(token: str, at: datetime) -> CollectiveSeat | None:
    """Find the seat that this link offers, if it still does."""
    found = (
        CollectiveSeat.objects.filter(token_hash=hash_of_token(token)).select_related("collective__lead", "by").first()
    )
    return found if is_open_invitation(found, at) else None


def current_text() -> EngagementText:
    return EngagementText.objects.order_by("-number")[0]


def challenges_of(collective: Collective) -> QuerySet[Challenge]:
    return Challenge.objects.filter(collective=collective).order_by("position", "pk")


def gaps_of(challenge: Challenge) -> list[str]:
    """Name what a challenge does not say yet."""
    return [
        words
        for words, value in (
            ("l’énoncé", challenge.statement),
            ("l’indicateur", challenge.indicator),
            ("la valeur de départ", challenge.baseline is not None),
            ("sa source", challenge.baseline_source),
            ("son millésime", challenge.baseline_year),
            ("la cible", challenge.target is not None),
            ("l’échéance", challenge.deadline),
        )
        if not value
    ]


def missing_of(collective: Collective, *, challenges: int, members: int) -> list[Missing]:
    """List what an application still needs: texts, perimeter, members and their signatures, challenges."""
    return [
        *_missing_texts(collective),
        *_missing_members(collective, members),
        *_missing_challenges(collective, challenges),
    ]


def _missing_texts(collective: Collective) -> Iterator[Missing]:
    if not collective.presentation.strip():
        yield Missing("Présentez le collectif", reverse("community:collective_edit", args=[collective.public_id]))
    if not collective.perimeter.commune_count:
        address = reverse("community:collective_perimeter", args=[collective.public_id])
        yield Missing("Dites de quels lieux le territoire est fait", address)


def _missing_members(collective: Collective, wanted: int) -> Iterator[Missing]:
    address = reverse("community:collective_members", args=[collective.public_id])
    members = list(members_of(collective))
    if len(members) < wanted:
        yield Missing(f"Réunissez au moins {wanted} membres (vous en avez {len(members)})", address)
    for member in members:
        if signed_letter(member) is None:
            yield Missing(f"Faites signer la lettre d’engagement de {member.name}", address)


def _missing_challenges(collective: Collective, wanted: int) -> Iterator[Missing]:
    written = list(challenges_of(collective))
    if len(written) < wanted:
        address = reverse("community:challenges", args=[collective.public_id])
        yield Missing(f"Écrivez {wanted} défis (vous en avez {len(written)})", address)
    for challenge in written:
        if gaps := gaps_of(challenge):
            address = reverse("community:challenge_edit", args=[collective.public_id, challenge.public_id])
            yield Missing(f"Défi « {challenge.title} » : donnez {', '.join(gaps)}", address)


def content_of(collective: Collective) -> dict[str, Any]:
    """Copy all that the collective says, for JSON: what is submitted is frozen from this."""
    perimeter = collective.perimeter
    return {
        "name": collective.name,
        "presentation": collective.presentation,
        "perimeter": {
            "parts": [{"kind": part.kind, "code": part.code, "name": part.name} for part in named_parts(perimeter)],
            "communes": perimeter.commune_count,
            "population": perimeter.population,
        },
        "lead": collective.lead.name,
        "members": [_content_of_member(member) for member in members_of(collective)],
        "challenges": [_content_of_challenge(challenge) for challenge in challenges_of(collective)],
    }


def _content_of_member(member: CollectiveMember) -> dict[str, Any]:
    letter = signed_letter(member)
    signed_on = timezone.localdate(letter.signed_at).isoformat() if letter and letter.signed_at else None
    return {
        "name": member.name,
        "role": member.get_role_display(),
        "contribution": member.contribution,
        "signed_on": signed_on,
        "signatory": letter.signatory if letter else "",
        "capacity": letter.capacity if letter else "",
    }


def _content_of_challenge(challenge: Challenge) -> dict[str, Any]:
    return {
        "position": challenge.position,
        "kinds": [kind for kind in ChallengeKind.values if kind in challenge.kinds],
        "title": challenge.title,
        "statement": challenge.statement,
        "indicator": challenge.indicator,
        "unit": challenge.unit,
        "baseline": None if challenge.baseline is None else str(challenge.baseline),
        "baseline_source": challenge.baseline_source,
        "baseline_year": challenge.baseline_year,
        "target": None if challenge.target is None else str(challenge.target),
        "deadline": challenge.deadline.isoformat() if challenge.deadline else None,
    }


def territories_overlapping(codes: QuerySet[PerimeterCommune]) -> QuerySet[Territory]:
    """Find the territories that share a commune with these."""
    shared = PerimeterCommune.objects.filter(commune__in=codes.values("commune")).values("perimeter")
    return Territory.objects.filter(perimeter__in=shared).order_by("sort_key", "pk")


def overlaps_of(collective: Collective) -> QuerySet[Territory]:
    """Find the other territories that share a commune with this collective: information, never an obstacle."""
    own = PerimeterCommune.objects.filter(perimeter=collective.perimeter_id)
    return territories_overlapping(own).exclude(pk__in=[collective.territory_id or 0])


def territory_claims() -> QuerySet[TerritoryClaim]:
    return TerritoryClaim.objects.select_related("territory", "collective__lead", "person", "answered_by")


def competing_claims(claim: TerritoryClaim) -> QuerySet[TerritoryClaim]:
    """Find the other claims of the same territory that wait or were accepted."""
    alive = territory_claims().filter(
        territory=claim.territory_id, state__in=[RequestState.OPEN, RequestState.ACCEPTED]
    )
    return alive.exclude(pk=claim.pk).order_by("made_at", "pk")


def lock_collective(pk: int) -> Collective:
    """Hold, until the end of the transaction, the right to change this collective: one at a time."""
    return Collective.objects.select_for_update(of=("self",)).select_related("lead", "perimeter").get(pk=pk)


def signed_by(person: User) -> QuerySet[Engagement]:
    """Find the letters that were signed from the link sent to this person's address."""
    return Engagement.objects.filter(sent_to__lower=person.email.lower(), signed_at__isnull=False)


def led_alone_by(person: User) -> list[Collective]:
    """Find the collectives of several people that nobody else leads."""
    led = Collective.objects.measured().filter(closed_at=None, pk__in=Collective.objects.of(person).values("pk"))
    return [
        one
        for one in led.order_by("name", "pk")
        if [each.pk for each in people_of(one, SeatRole.LEAD)] == [person.pk] and len(people_of(one)) > 1
    ]
