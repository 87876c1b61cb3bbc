"""What a member reads in a train: each file that is open to them as a « fiche de synthèse », cut to two pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.utils.timezone import localdate

from frenchimpact.assessments.models import GridVersion
from frenchimpact.calls.models import FINAL, Application, CommitteeMember, Conflict, Reading, Submission
from frenchimpact.calls.queries.copies import Content, parts_of
from frenchimpact.calls.queries.submitted import FrozenChallenge, challenges_of, members_of
from frenchimpact.calls.rules.committees import declaration_in_force
from frenchimpact.calls.rules.readings import GIVEN_UP, works_for_which
from frenchimpact.ui.words import long_date, plural, shortened

# What is tried one after the other until it fits in its frame, in characters.
ANSWERS = (1600, 1100, 800, 600, 460, 350, 270, 210, 160, 120, 90, 60, 40)
# Challenges, longest fact, longest statement of a challenge.
HEADS = ((8, 300, 200), (6, 220, 130), (5, 160, 80), (4, 130, 40), (4, 100, 0), (3, 90, 0), (2, 60, 0))
TRIED = 4  # of these
ANCHORS = (200, 140, 100, 70, 50, 35, 20)
MOST_FILES = 12  # in one PDF: it holds a thread of the site while it is made, and others wait
LABEL = 110
LINE = 56  # characters of a column
LINES = 160  # that the columns hold, and some more: what is tried first nearly fits
CUT = "[+]"  # stands where the page says « suite sur le site »

Told = dict[str, Any]  # as the template reads it


@dataclass(frozen=True)
class Pack:
    """Every file that is open to a member on one committee, with the grids that they are scored with."""

    member: CommitteeMember
    readings: list[Reading]

    @property
    def told(self) -> Told:
        versions = {one.assessment.version_id: one.assessment.version for one in self.readings}
        return {
            "files": [brief_of(one) for one in self.readings],
            "grids": {str(pk): grid_of(version) for pk, version in versions.items()},
            "cut": CUT,
        }


def open_readings(member: CommitteeMember, at: datetime) -> list[Reading]:
    """List what `rules.is_reader` opens to a seat in force, in as many questions for sixty files as for one."""
    if declaration_in_force(member, at) is None:
        return []
    barring = Conflict.objects.barring().filter(member=member, application=OuterRef("application"))
    rows = Reading.objects.active().filter(member=member).exclude(application__stage__in=[*FINAL, *GIVEN_UP])
    own = works_for_which(member, Application.objects.filter(readings__member=member))
    rows = rows.exclude(Exists(barring)).exclude(application__in=own.values("pk"))
    last_first = Prefetch("application__submissions", queryset=Submission.objects.order_by("-number"))
    related = ("application__collective", "application__organisation", "application__call", "application__wave")
    rows = rows.select_related(*related, "assessment__version").order_by("due_at", "pk")
    return list(rows.prefetch_related(last_first, "assessment__version__criteria"))


def brief_of(reading: Reading) -> Told:
    """Tell a file: what was submitted last, in the words of whoever applies."""
    application = reading.application
    submission = application.submissions.all()[0]
    content: Content = submission.content
    answers = list(_answers(content))
    return {
        "name": shortened(str(content.get("name") or application.applicant), LABEL),
        "call": shortened(str(application.call), LABEL),
        "wave": f"vague {application.wave.number}" if application.wave else "",
        "receipt": application.receipt_number,
        "due": long_date(localdate(reading.due_at)),
        "link": reading.get_absolute_url(),
        "grid": str(reading.assessment.version_id),
        "heads": [_head(submission, *limits) for limits in HEADS],
        "answers": [[_cut(one, limit) for one in answers] for limit in _worth_trying(answers)],
    }


def grid_of(version: GridVersion) -> list[list[Told]]:
    """Tell the criteria with their anchors, whole first, then shorter and shorter."""
    return [
        [
            {
                "title": one.title,
                "weight": one.weight,
                "question": shortened(one.question, limit),
                "anchors": [shortened(anchor, limit) for anchor in one.anchors],
            }
            for one in version.criteria.all()
        ]
        for limit in ANCHORS
    ]


def _head(submission: Submission, most: int, longest: int, statement: int) -> Told:
    challenges = challenges_of(submission)
    return {
        "facts": [[name, shortened(value, longest)] for name, value in _facts(submission.content, submission)],
        "challenges": [_challenge(one, longest // 2, statement) for one in challenges[:most]],
        "others": max(len(challenges) - most, 0),
    }


def _facts(content: Content, submission: Submission) -> Iterator[tuple[str, str]]:
    told = {one["label"]: one["text"] for one in parts_of(content)[0]["questions"]}
    yield from ((name, text) for name, text in told.items() if name not in {"Nom", "Territoire", "Présentation"})
    members = members_of(submission)
    if members:
        signed = len([one for one in members if one.get("signed_on")])
        names = ", ".join(str(one.get("name", "")) for one in members)
        letters = f"{signed} {plural(signed, 'lettre signée', 'lettres signées')}"
        yield "Membres", f"{len(members)}, {letters}\u00a0: {names}"


def _challenge(one: FrozenChallenge, longest: int, statement: int) -> Told:
    year = f" ({one.baseline_year})" if one.baseline_year else ""
    return {
        "title": shortened(f"{one.position}. {one.title}", longest),
        "statement": shortened(one.statement, statement) if statement else "",
        "indicator": shortened(one.indicator, longest) or "sans indicateur",
        "baseline": _breaking(shortened(f"{one.told_baseline}{year}", longest)),
        "target": _breaking(shortened(one.told_target, longest)),
        "deadline": long_date(one.deadline) if one.deadline else "–",
    }


def _answers(content: Content) -> Iterator[tuple[str, str, str]]:
    """Give the title of the section before its first answer, then question and answer; what has none is left out."""
    first, *others = parts_of(content)
    about = [{**first, "questions": [one for one in first["questions"] if one["label"] == "Présentation"]}]
    sections = [one for one in others if one["title"] not in {"Les membres", "Les défis"}]
    for section in [*about, *sections]:
        title = str(section["title"])
        for question in section["questions"]:
            if text := _text(question):
                yield title, str(question["label"]), text
                title = ""


def _text(question: Mapping[str, Any]) -> str:
    files = len(question.get("files") or ())
    pieces = f"{files} {plural(files, 'pièce jointe', 'pièces jointes')}, sur le site." if files else ""
    between = "\u00a0; " if question.get("table") else " "
    text = between.join(line.strip() for line in str(question.get("text") or "").splitlines() if line.strip())
    return " ".join(filter(None, (text, pieces)))


def _breaking(text: str) -> str:
    """Let the unit go on another line than the figure: the columns are narrow."""
    return text.replace("\u00a0", " ")


def _cut(answer: tuple[str, str, str], limit: int) -> list[str]:
    section, label, text = answer
    kept, title = shortened(text, limit), min(LABEL, max(2 * limit, 50))
    return [shortened(section, title), shortened(label, title), kept if kept == text else f"{kept} {CUT}"]


def _worth_trying(answers: Sequence[tuple[str, str, str]]) -> list[int]:
    """Leave out the limits that cannot fit, and those that change nothing."""
    fitting = [limit for limit in ANSWERS if sum(_lines(_cut(one, limit)) for one in answers) <= LINES]
    longest = max((len(text) for _, _, text in answers), default=0)
    whole = [limit for limit in fitting if limit >= longest][-1:]
    tried = [*whole, *(limit for limit in fitting if limit < longest)][:TRIED]
    return [*tried, ANSWERS[-1]]


def _lines(cut: Sequence[str]) -> int:
    """Estimate how many lines an answer takes, the space below it included."""
    return 1 + sum(len(text) // LINE + 1 for text in cut if text)
