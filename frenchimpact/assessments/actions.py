"""Every change to grids and assessments."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from frenchimpact.accounts.models import User
from frenchimpact.assessments import events
from frenchimpact.assessments.calculations import weighted_mean
from frenchimpact.assessments.models import Assessment, Criterion, Grid, GridVersion, SealedAssessment
from frenchimpact.assessments.queries import (
    CONFIDENCE,
    FOR_APPLICANT,
    FOR_COMMITTEE,
    NOTE,
    current_version,
    facts_of,
    form_of,
    missing_of,
)
from frenchimpact.assessments.rules import CriterionFacts, require_sound, require_unlocked, require_whole
from frenchimpact.journal.actions import record
from frenchimpact.questionnaires.actions import close_sheet, publish_form, start_sheet
from frenchimpact.shared.errors import Refusal

LONGEST_KEY = 40


@transaction.atomic
def create_grid(title: str, criteria: Sequence[CriterionFacts], *, by: User | None) -> Grid:
    """Write the first version of a grid. Refuses one that is not sound. Who may is asked by the owner of the grid."""
    require_sound(criteria)
    grid = Grid.objects.create(title=title)
    _write(GridVersion.objects.create(grid=grid, number=1), criteria)
    record(events.GRID_WRITTEN, grid, by=by, number=1)
    return grid


@transaction.atomic
def write_grid(grid: Grid, criteria: Sequence[CriterionFacts], *, by: User | None) -> GridVersion:
    """Change the criteria: of the version that nobody has read with yet, else of a new one. Refuses what is not sound.

    Readers who have begun keep the version they began with.
    """
    grid = Grid.objects.select_for_update().get(pk=grid.pk)
    require_sound(criteria)
    version = current_version(grid)
    if facts_of(version) == list(criteria):
        return version
    if version.is_frozen:
        version = GridVersion.objects.create(grid=grid, number=version.number + 1)
    version.criteria.all().delete()
    _write(version, criteria)
    record(events.GRID_WRITTEN, grid, by=by, number=version.number)
    return version


@transaction.atomic
def add_criterion(grid: Grid, criterion: CriterionFacts, *, by: User | None) -> GridVersion:
    """Add a criterion, without weight until the weights are shared out anew."""
    criteria = facts_of(current_version(grid))
    key = _free_key(criterion.title, {one.key for one in criteria})
    return write_grid(grid, [*criteria, replace(criterion, key=key, weight=0)], by=by)


@transaction.atomic
def change_criterion(grid: Grid, criterion: CriterionFacts, *, by: User | None) -> GridVersion:
    """Change the words of a criterion; its weight stays. Refuses a criterion that is not there any more."""
    criteria = facts_of(current_version(grid))
    if criterion.key not in {one.key for one in criteria}:
        raise Refusal("Ce critère n’est plus dans la grille\u00a0: rechargez la page.")
    changed = [replace(criterion, weight=one.weight) if one.key == criterion.key else one for one in criteria]
    return write_grid(grid, changed, by=by)


@transaction.atomic
def remove_criterion(grid: Grid, key: str, *, by: User | None) -> GridVersion:
    """Take a criterion away. Refuses one that has weight: the others would not add up any more."""
    criteria = facts_of(current_version(grid))
    if any(one.key == key and one.weight for one in criteria):
        raise Refusal(
            "Ce critère pèse encore dans la note\u00a0: donnez d’abord son poids aux autres, puis retirez-le."
        )
    return write_grid(grid, [one for one in criteria if one.key != key], by=by)


@transaction.atomic
def share_weights(grid: Grid, weights: Mapping[str, int], *, by: User | None) -> GridVersion:
    """Give each criterion its weight. Refuses weights that do not add up to a hundred."""
    criteria = facts_of(current_version(grid))
    return write_grid(grid, [replace(one, weight=weights.get(one.key, one.weight)) for one in criteria], by=by)


@transaction.atomic
def freeze_grid(grid: Grid, *, by: User | None) -> GridVersion:
    """Let the current version change no more, and give it the form that readers fill in; frozen already: nothing."""
    grid = Grid.objects.select_for_update().get(pk=grid.pk)
    version = current_version(grid)
    if version.is_frozen:
        return version
    form_version = publish_form(form_of(version), by=None)  # the site’s doing: whoever froze it is in the line below
    version.form_version = form_version
    version.save(update_fields=["form_version"])
    grid.form = form_version.form
    grid.save(update_fields=["form"])
    record(events.GRID_FROZEN, grid, by=by, number=version.number)
    return version


@transaction.atomic
def start_assessment(version: GridVersion, person: User, *, owner: str, by: User | None) -> Assessment:
    """Give somebody a sheet on which to assess with a frozen version. Refuses a version that may still change."""
    if version.form_version is None:
        raise Refusal("Cette grille peut encore changer\u00a0: figez-la avant de confier des dossiers.")
    sheet = start_sheet(version.form_version.form, owner=owner, by=by, version=version.form_version)
    assessment = Assessment.objects.create(version=version, person=person, sheet=sheet)
    record(events.ASSESSMENT_STARTED, assessment, by=by)
    return assessment


@transaction.atomic
def seal_assessment(assessment: Assessment, *, by: User, at: datetime) -> SealedAssessment:
    """Hand over what is written; again, it is a revision, and both are kept.

    Refuses anybody but its author, a score or the confidence that is missing, and once it is locked. Nothing changed
    since the last time: that one is given back.
    """
    assessment = Assessment.objects.select_for_update(of=["self"]).get(pk=assessment.pk)
    if assessment.person_id != by.pk:
        raise Refusal("Cette évaluation est celle d’une autre personne\u00a0: vous ne pouvez pas la transmettre.")
    require_unlocked(assessment)
    require_whole(len(missing_of(assessment.sheet)))
    last = assessment.sealed.order_by("-number").first()
    sealed = _sealed(assessment, last.number + 1 if last else 1, at)
    if last and _content(last) == _content(sealed):
        return last
    sealed.save()
    record(events.ASSESSMENT_REVISED if last else events.ASSESSMENT_SEALED, assessment, by=by, number=sealed.number)
    return sealed


@transaction.atomic
def lock_assessment(assessment: Assessment, *, by: User | None, at: datetime) -> None:
    """Let an assessment change no more; locked already: nothing."""
    assessment = Assessment.objects.select_for_update(of=["self"]).get(pk=assessment.pk)
    if assessment.locked_at is None:
        assessment.locked_at = at
        assessment.save(update_fields=["locked_at"])
        close_sheet(assessment.sheet, by=by)
        record(events.ASSESSMENT_LOCKED, assessment, by=by)


@transaction.atomic
def forget_who_assessed(person: User, at: datetime) -> int:  # noqa: ARG001  # as every erasure is asked
    """Take a person’s name off assessments: the decision rests on them. Return how many."""
    return Assessment.objects.filter(person=person).update(person=None)


def _write(version: GridVersion, criteria: Sequence[CriterionFacts]) -> None:
    Criterion.objects.bulk_create(
        Criterion(
            version=version,
            position=rank,
            key=one.key,
            title=one.title.strip(),
            question=one.question.strip(),
            weight=one.weight,
            anchors=[anchor.strip() for anchor in one.anchors],
        )
        for rank, one in enumerate(criteria, start=1)
    )


def _free_key(title: str, taken: set[str]) -> str:
    base = slugify(title.replace("’", "-"))[:LONGEST_KEY].strip("-") or "critere"
    taken = taken | {CONFIDENCE, FOR_APPLICANT, FOR_COMMITTEE}
    return next(key for turn in range(1, 99) if (key := base if turn == 1 else f"{base}-{turn}") not in taken)


def _sealed(assessment: Assessment, number: int, at: datetime) -> SealedAssessment:
    written = assessment.sheet.answers.exclude(value=None).values_list("key", "value")
    answers = {key: str(value) for key, value in written}
    weights = {one.key: one.weight for one in assessment.version.criteria.all()}
    scores = {key: int(answers[key]) for key in weights}
    return SealedAssessment(
        assessment=assessment,
        number=number,
        at=at,
        scores=scores,
        remarks={key: text for key in weights if (text := answers.get(f"{NOTE}{key}"[:60]))},
        confidence=int(answers[CONFIDENCE]),
        for_applicant=answers.get(FOR_APPLICANT, ""),
        for_committee=answers.get(FOR_COMMITTEE, ""),
        mean=weighted_mean(scores, weights),
    )


def _content(sealed: SealedAssessment) -> tuple[object, ...]:
    texts = (sealed.for_applicant, sealed.for_committee)
    return (sealed.scores, sealed.remarks, sealed.confidence, *texts)
