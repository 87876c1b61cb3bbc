"""What was submitted, read back: answers, challenges, members, perimeter, and what changed from one to the next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from frenchimpact.calls.models import Submission
from frenchimpact.community.models import ChallengeKind
from frenchimpact.geography.actions.perimeters import Part
from frenchimpact.geography.models import PlaceKind
from frenchimpact.shared.errors import Refusal
from frenchimpact.ui.words import WIDE, figure

Content = Mapping[str, Any]  # JSON, as it was frozen


@dataclass(frozen=True)
class FrozenChallenge:
    """A challenge as it was submitted; what is missing is empty."""

    position: int
    title: str
    kinds: list[str] = field(default_factory=list)
    statement: str = ""
    indicator: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    baseline_source: str = ""
    baseline_year: int | None = None
    target: Decimal | None = None
    deadline: date | None = None

    @property
    def told_kinds(self) -> str:
        return ", ".join(ChallengeKind(kind).label for kind in self.kinds if kind in ChallengeKind.values)

    @property
    def told_baseline(self) -> str:
        return _with_unit(self.baseline, self.unit)

    @property
    def told_target(self) -> str:
        return _with_unit(self.target, self.unit)


@dataclass(frozen=True)
class Change:
    """An answer that differs from the one submitted before."""

    label: str
    before: str
    after: str


def challenges_of(submission: Submission) -> list[FrozenChallenge]:
    """Give the challenges of what was submitted, in their order."""
    rows = submission.content.get("challenges", [])
    return [_challenge(position, row) for position, row in enumerate(rows, start=1)]


def parts_of(submission: Submission) -> list[Part]:
    """Give the parts of the perimeter that was submitted; empty when they cannot be read."""
    kinds = {str(kind.label): kind for kind in PlaceKind} | {kind.value: kind for kind in PlaceKind}
    rows = submission.content.get("perimeter", {}).get("parts", [])
    parts = [Part(kinds[row["kind"]], row["code"]) for row in rows if row.get("kind") in kinds]
    return parts if len(parts) == len(rows) else []


def members_of(submission: Submission) -> list[Content]:
    return list(submission.content.get("members", []))


def signed_members_of(submission: Submission) -> list[Content]:
    return [member for member in members_of(submission) if member.get("signed_on")]


def changes_between(before: Submission, after: Submission) -> list[Change]:
    """List the answers that changed from one submission to the next, in the order of the questions."""
    old = {question["key"]: question for question in _questions(before)}
    return [
        Change(question["label"], told(old.get(question["key"], {})), told(question))
        for question in _questions(after)
        if told(old.get(question["key"], {})) != told(question)
    ]


def told(question: Content) -> str:
    """Write an answer as people read it, its files included."""
    files = ", ".join(file["name"] for file in question.get("files") or [])
    return " ".join(part for part in (str(question.get("text") or ""), files) if part)


def _questions(submission: Submission) -> Iterator[Content]:
    for section in submission.content.get("sections", []):
        yield from section.get("questions", [])


def _challenge(position: int, row: Content) -> FrozenChallenge:
    try:
        return FrozenChallenge(
            position=position,
            title=str(row.get("title", "")),
            kinds=list(row.get("kinds") or []),
            statement=row.get("statement") or "",
            indicator=row.get("indicator") or "",
            unit=row.get("unit") or "",
            baseline=_number(row.get("baseline")),
            baseline_source=row.get("baseline_source") or "",
            baseline_year=row.get("baseline_year"),
            target=_number(row.get("target")),
            deadline=date.fromisoformat(row["deadline"]) if row.get("deadline") else None,
        )
    except (InvalidOperation, TypeError, ValueError) as error:
        raise Refusal(f"Le défi {position} du dossier déposé ne se lit pas : prévenez l’équipe technique.") from error


def _with_unit(value: Decimal | None, unit: str) -> str:
    """Write « 12,5 % », the unit on the same line."""
    return "–" if value is None else f"{figure(value)}{WIDE}{unit}".strip()


def _number(value: object) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value))
