"""The challenges that a collective sets: written, changed by several people at once, put in order."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from frenchimpact.accounts.models import User
from frenchimpact.community import events
from frenchimpact.community.models import Challenge, Collective
from frenchimpact.community.queries.collectives import challenges_of, lock_collective
from frenchimpact.community.rules import collectives as rules
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal

ROOMS = {
    "statement": (2000, "Énoncé"),
    "indicator": (200, "Indicateur"),
    "unit": (40, "Unité"),
    "baseline_source": (300, "Source"),
}
LARGEST = Decimal(10) ** 13
YEARS = range(1900, 2101)


@dataclass(frozen=True)
class ChallengeFacts:
    """What a challenge says; all but its title and its kinds may come later."""

    title: str
    kinds: list[str]
    statement: str = ""
    indicator: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    baseline_source: str = ""
    baseline_year: int | None = None
    target: Decimal | None = None
    deadline: date | None = None


@transaction.atomic
def add_challenge(collective: Collective, facts: ChallengeFacts, *, by: User) -> Challenge:
    """Write one more challenge, the last in order. Refuses a reader, more than 20, and what does not fit."""
    collective = lock_collective(collective.pk)
    rules.require_writer(collective, by)
    standing = challenges_of(collective)
    if standing.count() >= rules.MOST_CHALLENGES:
        raise Refusal(f"Un collectif écrit {rules.MOST_CHALLENGES} défis au plus : retirez-en un d’abord.")
    last = standing.last()
    challenge = Challenge.objects.create(
        collective=collective, position=last.position + 1 if last else 1, **_checked(facts)
    )
    record(events.CHALLENGE_ADDED, collective, by=by, challenge=challenge.public_id)
    return challenge


@transaction.atomic
def change_challenge(challenge: Challenge, facts: ChallengeFacts, *, version: int, by: User) -> Challenge:
    """Rewrite a challenge as it was read in this version.

    Refuses a reader, and (Conflict) to write over what somebody else wrote meanwhile.
    """
    collective = lock_collective(challenge.collective_id)
    rules.require_writer(collective, by)
    challenge = _standing(challenge)
    rules.require_version(challenge.version, version)
    for name, value in _checked(facts).items():
        setattr(challenge, name, value)
    challenge.version += 1
    challenge.save()
    record(events.CHALLENGE_CHANGED, collective, by=by, challenge=challenge.public_id)
    return challenge


@transaction.atomic
def remove_challenge(challenge: Challenge, *, by: User) -> None:
    """Delete a challenge: what was submitted keeps its frozen copy. Refuses a reader."""
    collective = lock_collective(challenge.collective_id)
    rules.require_writer(collective, by)
    challenge = _standing(challenge)
    number, position = challenge.public_id, challenge.position
    challenge.delete()
    Challenge.objects.filter(collective=collective, position__gt=position).update(position=F("position") - 1)
    record(events.CHALLENGE_REMOVED, collective, by=by, challenge=number)


@transaction.atomic
def rank_challenge(challenge: Challenge, *, up: bool, by: User) -> None:
    """Move a challenge by one place; at the end of the list nothing changes. Refuses a reader."""
    collective = lock_collective(challenge.collective_id)
    rules.require_writer(collective, by)
    challenge = _standing(challenge)
    others = challenges_of(collective)
    before, after = others.filter(position__lt=challenge.position), others.filter(position__gt=challenge.position)
    neighbour = before.last() if up else after.first()
    if neighbour is None:
        return
    challenge.position, neighbour.position = neighbour.position, challenge.position
    challenge.save(update_fields=["position"])
    neighbour.save(update_fields=["position"])
    record(events.CHALLENGE_RANKED, collective, by=by, challenge=challenge.public_id)


def _standing(challenge: Challenge) -> Challenge:
    found = Challenge.objects.filter(pk=challenge.pk).first()
    if found is None:
        raise Refusal("Ce défi vient d’être retiré par quelqu’un d’autre : rechargez la liste.")
    return found


def _checked(facts: ChallengeFacts) -> dict[str, object]:
    values = asdict(facts)
    values["title"] = rules.require_text(facts.title, 160, "Intitulé")
    values["kinds"] = rules.require_kinds(facts.kinds)
    for name, (room, label) in ROOMS.items():
        values[name] = rules.require_room(values[name], room, label)
    for value in (facts.baseline, facts.target):
        if value is not None and not (value.is_finite() and abs(value) < LARGEST):
            raise Refusal("Ce nombre est trop grand : choisissez une autre unité.")
    if facts.baseline_year is not None and facts.baseline_year not in YEARS:
        raise Refusal("Ce millésime n’est pas une année : écrivez par exemple 2021.")
    return values
