"""A commune as people write it: where several may be meant, they choose, and nothing typed is lost."""

import pytest
from django.test import Client

from frenchimpact.accounts.tests.factories import make_person, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_geography")]

WHERE, WHAT = "/organisations/nouvelle/lieu/", "/organisations/nouvelle/projet/"


def at_the_place_step() -> Client:
    client = sign_in(Client(), make_person())
    client.post("/organisations/nouvelle/", {"name": "Les Voisins du Canal", "kinds": ["citizens"]})
    return client


def test_a_postcode_of_several_communes_asks_which_one() -> None:
    client = at_the_place_step()

    answer = client.post(WHERE, {"commune": "35600", "street": "2 rue du Port"})

    form = answer.context["form"]
    assert answer.status_code == 200
    assert list(form.fields)[:3] == ["commune", "chosen_commune", "street"]
    assert "2 rue du Port" in answer.content.decode()
    chosen = form.fields["chosen_commune"].choices[0][0]
    assert client.post(WHERE, {"commune": "35600", "chosen_commune": chosen})["Location"] == WHAT


def test_a_forged_choice_is_asked_again() -> None:
    answer = at_the_place_step().post(WHERE, {"commune": "35600", "chosen_commune": "75056"})

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["commune"]


def test_a_name_that_only_one_commune_bears_is_taken_at_once() -> None:
    assert at_the_place_step().post(WHERE, {"commune": "Redon (35236)"})["Location"] == WHAT
