"""The team gives a call its committee, and writes the grid it reads with."""

import pytest
from django.test import Client

from frenchimpact.accounts.tests.factories import make_operator, make_person, sign_in
from frenchimpact.assessments.models import Grid
from frenchimpact.assessments.queries import current_version, facts_of
from frenchimpact.assessments.rules import require_sound
from frenchimpact.calls.actions.committees.settings import set_up_committee, weigh_criteria
from frenchimpact.calls.models import Committee
from frenchimpact.calls.shipped.grid import CRITERIA
from frenchimpact.calls.tests.factories import make_call
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db


def test_the_grid_that_ships_is_sound() -> None:
    require_sound(CRITERIA)


def test_a_committee_is_set_up_once_with_a_grid_of_its_own() -> None:
    call, odile = make_call(), make_operator("Odile Meunier")

    first = set_up_committee(call, by=odile)

    assert set_up_committee(call, by=odile) == first
    assert facts_of(current_version(first.grid)) == list(CRITERIA)


def test_only_the_team_sets_up_a_committee_and_weighs() -> None:
    call, paule = make_call(), make_person("Paule Simple")
    with pytest.raises(Refusal):
        set_up_committee(call, by=paule)
    committee = set_up_committee(call, by=make_operator("Odile Meunier"))

    with pytest.raises(Refusal):
        weigh_criteria(committee, {"defis": 10, "impact": 20}, by=paule)

    assert facts_of(current_version(committee.grid)) == list(CRITERIA)


def test_odile_writes_the_grid_on_its_pages(client: Client) -> None:
    sign_in(client, make_operator("Odile Meunier"))
    call = make_call()
    client.post(f"/equipe/appels/{call.slug}/comite/constitution/")
    page = f"/equipe/appels/{call.slug}/grille/"
    anchors = {f"anchor_{score}": f"Repère {score}" for score in range(6)}

    told = {"title": "Ancrage", "question": "Est-il d’ici\u00a0?"} | anchors
    assert client.post(f"{page}creation/", told).status_code == 302
    weights = {f"poids-{one.key}": one.weight for one in CRITERIA} | {"poids-ancrage": 5}
    refused = client.post(page, weights)
    assert "Les poids font 105 au lieu de 100" in refused.content.decode()
    client.post(page, weights | {"poids-defis": 15})

    written = facts_of(current_version(Committee.objects.get().grid))
    assert [(one.key, one.weight) for one in written if one.key in {"defis", "ancrage"}] == [
        ("defis", 15),
        ("ancrage", 5),
    ]
    assert Grid.objects.get().versions.count() == 1
