"""Waves that a committee has scored, a small one and a large one."""

from django.utils import timezone

from frenchimpact.assessments.models import SealedAssessment
from frenchimpact.calls.models import Application, Committee, CommitteeMember, Reading, ReadingState, Stage
from frenchimpact.calls.tests.committee_things import make_candidate, make_member, make_reading


def chair_of(committee: Committee) -> CommitteeMember:
    return committee.members.select_related("person").get(is_chair=True)


def score(member: CommitteeMember, file: Application, points: int, *, moyens: int | None = None) -> Reading:
    """Hand over the same points on each criterion."""
    reading = make_reading(member, file)
    scores = {"defis": points, "moyens": points if moyens is None else moyens}
    mean = (60 * scores["defis"] + 40 * scores["moyens"]) / 100
    SealedAssessment.objects.create(
        assessment=reading.assessment, number=1, at=timezone.now(), scores=scores, confidence=2, mean=round(mean, 1)
    )
    Reading.objects.filter(pk=reading.pk).update(state=ReadingState.SUBMITTED, submitted_at=timezone.now())
    return reading


def make_small_wave(committee: Committee) -> dict[str, Application]:
    """Two readers, three files: one clearly above, one that divides them, one clearly below."""
    ada, bob = make_member(committee, "Ada Lit"), make_member(committee, "Bob Lit")
    files = {name: make_candidate(committee.call, name, stage=Stage.IN_REVIEW) for name in ("Haut", "Partagé", "Bas")}
    for (name, file), (first, second) in zip(files.items(), [(5, 4), (5, 1), (1, 2)], strict=True):
        assert name
        score(ada, file, first)
        score(bob, file, second)
    return files


def make_large_wave(committee: Committee) -> None:
    """Six readers, one of whom is two points harsher than the others, and twelve files of three readings."""
    members = [make_member(committee, f"Lit{number} Lit") for number in range(6)]
    for number in range(12):
        file = make_candidate(committee.call, f"Dossier {number:02}", stage=Stage.IN_REVIEW)
        for turn in range(3):
            which = (number + turn * (1 + number // 6)) % 6
            score(
                members[which], file, max(0, 2 + number % 4 - (2 if which == 0 else 0)), moyens=(number + which) % 3 + 1
            )
