"""The computation of an allotment: who may read what, who should, and why it cannot be where it cannot."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
from django.utils import timezone

from frenchimpact.calls.calculations.fit import Fit, Floats, fit_of
from frenchimpact.calls.models import (
    Allotment,
    Application,
    Committee,
    CommitteeMember,
    Conflict,
    Degree,
    FewerReaders,
    Pin,
    Reading,
    Stage,
)
from frenchimpact.calls.queries.applicants import presentation_of
from frenchimpact.calls.queries.committees.members import members_of
from frenchimpact.calls.queries.committees.sentences import why_impossible
from frenchimpact.calls.rules.committees import is_away
from frenchimpact.community.models import CollectiveMember, Organisation

READ_AT = (Stage.READY_FOR_JURY, Stage.IN_REVIEW)
UNSETTLED = 1.0  # taken off the fit of a pair that waits for the chair
PINS_COSTED = 10
Pair = tuple[int, int]  # ranks of the member and of the application


@dataclass
class Problem:
    """All that the computation needs, in arrays of members by applications."""

    members: list[CommitteeMember]
    applications: list[Application]
    fit: Fit
    barred: Any  # (n_members, n_applications) of bool
    unsettled: Any
    readers: list[int]
    loads: list[int]
    kept: list[Pair]  # being read already
    pins: list[Pair]

    @property
    def value(self) -> Floats:
        value: Floats = self.fit.total - UNSETTLED * self.unsettled
        return value


@dataclass(frozen=True)
class Solution:
    """What is proposed, with its report as JSON; nothing, and why, where nothing is possible."""

    pairs: list[tuple[CommitteeMember, Application, float, bool]] = field(default_factory=list)
    report: dict[str, Any] = field(default_factory=dict)
    explanation: str = ""


def applications_of(allotment: Allotment) -> list[Application]:
    rows = Application.objects.filter(wave=allotment.wave, stage__in=READ_AT)
    return list(rows.select_related("collective__lead", "organisation").order_by("pk"))


def solve(allotment: Allotment, at: datetime) -> Solution:
    """Compute who reads what in the wave. Changes as few of the readings under way as can be: none."""
    from frenchimpact.calls.calculations import Infeasible, assign  # noqa: PLC0415  # scipy is brought when it is needed

    problem = problem_of(allotment, at)
    if not problem.applications or not problem.members:
        return Solution(explanation="Aucun dossier n’est transmis au comité, ou aucun membre ne peut lire.")
    try:
        found = _assigned(assign, problem, problem.pins)
    except Infeasible as infeasible:
        return Solution(explanation=why_impossible(infeasible.shortages, problem.members, problem.applications))
    kept = set(problem.kept)
    pairs = [
        (problem.members[m], problem.applications[a], float(problem.fit.total[m, a]), (m, a) not in kept)
        for m, a in found.pairs
    ]
    return Solution(pairs, _report(problem, found, _costs(assign, problem, found.total)))


def problem_of(allotment: Allotment, at: datetime) -> Problem:
    """Gather who may read what. Whoever has not declared their interests, or is away, gets nothing more to read."""
    committee = Committee.objects.get(call=allotment.wave.call_id)
    members = list(members_of(committee, at).prefetch_related("themes"))
    applications = applications_of(allotment)
    ranks = {one.pk: rank for rank, one in enumerate(members)}
    places = {one.pk: rank for rank, one in enumerate(applications)}
    active = Reading.objects.active().filter(application__in=applications)
    kept = [(ranks[m], places[a]) for m, a in active.values_list("member_id", "application_id") if m in ranks]
    handed_over = Reading.objects.handed_over().filter(application__in=applications)
    gone = Counter(a for m, a in handed_over.values_list("member_id", "application_id") if m not in ranks)
    barred, unsettled = _conflicts(ranks, places)
    for m, a in Reading.objects.expired().filter(application__in=applications).values_list("member", "application"):
        if m in ranks:
            barred[ranks[m], places[a]] = True  # the chair may give them more time, but somebody else is looked for
    pins = Pin.objects.filter(member__in=members, application__in=applications)
    wanted = [(ranks[one.member_id], places[one.application_id]) for one in pins]
    return Problem(
        members=members,
        applications=applications,
        fit=_fit(members, applications),
        barred=barred,
        unsettled=unsettled,
        readers=_readers(committee, applications, gone),
        loads=_loads(members, Counter(m for m, _ in kept), at),
        kept=kept,
        pins=[pair for pair in wanted if not barred[pair]],
    )


def _assigned(assign: Callable[..., Any], problem: Problem, pins: Sequence[Pair]) -> Any:  # noqa: ANN401  # an Assignment, of a module that loads late
    from frenchimpact.calls.calculations import Family  # noqa: PLC0415  # as above

    employers = [one.organisation_id for one in problem.members]
    colleges = [one.college for one in problem.members]
    groups = [Family(colleges)] if len(set(colleges)) > 1 else []
    if any(employers):
        groups.append(Family(employers, at_least=0, at_most=1))
    return assign(
        problem.value,
        readers=problem.readers,
        max_load=problem.loads,
        conflicts=problem.barred,
        groups=groups or None,
        pinned=[*pins, *problem.kept],
        previous=problem.kept or None,
    )


def _conflicts(ranks: dict[int, int], places: dict[int, int]) -> tuple[Any, Any]:
    barred, unsettled = (np.zeros((len(ranks), len(places)), dtype=bool) for _ in range(2))
    for one in Conflict.objects.filter(member__in=ranks, application__in=places):
        pair = ranks[one.member_id], places[one.application_id]
        waits = one.degree == Degree.TO_SETTLE and not one.ruling
        unsettled[pair], barred[pair] = waits, one.bars and not waits
    return barred, unsettled


def _readers(committee: Committee, applications: list[Application], gone: Counter[int]) -> list[int]:
    fewer = dict(FewerReaders.objects.filter(application__in=applications).values_list("application_id", "readers"))
    return [max(fewer.get(one.pk, committee.readers) - gone[one.pk], 0) for one in applications]


def _loads(members: list[CommitteeMember], kept: Counter[int], at: datetime) -> list[int]:
    return [
        max(kept[rank], 0 if is_away(one, timezone.localdate(at)) or not getattr(one, "has_declared") else one.max_load)  # noqa: B009  # annotated
        for rank, one in enumerate(members)
    ]


def _fit(members: list[CommitteeMember], applications: list[Application]) -> Fit:
    skills = [{theme.pk for theme in one.themes.all()} for one in members]
    told = [one.organisation.description if one.organisation else "" for one in members]
    collectives = {one.collective.pk: {one.collective.lead_id} for one in applications if one.collective}
    whose = {
        one.pk: collectives[one.collective.pk] if one.collective else {one.organisation_id or 0} for one in applications
    }
    rows = CollectiveMember.objects.filter(collective__in=collectives, left_at=None).exclude(organisation=None)
    for collective, organisation in rows.values_list("collective_id", "organisation_id"):
        collectives[collective].add(organisation or 0)
    ids = {pk for held in whose.values() for pk in held}
    themes: dict[int, set[int]] = {pk: set() for pk in ids}
    through = Organisation.themes.through._default_manager.filter(organisation__in=ids)
    for organisation, theme in through.values_list("organisation_id", "theme_id"):
        themes[organisation].add(theme)
    subjects = [set().union(*(themes.get(pk, set()) for pk in whose[one.pk])) for one in applications]
    return fit_of(skills, subjects, told, [presentation_of(one.applicant) for one in applications])


def _costs(assign: Callable[..., Any], problem: Problem, total: float) -> list[list[object]]:
    """Say what each pin takes from the whole: the total without it, less the total with it."""
    costs: list[list[object]] = []
    for pin in problem.pins[:PINS_COSTED]:
        without = _assigned(assign, problem, [one for one in problem.pins if one != pin])
        member, application = problem.members[pin[0]], problem.applications[pin[1]]
        costs.append([str(member), str(application.applicant), round(max(without.total - total, 0.0), 2)])
    return costs


def _report(problem: Problem, found: Any, costs: list[list[object]]) -> dict[str, Any]:  # noqa: ANN401  # an Assignment
    """Write what the chair reads before validating, with numbers and names only."""
    told = found.report
    names = [str(one.applicant) for one in problem.applications]
    colleges = Counter(problem.members[m].get_college_display() for m, _ in found.pairs)
    return {
        "worst": [[names[a], round(float(told.served[a]), 2)] for a in told.worst_applications],
        "loads": [[load, count] for load, count in sorted(told.load_histogram.items())],
        "members": [[str(one), int(told.loads[rank])] for rank, one in enumerate(problem.members)],
        "colleges": sorted([name, count] for name, count in colleges.items()),
        "worst_fit": round(float(found.worst), 2),
        "bound": round(float(found.worst_bound), 2),
        "parts": len(told.parts),
        "pins": costs,
        "undeclared": [str(one) for one in problem.members if not getattr(one, "has_declared")],  # noqa: B009  # annotated
    }
