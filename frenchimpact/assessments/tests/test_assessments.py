"""Grids are written, frozen when somebody reads with them; assessments are handed over, revised, locked."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_person
from frenchimpact.assessments.actions import (
    add_criterion,
    create_grid,
    freeze_grid,
    lock_assessment,
    remove_criterion,
    seal_assessment,
    share_weights,
    start_assessment,
    write_grid,
)
from frenchimpact.assessments.calculations import weighted_mean
from frenchimpact.assessments.models import Assessment, Grid, SealedAssessment
from frenchimpact.assessments.queries import current_version, facts_of, missing_of
from frenchimpact.assessments.rules import CriterionFacts
from frenchimpact.questionnaires.actions import write_answer
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db

ANCHORS = tuple(f"Repère {score}" for score in range(6))
DEFIS = CriterionFacts("defis", "Défis", "Sont-ils clairs\u00a0?", 60, ANCHORS)
MOYENS = CriterionFacts("moyens", "Moyens", "Suffisent-ils\u00a0?", 40, ANCHORS)


@pytest.fixture
def grid() -> Grid:
    return create_grid("Grille d’essai", [DEFIS, MOYENS], by=None)


@pytest.fixture
def ada() -> User:
    return make_person("Ada Lectrice")


def begun(grid: Grid, person: User) -> Assessment:
    return start_assessment(freeze_grid(grid, by=None), person, owner="essai", by=None)


def noted(assessment: Assessment, **answers: str) -> Assessment:
    now = timezone.now()
    for key, value in answers.items():
        known = assessment.sheet.answers.filter(key=key).first()
        version = known.version if known else 0
        assert assessment.person is not None
        write_answer(assessment.sheet, key, value, version=version, by=assessment.person, at=now)
    return assessment


def test_a_mean_counts_each_criterion_by_its_weight() -> None:
    assert weighted_mean({"defis": 5, "moyens": 2}, {"defis": 60, "moyens": 40}) == Decimal("3.8")


@pytest.mark.parametrize(
    "criteria",
    [
        [],
        [DEFIS],
        [DEFIS, replace(MOYENS, title="défis ")],
        [DEFIS, replace(MOYENS, anchors=(*ANCHORS[:5], " "))],
        [DEFIS, replace(MOYENS, weight=41)],
    ],
)
def test_a_grid_that_does_not_add_up_or_says_nothing_is_refused(criteria: list[CriterionFacts]) -> None:
    with pytest.raises(Refusal):
        create_grid("Grille", criteria, by=None)

    assert Grid.objects.count() == 0


def test_a_grid_changes_in_place_until_somebody_reads_with_it(grid: Grid) -> None:
    write_grid(grid, [replace(DEFIS, weight=50), replace(MOYENS, weight=50)], by=None)
    assert grid.versions.count() == 1

    freeze_grid(grid, by=None)
    share_weights(grid, {"defis": 70, "moyens": 30}, by=None)

    assert [[one.weight for one in facts_of(version)] for version in grid.versions.order_by("number")] == [
        [50, 50],
        [70, 30],
    ]


def test_a_new_criterion_has_no_weight_and_only_such_a_one_goes(grid: Grid) -> None:
    add_criterion(grid, replace(DEFIS, key="", title="Candidat"), by=None)
    assert [(one.key, one.weight) for one in facts_of(current_version(grid))][-1] == ("candidat-2", 0)

    with pytest.raises(Refusal):
        remove_criterion(grid, "moyens", by=None)
    remove_criterion(grid, "candidat-2", by=None)

    assert facts_of(current_version(grid)) == [DEFIS, MOYENS]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE assessments_criterion SET weight = 1",
        "DELETE FROM assessments_criterion",
        "UPDATE assessments_gridversion SET form_version_id = NULL",
    ],
)
def test_the_database_keeps_a_grid_that_was_read_with(grid: Grid, change: str) -> None:
    freeze_grid(grid, by=None)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)

    assert facts_of(current_version(grid)) == [DEFIS, MOYENS]


def test_ada_hands_over_only_what_is_whole(grid: Grid, ada: User) -> None:
    assessment = noted(begun(grid, ada), defis="4")
    assert missing_of(assessment.sheet) == ["Moyens (40\u00a0%)", "Ma confiance dans ces notes"]

    with pytest.raises(Refusal):
        seal_assessment(assessment, by=ada, at=timezone.now())

    assert SealedAssessment.objects.count() == 0


def test_what_ada_revises_is_kept_beside_what_she_said_first(grid: Grid, ada: User) -> None:
    assessment = noted(begun(grid, ada), defis="4", moyens="2", confiance="3", candidat="Bravo.")
    seal_assessment(assessment, by=ada, at=timezone.now())
    assert seal_assessment(assessment, by=ada, at=timezone.now()).number == 1

    noted(assessment, moyens="5")
    seal_assessment(assessment, by=ada, at=timezone.now())

    sealed = list(assessment.sealed.order_by("number"))
    assert [(one.number, one.scores, one.mean) for one in sealed] == [
        (1, {"defis": 4, "moyens": 2}, Decimal("3.2")),
        (2, {"defis": 4, "moyens": 5}, Decimal("4.4")),
    ]


def test_nobody_hands_over_what_ada_writes_and_nobody_rewrites_it(grid: Grid, ada: User) -> None:
    assessment = noted(begun(grid, ada), defis="4", moyens="2", confiance="1")
    with pytest.raises(Refusal):
        seal_assessment(assessment, by=make_person("Bruno Autre"), at=timezone.now())

    seal_assessment(assessment, by=ada, at=timezone.now())

    for change in ("UPDATE assessments_sealedassessment SET mean = 5", "DELETE FROM assessments_sealedassessment"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_nothing_changes_once_it_is_locked(grid: Grid, ada: User) -> None:
    assessment = noted(begun(grid, ada), defis="4", moyens="2", confiance="1")
    seal_assessment(assessment, by=ada, at=timezone.now())
    lock_assessment(assessment, by=None, at=timezone.now())

    with pytest.raises(Refusal):
        noted(assessment, moyens="5")
    with pytest.raises(Refusal):
        seal_assessment(assessment, by=ada, at=timezone.now())

    assert assessment.sealed.count() == 1
