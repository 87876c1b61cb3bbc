"""Signing in by ProConnect, against a real provider: signed userinfo, PKCE, codes that serve once."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from django.test import Client
from pytest_django import Settings

from frenchimpact.accounts.models import Identity, OpenSession, User
from frenchimpact.accounts.tests.factories import make_person, make_totp
from tests.signing_in.provider import RETURN, SIGNED_OUT, Provider, provider
from tests.signing_in.test_codes import code_sent_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(settings: Settings) -> Iterator[Provider]:
    with provider() as running:
        settings.PROCONNECT = running
        yield running


def leave(client: Client, browser: requests.Session | None = None) -> str:
    """Leave for the provider, and return the address to which it sends back."""
    address = client.post("/connexion/proconnect/")["Location"]
    asked = parse_qs(urlsplit(address).query)
    assert min(len(asked[name][0]) for name in ("state", "nonce")) >= 32
    back = (browser or requests).get(address, allow_redirects=False, timeout=5).headers["Location"]
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


def test_camille_signs_out_there_too_and_is_sent_back_here(there: Provider) -> None:
    client, browser = Client(), requests.Session()
    client.get(leave(client, browser))

    away = client.post("/deconnexion/")["Location"]
    answer = browser.get(away, allow_redirects=False, timeout=5)

    assert away.startswith(f"{there.issuer}/session/end?id_token_hint=")
    assert client.get("/compte/").status_code == 302
    asked = jwt.decode(
        parse_qs(urlsplit(answer.headers["Location"]).query)["sjwt"][0], options={"verify_signature": False}
    )  # it speaks to itself
    assert asked["redirect_uri"].startswith(f"{SIGNED_OUT}?state=")


def test_the_provider_signs_nobody_out_towards_another_site_nor_with_the_token_of_nobody(there: Provider) -> None:
    client, browser = Client(), requests.Session()
    client.get(leave(client, browser))
    away = client.post("/deconnexion/")["Location"]

    elsewhere = away.replace("testserver", "voleur.test")
    forged = away.replace("id_token_hint=", "id_token_hint=x")

    assert [browser.get(one, allow_redirects=False, timeout=5).status_code for one in (elsewhere, forged)] == [400, 400]
    assert there.issuer in away


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_what_is_said_of_camille_is_signed_and_its_signature_is_verified(
    there: Provider, algorithm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    there.sign_with(algorithm)
    seen: list[str] = []
    verify = jwt.decode

    def decode(token: str, *given: Any, **named: Any) -> Any:  # noqa: ANN401  # as the library's own
        seen.append(token)
        return verify(token, *given, **named)

    monkeypatch.setattr(jwt, "decode", decode)
    client = Client()

    client.get(leave(client))

    assert [jwt.get_unverified_header(token)["alg"] for token in seen] == [algorithm, algorithm]  # identity, userinfo
    assert Identity.objects.get().siret == "13002526500013"


def test_keys_that_are_not_those_of_the_provider_sign_nothing(there: Provider) -> None:
    client = Client()
    back = leave(client)

    there.publish_other_keys()

    assert refused(client, back)
    assert not User.objects.exists()


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
