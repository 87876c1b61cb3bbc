"""Signing in by ProConnect, against a real provider: signed userinfo, PKCE, codes that serve once."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client
from pytest_django import Settings

from frenchimpact.accounts.models import Identity, OpenSession, User
from frenchimpact.accounts.tests.factories import make_person, make_totp
from tests.signing_in.provider import RETURN, Provider, provider
from tests.signing_in.test_codes import code_sent_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(settings: Settings) -> Iterator[Provider]:
    with provider() as running:
        settings.PROCONNECT = running
        yield running


def leave(client: Client) -> str:
    """Leave for the provider, and return the address to which it sends back."""
    address = client.post("/connexion/proconnect/")["Location"]
    asked = parse_qs(urlsplit(address).query)
    assert min(len(asked[name][0]) for name in ("state", "nonce")) >= 32
    back = requests.get(address, allow_redirects=False, timeout=5).headers["Location"]
    assert back.startswith(RETURN)
    return back


def refused(client: Client, address: str) -> bool:
    return client.get(address)["Location"] == "/connexion/" and not OpenSession.objects.exists()


def test_somebody_unknown_comes_in_with_the_name_and_the_employer_that_proconnect_tells(there: Provider) -> None:
    client = Client()

    answer = client.get(leave(client))

    assert answer["Location"] == "/mon-espace/"
    person = User.objects.get()
    assert (person.name, person.email) == ("Camille Aubier", "camille@exemple.test")
    assert [(one.person, one.issuer, one.siret) for one in Identity.objects.all()] == [
        (person, there.issuer, "13002526500013")
    ]


def test_camille_is_known_again_even_when_her_address_has_changed(there: Provider) -> None:
    first, second = Client(), Client()
    first.get(leave(first))
    there.person["email"] = "autre@exemple.test"

    second.get(leave(second))

    assert User.objects.count() == 1
    assert second.get("/compte/").status_code == 200


def test_an_address_that_proconnect_does_not_vouch_for_is_proved_by_a_code_once(there: Provider) -> None:
    camille = make_person()
    there.person["email_verified"] = False
    client = Client()

    assert client.get(leave(client))["Location"] == "/connexion/code/"
    assert not Identity.objects.exists()
    client.post("/connexion/code/", {"code": code_sent_to(camille.email)})

    assert Identity.objects.get().person == camille
    again = Client()
    assert again.get(leave(again))["Location"] == "/mon-espace/"


def test_proconnect_does_not_replace_the_second_factor(there: Provider) -> None:  # noqa: ARG001
    make_totp(make_person())
    client = Client()

    assert client.get(leave(client))["Location"] == "/connexion/second-facteur/"
    assert not OpenSession.objects.exists()


@pytest.mark.usefixtures("there")
def test_a_wrong_state_a_missing_one_and_another_browser_are_refused() -> None:
    client = Client()
    back = leave(client)

    assert refused(Client(), back)
    assert refused(client, back.replace("state=", "state=x"))
    assert refused(client, back)  # the first answer, wrong, spent what was asked


@pytest.mark.usefixtures("there")
def test_a_wrong_nonce_is_refused() -> None:
    client = Client()
    back = leave(client)
    session = client.session
    session["oidc"] |= {"nonce": "x" * 64}
    session.save()

    assert refused(client, back)


@pytest.mark.usefixtures("there")
def test_a_code_without_its_pkce_verifier_is_refused() -> None:
    client = Client()
    back = leave(client)
    session = client.session
    session["oidc"] |= {"verifier": "x" * 64}
    session.save()

    assert refused(client, back)


@pytest.mark.usefixtures("there")
def test_a_code_that_is_played_again_is_refused() -> None:
    client, thief = Client(), Client()
    back = leave(client)
    session = thief.session
    session["oidc"] = client.session["oidc"]
    session.save()
    client.get(back)

    assert thief.get(back)["Location"] == "/connexion/"
    assert OpenSession.objects.count() == 1


def test_a_provider_that_is_away_is_told_and_the_other_ways_stay(settings: Settings) -> None:
    settings.PROCONNECT = Provider("http://localhost:9", "x", "y", {})

    answer = Client().post("/connexion/proconnect/", follow=True)

    assert answer.redirect_chain == [("/connexion/", 302)]
    assert [str(message)[:26] for message in answer.context["messages"]] == ["ProConnect ne répond pas c"]


def test_without_settings_there_is_no_button_and_no_address() -> None:
    assert "ProConnect" not in Client().get("/connexion/").content.decode().split("<main")[1].split("</main")[0]
    assert Client().post("/connexion/proconnect/").status_code == 404
