"""The team looks at a person, closes their account with a reason, and opens it again."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frenchimpact.accounts.actions import close_account
from frenchimpact.accounts.models import Closure, User
from frenchimpact.accounts.tests.factories import make_operator, make_person, sign_in
from frenchimpact.community.models import MembershipRole
from frenchimpact.community.tests.factories import make_membership, make_organisation
from frenchimpact.messaging.models import Email, Notice

pytestmark = pytest.mark.django_db
WHY = "Des messages injurieux, malgré deux rappels."


@pytest.fixture
def odile() -> User:
    return make_operator()


@pytest.fixture
def team(odile: User) -> Client:
    return sign_in(Client(), odile)


def page_of(person: User, name: str = "person") -> str:
    return reverse(f"portal:{name}", args=[person.public_id])


def test_odile_closes_an_account_and_the_person_is_told_why_and_where_to_answer(team: Client, odile: User) -> None:
    camille = make_person()

    answer = team.post(page_of(camille, "person_close"), {"reason": WHY}, follow=True)

    assert answer.redirect_chain == [(page_of(camille), 302)]
    assert [(closure.by, closure.reason) for closure in answer.context["closures"]] == [(odile, WHY)]
    letter = Email.objects.get(to=camille.email)
    assert letter.subject.endswith("est fermé")
    assert [words for words in (WHY, "contact@", "/donnees-personnelles/") if words not in letter.text] == []
    assert not Notice.objects.filter(person=camille).exists()


def test_odile_opens_it_again_and_the_person_is_told(team: Client) -> None:
    camille = make_person()
    team.post(page_of(camille, "person_close"), {"reason": WHY})

    team.post(page_of(camille, "person_reopen"), {"reason": "C’était une erreur."})

    camille.refresh_from_db()
    assert camille.is_active
    letter = Email.objects.filter(to=camille.email).latest("pk")
    assert letter.subject.endswith("est rouvert")
    assert [words for words in ("C’était une erreur.", "/connexion/") if words not in letter.text] == []


def test_without_a_reason_nothing_is_closed_and_the_form_says_so(team: Client) -> None:
    camille = make_person()

    answer = team.post(page_of(camille, "person_close"), {"reason": " "})

    assert list(answer.context["form"].errors) == ["reason"]
    assert not Closure.objects.exists()
    assert not Email.objects.filter(to=camille.email).exists()


def test_a_refusal_keeps_the_reason_that_was_written(team: Client, odile: User) -> None:
    answer = team.post(page_of(odile, "person_close"), {"reason": WHY})

    assert answer.context["form"].non_field_errors()[0].startswith("Personne ne ferme son propre compte")
    assert answer.context["form"]["reason"].value() == WHY
    assert not Closure.objects.exists()


def test_before_closing_odile_reads_what_will_open_nothing_any_more(team: Client) -> None:
    camille = make_person()
    workshop = make_organisation("Les Ateliers d’Essai")
    make_membership(workshop, camille, MembershipRole.LEAD)

    pages = [team.get(page_of(camille, name)) for name in ("person", "person_close")]

    assert [[one.organisation for one in page.context["ties"].memberships] for page in pages] == [[workshop]] * 2


def test_who_was_erased_is_nobody_in_the_list_and_has_no_page(team: Client) -> None:
    gone = make_person("Xaviera Quintefeuille")
    browser = sign_in(Client(), gone)
    browser.post("/compte/donnees/effacement/", {"word": "EFFACER"})

    assert team.get(page_of(gone)).status_code == 404
    assert [line.row.name for line in team.get(reverse("portal:people")).context["listing"].lines] == ["Odile Meunier"]


def test_closed_accounts_are_found_in_the_list(team: Client, odile: User) -> None:
    camille = make_person()
    close_account(camille, reason=WHY, by=odile)

    listing = team.get(reverse("portal:people") + "?compte=false").context["listing"]

    assert [line.row for line in listing.lines] == [camille]


def test_the_page_of_a_person_asks_the_same_for_one_tie_and_for_three(team: Client) -> None:
    one, three = make_person(), make_person("Noé Lanvin")
    for person, names in ((one, ["A"]), (three, ["B", "C", "D"])):
        for name in names:
            make_membership(make_organisation(f"Organisation {name}"), person, MembershipRole.LEAD)
    team.get(page_of(one))

    with CaptureQueriesContext(connection) as first:
        team.get(page_of(one))
    with CaptureQueriesContext(connection) as second:
        team.get(page_of(three))

    assert len(first) == len(second)
