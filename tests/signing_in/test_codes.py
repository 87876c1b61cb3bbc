"""Anybody comes in with an address and the code that is sent to it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from frenchimpact.accounts.models import OpenSession, SignInCode, SignInTry, User
from frenchimpact.accounts.queries import person_of_address
from frenchimpact.accounts.tests.factories import make_person, make_totp
from frenchimpact.messaging.models import Email

pytestmark = pytest.mark.django_db

ASK, CODE, NAME, FACTOR = "/connexion/", "/connexion/code/", "/connexion/nom/", "/connexion/second-facteur/"
CAMILLE = "camille@exemple.test"


def code_sent_to(address: str) -> str:
    text = Email.objects.filter(to=address).latest("pk").text
    (code,) = re.findall(r"^([A-Z0-9]{3}-[A-Z0-9]{3})$", text, re.MULTILINE)
    return str(code)


def asking(address: str, client: Client | None = None, **more: str) -> Client:
    client = client or Client()
    client.post(ASK, {"email": address} | more)
    return client


def errors_of(answer: object) -> dict[str, list[str]]:
    return {name: list(errors) for name, errors in answer.context["form"].errors.items()}  # type: ignore[attr-defined]


def test_camille_comes_in_with_the_code_typed_in_small_letters_and_goes_where_she_wished() -> None:
    camille = make_person()
    client = asking(" Camille@Exemple.test ", next="/notifications/")

    answer = client.post(CODE, {"code": code_sent_to(CAMILLE).lower().replace("-", " ")})

    assert answer["Location"] == "/notifications/"
    assert OpenSession.objects.get().person == camille


def test_a_newcomer_gives_a_name_once_the_code_is_right_and_has_an_account() -> None:
    client = asking("noe@exemple.test")
    assert User.objects.count() == 0

    assert client.post(CODE, {"code": code_sent_to("noe@exemple.test")})["Location"] == NAME
    assert User.objects.count() == 0
    client.post(NAME, {"name": "Noé Lanvin"})

    assert [(one.name, one.email) for one in User.objects.all()] == [("Noé Lanvin", "noe@exemple.test")]
    assert client.get("/compte/").status_code == 200


def test_the_answer_is_the_same_whether_an_account_exists_or_not() -> None:
    make_person()
    answers = [Client().post(ASK, {"email": email}, follow=True) for email in (CAMILLE, "inconnue@exemple.test")]

    pages = [re.sub(r"csrfmiddlewaretoken\W+value=\W\w+", "", answer.content.decode()) for answer in answers]
    assert pages[0].replace(CAMILLE, "") == pages[1].replace("inconnue@exemple.test", "")
    assert Email.objects.count() == 2


def test_a_code_serves_once() -> None:
    make_person()
    client = asking(CAMILLE)
    code = code_sent_to(CAMILLE)
    held = client.session["code"]
    client.post(CODE, {"code": code})

    other = Client()
    session = other.session
    session["code"] = held
    session.save()
    answer = other.post(CODE, {"code": code})

    assert errors_of(answer) == {"code": ["Ce code ne fonctionne plus\u00a0: demandez-en un autre."]}
    assert OpenSession.objects.count() == 1


def test_a_code_expires_after_fifteen_minutes() -> None:
    make_person()
    client = asking(CAMILLE)

    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        answer = client.post(CODE, {"code": code_sent_to(CAMILLE)})

    assert errors_of(answer) == {"code": ["Ce code ne fonctionne plus\u00a0: demandez-en un autre."]}


def test_the_seventh_try_is_refused_even_with_the_right_code() -> None:
    make_person()
    client = asking(CAMILLE)
    told = [errors_of(client.post(CODE, {"code": "AAAAAA"}))["code"][0] for _ in range(6)]

    answer = client.post(CODE, {"code": code_sent_to(CAMILLE)})

    assert told[0] == "Ce code n’est pas le bon\u00a0: il vous reste 5 essais."
    assert told[5] == "Ce code n’est pas le bon\u00a0: demandez-en un autre."
    assert errors_of(answer) == {"code": ["Ce code ne fonctionne plus\u00a0: demandez-en un autre."]}
    assert not OpenSession.objects.exists()


def test_the_code_of_another_browser_opens_nothing() -> None:
    make_person()
    asking(CAMILLE)

    answer = Client().post(CODE, {"code": code_sent_to(CAMILLE)})

    assert answer["Location"] == ASK
    assert not OpenSession.objects.exists()


def test_a_new_code_kills_the_one_before() -> None:
    make_person()
    first = asking(CAMILLE)
    code = code_sent_to(CAMILLE)
    asking(CAMILLE)

    assert "code" in errors_of(first.post(CODE, {"code": code}))


def test_a_fifth_code_to_one_address_is_refused_in_a_sentence_and_what_was_typed_stays() -> None:
    for _ in range(4):
        asking(CAMILLE)

    answer = Client().post(ASK, {"email": CAMILLE})

    assert errors_of(answer)["__all__"][0].startswith("Plusieurs codes viennent d’être envoyés")
    assert answer.context["form"]["email"].value() == CAMILLE
    assert Email.objects.count() == 4


def test_a_network_asks_for_thirty_codes_and_no_more_and_another_network_does() -> None:
    for number in range(30):
        asking(f"p{number}@exemple.test")

    assert "__all__" in errors_of(Client().post(ASK, {"email": CAMILLE}))
    assert Client(REMOTE_ADDR="198.51.100.7").post(ASK, {"email": CAMILLE})["Location"] == CODE


def test_neither_code_nor_address_nor_network_is_kept_in_clear() -> None:
    asking(CAMILLE)

    assert code_sent_to(CAMILLE).replace("-", "") not in SignInCode.objects.get().code_hash
    assert SignInTry.objects.filter(network__contains="@").count() == 0


@pytest.mark.parametrize("typed", ["", "A" * 5000, "\x00\x00\x00", "é" * 6, "<script>"])
def test_a_wrong_code_is_told_and_signs_nobody_in(typed: str) -> None:
    make_person()
    client = asking(CAMILLE)

    answer = client.post(CODE, {"code": typed})

    assert answer.status_code == 200
    assert list(errors_of(answer)) == ["code"]
    assert not OpenSession.objects.exists()


@pytest.mark.parametrize("typed", ["", "camille", "a" * 300 + "@exemple.test", "c\x00@exemple.test"])
def test_what_is_no_address_is_told_and_sends_nothing(typed: str) -> None:
    answer = Client().post(ASK, {"email": typed})

    assert list(errors_of(answer)) == ["email"]
    assert not Email.objects.exists()


def test_twenty_megabytes_are_refused_without_an_error() -> None:
    answer = Client().post(ASK, {"email": "a" * 20_000_000})

    assert answer.status_code == 400
    assert not Email.objects.exists()


def test_a_page_of_another_site_is_not_gone_to() -> None:
    make_person()
    client = asking(CAMILLE, next="https://voleur.test/")

    assert client.post(CODE, {"code": code_sent_to(CAMILLE)})["Location"] == "/mon-espace/"


def test_a_closed_account_is_told_only_to_whoever_reads_its_mail() -> None:
    make_person(is_active=False)
    client = asking(CAMILLE)

    answer = client.post(CODE, {"code": code_sent_to(CAMILLE)})

    assert errors_of(answer)["code"][0].startswith("Ce compte est fermé")
    assert not OpenSession.objects.exists()


def test_a_code_is_not_enough_for_whoever_has_a_second_factor() -> None:
    make_totp(make_person())
    client = asking(CAMILLE)

    assert client.post(CODE, {"code": code_sent_to(CAMILLE)})["Location"] == FACTOR

    assert client.get("/compte/").status_code == 302
    assert not OpenSession.objects.exists()


@pytest.mark.parametrize(
    "lookalike", ["cam\u0131lle@exemple.test", "camille@exemple.te\u017ft", "\u212aamille@exemple.test"]
)
def test_an_address_that_capitals_turn_into_somebody_elses_is_sent_nothing(lookalike: str) -> None:
    make_person()
    make_person("Karim Aubier", email="kamille@exemple.test")

    answer = Client().post(ASK, {"email": lookalike})

    assert errors_of(answer)["__all__"][0].startswith("Cette adresse contient une lettre qui se confond")
    assert (SignInCode.objects.count(), Email.objects.count()) == (0, 0)


@pytest.mark.parametrize("lookalike", ["cam\u0131lle@exemple.test", "camille@exemple.te\u017ft"])
def test_nobody_is_found_by_an_address_that_only_looks_like_theirs(lookalike: str) -> None:
    make_person()

    assert person_of_address(lookalike) is None


def test_accents_in_the_name_of_a_domain_are_an_address_like_any_other() -> None:
    asking("camille@forêt.test")

    assert Email.objects.get().to == "camille@forêt.test"
