"""Why nothing is possible, in one French sentence that names files, members and the rule."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Protocol

from frenchimpact.calls.models import Application, College, CommitteeMember, Conflict
from frenchimpact.ui.words import plural

NAMED = 4  # beyond, a sentence is no longer read


class Lack(Protocol):
    """A rule that cannot be kept: see `calculations.reading_report.Shortage`."""

    @property
    def rule(self) -> str: ...
    @property
    def missing(self) -> int: ...
    @property
    def application(self) -> int | None: ...
    @property
    def member(self) -> int | None: ...
    @property
    def group(self) -> object: ...
    @property
    def possible(self) -> int | None: ...


def why_impossible(
    lacks: Sequence[Lack], members: Sequence[CommitteeMember], applications: Sequence[Application]
) -> str:
    """Say what would have to give way, and what can be done."""
    parts = [*_readers(lacks, applications), *_loads(lacks, members), *_groups(lacks, applications)]
    done = "Admettez des liens à apprécier, invitez un membre, augmentez une charge ou acceptez moins de lecteurs."
    told = "\u00a0; ".join(parts)
    return f"Aucune répartition ne respecte toutes les règles\u00a0: {told}. {done}"


def _readers(lacks: Sequence[Lack], applications: Sequence[Application]) -> Iterator[str]:
    by_possible: dict[int, list[Application]] = defaultdict(list)
    for lack in lacks:
        if lack.rule == "readers" and lack.application is not None:
            by_possible[lack.possible or 0].append(applications[lack.application])
    for possible, files in sorted(by_possible.items()):
        names = listed([str(one.applicant) for one in files])
        barred = Conflict.objects.barring().filter(application__in=files).select_related("member__person")
        who = listed(sorted({str(one.member) for one in barred}))
        aside = f" (écartés par un lien\u00a0: {who})" if who else ""
        verb = "n’a" if len(files) == 1 else "n’ont"
        yield (
            f"{len(files)} {plural(len(files), 'dossier')} ({names}) {verb} pas assez de lecteurs, sur {possible} "
            f"{plural(possible, 'membre possible', 'membres possibles')}{aside}"
        )


def _loads(lacks: Sequence[Lack], members: Sequence[CommitteeMember]) -> Iterator[str]:
    over = [(members[one.member], one.missing) for one in lacks if one.rule == "max_load" and one.member is not None]
    if over:
        count = sum(missing for _, missing in over)
        names = listed([str(member) for member, _ in over])
        yield f"il faudrait {count} {plural(count, 'lecture')} de plus que la charge maximale de {names}"


def _groups(lacks: Sequence[Lack], applications: Sequence[Application]) -> Iterator[str]:
    by_group: dict[object, list[str]] = defaultdict(list)
    for lack in lacks:
        if lack.rule == "group" and lack.application is not None:
            by_group[lack.group].append(str(applications[lack.application].applicant))
    for group, names in by_group.items():
        if group in College.values:
            yield f"la règle des collèges («\u00a0{College(str(group)).label}\u00a0») ne tient pas pour {listed(names)}"
        else:
            yield f"deux membres d’une même organisation liraient {listed(names)}"


def listed(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" et {more} {plural(more, 'autre')}" if more > 0 else "")
