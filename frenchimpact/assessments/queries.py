"""What others ask of grids and assessments."""

from collections.abc import Iterable
from dataclasses import dataclass

from frenchimpact.assessments.calculations import HIGHEST, LOWEST
from frenchimpact.assessments.models import Assessment, Criterion, Grid, GridVersion, SealedAssessment
from frenchimpact.assessments.rules import CriterionFacts
from frenchimpact.questionnaires.calculations.forms import FormFacts, QuestionFacts, SectionFacts
from frenchimpact.questionnaires.models import AnswerSheet, QuestionKind
from frenchimpact.questionnaires.queries.readings import reading_of

NOTE, CONFIDENCE, FOR_APPLICANT, FOR_COMMITTEE = "remarque-", "confiance", "candidat", "comite"
CONFIDENCES = (("1", "Faible\u00a0: ce sujet n’est pas le mien"), ("2", "Moyenne"), ("3", "Forte\u00a0: je connais"))
LONGEST = 4000


@dataclass(frozen=True)
class Scored:
    """A criterion with the score that one reader gave it, in words too."""

    criterion: Criterion
    score: int
    anchor: str
    remark: str


def current_version(grid: Grid) -> GridVersion:
    """Return the version that new readers get."""
    return grid.versions.order_by("-number")[0]


def facts_of(version: GridVersion) -> list[CriterionFacts]:
    return [
        CriterionFacts(one.key, one.title, one.question, one.weight, tuple(one.anchors))
        for one in version.criteria.all()
    ]


def form_of(version: GridVersion) -> FormFacts:
    """Write a grid as the form that a reader fills in: a score and a remark for each criterion, then the whole."""
    questions = [question for one in version.criteria.all() for question in _questions_of(one)]
    whole = (
        QuestionFacts(
            CONFIDENCE, QuestionKind.CHOICE, "Ma confiance dans ces notes", is_required=True, choices=CONFIDENCES
        ),
        QuestionFacts(
            FOR_APPLICANT,
            QuestionKind.LONG_TEXT,
            "Commentaire pour le candidat",
            "Lui sera remis sans votre nom après la décision\u00a0: ce qui est solide, ce qui est à reprendre.",
            max_length=LONGEST,
        ),
        QuestionFacts(
            FOR_COMMITTEE,
            QuestionKind.LONG_TEXT,
            "Commentaire pour le comité",
            "Lu par le comité et la personne qui préside, jamais remis au candidat.",
            max_length=LONGEST,
        ),
    )
    section = SectionFacts("grille", "Ma lecture", (*questions, *whole))
    return FormFacts(f"grille-{version.grid_id}", version.grid.title, (section,), f"version {version.number}")


def missing_of(sheet: AnswerSheet) -> list[str]:
    """Name what must still be answered before the assessment may be handed over."""
    return [item.question.label for item in reading_of(sheet).items if item.fault]


def last_sealed(assessment: Assessment) -> SealedAssessment | None:
    return assessment.sealed.order_by("-number").first()


def last_sealed_of(assessments: Iterable[Assessment]) -> dict[int, SealedAssessment]:
    """Return the last handing over of each of these, by assessment."""
    rows = SealedAssessment.objects.filter(assessment__in=list(assessments)).order_by("number")
    return {one.assessment_id: one for one in rows}


def scored(criteria: Iterable[Criterion], sealed: SealedAssessment) -> list[Scored]:
    """Put what was handed over beside the criteria of the version it was read with."""
    return [
        Scored(one, sealed.scores[one.key], one.anchors[sealed.scores[one.key]], sealed.remarks.get(one.key, ""))
        for one in criteria
        if one.key in sealed.scores
    ]


def _questions_of(criterion: Criterion) -> tuple[QuestionFacts, QuestionFacts]:
    choices = tuple((str(score), f"{score}\u00a0– {criterion.anchors[score]}") for score in range(LOWEST, HIGHEST + 1))
    title = f"{criterion.title} ({criterion.weight}\u00a0%)"
    return (
        QuestionFacts(criterion.key, QuestionKind.CHOICE, title, criterion.question, is_required=True, choices=choices),
        QuestionFacts(
            f"{NOTE}{criterion.key}"[:60],
            QuestionKind.LONG_TEXT,
            f"Remarque sur «\u00a0{criterion.title}\u00a0»",
            max_length=LONGEST,
        ),
    )
