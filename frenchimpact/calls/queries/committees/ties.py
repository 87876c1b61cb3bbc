"""What ties members of a committee to applications, from the community’s own tables and from what was declared.

In as many questions for a hundred members as for one. A tie of an organisation is looked for at the organisation itself
(the regional body of another region is another organisation).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from frenchimpact.calls.models import (
    Applicant,
    Application,
    CommitteeMember,
    DeclaredInterest,
    Degree,
    Examination,
    Proposal,
)
from frenchimpact.calls.queries.applicants import departements_of
from frenchimpact.calls.rules.committees import DEGREES, GRAVITY
from frenchimpact.community.models import (
    Collective,
    CollectiveMember,
    CollectiveSeat,
    Membership,
    Place,
    Relation,
    RelationKind,
    sort_key_of,
)
from frenchimpact.geography.models import PerimeterCommune

Pair = tuple[int, int]  # member, application


@dataclass(frozen=True)
class Tie:
    degree: Degree
    text: str  # « travaille pour Ville d’Essai, chef de file »


@dataclass
class Side:
    """An applicant as ties see it: its organisations by id and by name, with what each is there."""

    applicant: Applicant
    organisations: dict[int, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    communes: set[str] = field(default_factory=set)


def gravest(ties: Sequence[Tie]) -> Degree:
    return max((tie.degree for tie in ties), key=GRAVITY.index)


def ties_between(
    members: Sequence[CommitteeMember], applications: Sequence[Application], at: datetime
) -> dict[Pair, list[Tie]]:
    """Find every tie of these members with these applications; nothing where there is none."""
    sides = _sides(applications)
    by_applicant: dict[Applicant, list[int]] = defaultdict(list)
    for application in applications:
        by_applicant[application.applicant].append(application.pk)
    found: dict[Pair, list[Tie]] = defaultdict(list)
    for member, side, tie in _all(members, sides, at):
        for application_id in by_applicant[side.applicant]:
            if tie not in found[member.pk, application_id]:
                found[member.pk, application_id].append(tie)
    for pair, tie in [*_declared(members, applications, at), *_examined(members, applications)]:
        if tie not in found[pair]:
            found[pair].append(tie)
    return dict(found)


def _sides(applications: Sequence[Application]) -> list[Side]:
    sides = {one.collective.pk: Side(one.collective) for one in applications if one.collective}
    alone = {one.organisation.pk: Side(one.organisation) for one in applications if one.organisation}
    for organisation_id, side in alone.items():
        _add(side, organisation_id, side.applicant.name, f"{side.applicant}, qui candidate")
    for seat in Place.objects.filter(organisation__in=alone, is_seat=True).exclude(commune=None):
        alone[seat.organisation_id].communes.add(str(seat.commune_id))
    perimeters: dict[int, Side] = {}
    for side in sides.values():
        if isinstance(side.applicant, Collective):
            _add(side, side.applicant.lead_id, side.applicant.lead.name, f"{side.applicant.lead}, chef de file")
            perimeters[side.applicant.perimeter_id] = side
    for one in CollectiveMember.objects.filter(collective__in=sides, left_at=None).select_related("organisation"):
        _add(sides[one.collective_id], one.organisation_id, one.name, f"{one.name}, membre du collectif")
    rows = PerimeterCommune.objects.filter(perimeter__in=perimeters).values_list("perimeter_id", "commune_id")
    for perimeter_id, commune in rows:
        perimeters[perimeter_id].communes.add(commune)
    return [*sides.values(), *alone.values()]


def _add(side: Side, organisation_id: int | None, name: str, told: str) -> None:
    if organisation_id is not None:
        side.organisations.setdefault(organisation_id, told)
    side.names.setdefault(sort_key_of(name), told)


def _all(
    members: Sequence[CommitteeMember], sides: Sequence[Side], at: datetime
) -> Iterator[tuple[CommitteeMember, Side, Tie]]:
    by_person = {one.person_id: one for one in members}
    places = CollectiveSeat.objects.filter(person__in=by_person, ended_at=None).values_list(
        "person_id", "collective_id"
    )
    seats = set(places)
    works = _works(members)
    relations = _relations(members, works, timezone.localdate(at))
    where = _where(members)
    for side in sides:
        for member in members:
            if isinstance(side.applicant, Collective) and (member.person_id, side.applicant.pk) in seats:
                yield member, side, Tie(Degree.BARRED, f"travaille dans le collectif {side.applicant}")
            ties = [*_of_work(works[member.pk], side), *_of_relations(relations[member.pk], side)]
            yield from ((member, side, tie) for tie in ties)
            if tie := _of_place(where.get(member.organisation_id or 0), side):
                yield member, side, tie


def _of_work(works: dict[int, str], side: Side) -> Iterator[Tie]:
    for organisation_id, name in works.items():
        if told := side.organisations.get(organisation_id) or side.names.get(sort_key_of(name)):
            yield Tie(Degree.BARRED, f"fait partie de {told}")


def _of_relations(relations: list[Relation], side: Side) -> Iterator[Tie]:
    for relation in relations:
        kind = RelationKind(relation.kind)
        if told := side.organisations.get(relation.to_id):
            who = f"{relation.organisation}\u00a0: " if relation.organisation else ""
            yield Tie(DEGREES[kind], f"{who}{kind.label} ({told}\u00a0; {relation.source})")
        elif told := side.organisations.get(relation.organisation_id or 0):
            yield Tie(DEGREES[kind], f"{told}\u00a0: {kind.label} ({relation.to}\u00a0; {relation.source})")


def _works(members: Sequence[CommitteeMember]) -> dict[int, dict[int, str]]:
    """Name the organisations of each member: that of the seat, and those whose team they are in."""
    works = {one.pk: {one.organisation.pk: one.organisation.name} if one.organisation else {} for one in members}
    by_person = {one.person_id: one.pk for one in members}
    held = Membership.objects.in_force().filter(person__in=by_person).select_related("organisation")
    for membership in held:
        works[by_person[membership.person_id]][membership.organisation_id] = membership.organisation.name
    return works


def _relations(
    members: Sequence[CommitteeMember], works: dict[int, dict[int, str]], on: date
) -> dict[int, list[Relation]]:
    """Gather the declared ties of each member and of their organisations, and those that others have with these."""
    in_force = Relation.objects.in_force(on).select_related("organisation", "to")
    by_person, by_organisation = defaultdict(list), defaultdict(list)
    for one in in_force.filter(person__in=[member.person_id for member in members]):
        by_person[one.person_id].append(one)
    ours = {pk for held in works.values() for pk in held}
    for one in in_force.filter(Q(organisation__in=ours) | Q(to__in=ours, organisation__isnull=False)):
        for pk in {one.organisation_id, one.to_id} & ours:
            by_organisation[pk].append(one)
    return {
        member.pk: [*by_person[member.person_id], *(one for pk in works[member.pk] for one in by_organisation[pk])]
        for member in members
    }


def _where(members: Sequence[CommitteeMember]) -> dict[int, Place]:
    """Find the seat of each member’s organisation."""
    ids = {one.organisation_id for one in members if one.organisation_id}
    seats = Place.objects.filter(organisation__in=ids, is_seat=True).select_related("commune")
    return {one.organisation_id: one for one in seats}


def _of_place(seat: Place | None, side: Side) -> Tie | None:
    if seat is None or seat.commune is None:
        return None
    is_collective = isinstance(side.applicant, Collective)
    if seat.commune_id in side.communes and not is_collective:
        return Tie(Degree.MENTION, f"son organisation a son siège dans la même commune ({seat.commune.name})")
    if seat.commune_id in side.communes:
        return Tie(Degree.TO_SETTLE, f"son organisation a son siège sur le territoire ({seat.commune.name})")
    if is_collective and seat.commune.departement_id in departements_of(side.applicant):
        return Tie(Degree.MENTION, f"son organisation a son siège dans le même département ({seat.commune.name})")
    return None


def _declared(
    members: Sequence[CommitteeMember], applications: Sequence[Application], at: datetime
) -> Iterable[tuple[Pair, Tie]]:
    """Read what members declared of applicants, by the file or by a name."""
    rows = DeclaredInterest.objects.filter(
        declaration__member__in=members, declaration__signed_at__isnull=False, declaration__valid_until__gt=at
    ).select_related("declaration", "application")
    named: dict[str, list[int]] = defaultdict(list)
    of_applicant: dict[tuple[int | None, int | None], list[int]] = defaultdict(list)
    for one in applications:
        of_applicant[one.collective_id, one.organisation_id].append(one.pk)
    for side in _sides(applications):
        mine = [one.pk for one in applications if one.applicant == side.applicant]
        for name in {*side.names, sort_key_of(side.applicant.name)}:
            named[name] += mine
    for row in rows:
        kind = RelationKind(row.kind)
        tie = Tie(DEGREES[kind], f"déclare\u00a0: {kind.label} ({row.name})")
        file = row.application
        # Whoever is tied to an applicant stays so when it applies again.
        touched = of_applicant[file.collective_id, file.organisation_id] if file else named[sort_key_of(row.name)]
        yield from (((row.declaration.member_id, pk), tie) for pk in touched)


def _examined(members: Sequence[CommitteeMember], applications: Sequence[Application]) -> Iterable[tuple[Pair, Tie]]:
    """Find who examines a file, checked it or proposed a decision on it: they do not score it."""
    by_person = {one.person_id: one.pk for one in members}
    who = {"application__in": applications, "by__in": by_person}
    pairs = {(one.officer_id, one.pk) for one in applications}
    pairs |= set(Examination.objects.filter(**who).values_list("by", "application"))
    pairs |= set(Proposal.objects.filter(**who, meeting=None).values_list("by", "application"))
    tie = Tie(Degree.BARRED, "instruit ce dossier")
    for person, application in sorted((who, what) for who, what in pairs if who in by_person):
        yield (by_person[person], application), tie
