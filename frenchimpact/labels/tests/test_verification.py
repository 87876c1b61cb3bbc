"""Whoever holds a certificate in hand knows at once whether the label is ours, and whether it still holds."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from frenchimpact.community.models import Territory
from frenchimpact.community.tests.factories import make_territory
from frenchimpact.geography.tests.factories import make_commune
from frenchimpact.journal.models import Event
from frenchimpact.labels.actions import expire_due_labels, remind_of_terms
from frenchimpact.labels.calculations.numbers import draw_number
from frenchimpact.labels.models import Label, Precision, State
from frenchimpact.labels.queries import labelled
from frenchimpact.labels.search_documents import find_hits
from frenchimpact.labels.tests.factories import make_issued
from frenchimpact.messaging.models import Notice

pytestmark = pytest.mark.django_db
VERIFY = "/labels/verifier/"


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def past_its_term(label: Label) -> Label:
    label.valid_until = timezone.localdate() - timedelta(days=1)
    label.save()
    return label


def test_a_number_typed_in_small_letters_opens_the_page_of_the_label(client: Client) -> None:
    label = make_issued()

    answer = client.get(VERIFY, {"numero": str(label.number).lower().replace("-", " ")})

    assert (answer.status_code, answer["Location"]) == (302, f"/labels/{label.number}/")
    assert "authentique et en cours de validité" in text_of(client, answer["Location"])


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "obligatoire"),
        ("FI-123", "recomptez-les"),
        ("FI-0000-0001", "faute de frappe"),
        ("FI-0000-0000", "Aucun label publié ne porte ce numéro"),
    ],
)
def test_a_wrong_number_is_told_beside_the_field(client: Client, typed: str, told: str) -> None:
    answer = client.get(VERIFY, {"numero": typed})

    assert (answer.status_code, told in answer.content.decode()) == (200, True)


def test_a_label_that_is_not_published_does_not_exist(client: Client) -> None:
    label = make_issued()
    Label.objects.update(published_at=None, territory=None)

    assert [client.get(f"/labels/{label.number}/{end}").status_code for end in ("", "qr.svg", "certificat.pdf")] == [
        404,
        404,
        404,
    ]
    assert "Aucun label publié" in text_of(client, f"{VERIFY}?numero={label.number}")
    assert str(label.number) not in text_of(client, "/labels/")


def test_another_way_of_writing_the_number_leads_to_the_one_address(client: Client) -> None:
    label = make_issued()

    answer = client.get(f"/labels/{str(label.number).lower()}/")

    assert (answer.status_code, answer["Location"]) == (302, f"/labels/{label.number}/")


def test_the_qr_code_carries_the_address_of_the_site_and_no_script(client: Client) -> None:
    answer = client.get(f"/labels/{make_issued().number}/qr.svg")

    drawn = answer.content.decode()
    assert (answer["Content-Type"], "<path" in drawn, "<script" in drawn) == ("image/svg+xml", True, False)


def test_the_certificate_is_a_tagged_pdf(client: Client) -> None:
    answer = client.get(f"/labels/{make_issued().number}/certificat.pdf")

    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert [mark in answer.content for mark in (b"/StructTreeRoot", b"/Marked true", b"pdfuaid")] == [True] * 3


def test_a_label_is_over_the_day_after_its_last_day_before_any_task(client: Client) -> None:
    label = past_its_term(make_issued())

    page = text_of(client, f"/labels/{label.number}/")

    assert ("arrivé à son terme" in page, "certificat.pdf" in page) == (True, False)
    assert client.get(f"/labels/{label.number}/certificat.pdf").status_code == 409


def test_past_its_last_day_a_label_leaves_its_territory_and_people_are_told_once(client: Client) -> None:
    label, other = past_its_term(make_issued()), make_issued("Pays voisin")
    territory = label.territory
    assert territory is not None

    told = [expire_due_labels(timezone.now()) for _ in range(2)]

    label.refresh_from_db()
    assert (told, label.state, label.territory, label.former_territory) == ([1, 0], State.EXPIRED, None, territory)
    assert list(labelled()) == [other.territory]
    assert Event.objects.filter(verb="labels.expired").count() == 1
    assert Notice.objects.filter(title__contains="est arrivé à son terme").count() == 1
    assert "arrivé à son terme" in text_of(client, territory.get_absolute_url())
    assert "Pays voisin" in text_of(client, "/territoires/")
    assert territory.name not in text_of(client, "/territoires/")


def test_a_label_on_its_last_day_holds(client: Client) -> None:
    label = make_issued()
    label.valid_until = timezone.localdate()
    label.save()

    assert expire_due_labels(timezone.now()) == 0
    assert "en cours de validité" in text_of(client, f"/labels/{label.number}/")


def test_the_registry_tells_the_labels_of_2019_from_those_that_have_a_number(client: Client) -> None:
    label = make_issued()
    old: Territory = make_territory("Le Val", make_commune("01001"))
    facts = {"wave": 1, "announced_on": "2019-02-25", "precision": Precision.DAY, "published_at": timezone.now()}
    Label.objects.create(territory=old, source="Presse", **facts)

    whole, chosen = text_of(client, "/labels/"), text_of(client, "/labels/?etat=to_confirm")

    assert [word in whole for word in (str(label.number), "sans numéro (2019)", "Le Val")] == [True] * 3
    assert [word in chosen for word in (str(label.number), "Le Val")] == [False, True]
    assert b"Le Val" in b"".join(client.get("/labels/?export=csv"))


def test_the_api_gives_the_number_and_the_page_that_proves_it(client: Client) -> None:
    label = make_issued()

    (told,) = client.get("/api/v1/labels").json()["results"]

    assert (told["number"], told["state"]) == (label.number, "active")
    assert told["proof"] == f"http://testserver/labels/{label.number}/"


def test_six_months_before_its_last_day_the_holder_is_told_once() -> None:
    label, later = make_issued(), make_issued("Pays lointain")
    label.valid_until = timezone.localdate() + timedelta(days=100)
    label.save()

    told = [remind_of_terms(timezone.now()) for _ in range(2)]

    later.refresh_from_db()
    assert (told, later.renewal_told_at) == ([1, 0], None)
    assert Notice.objects.filter(title__contains="arrive à son terme le").count() == 1


def test_the_badge_says_the_state_of_the_day_on_any_site(client: Client) -> None:
    label = make_issued()
    before = client.get(f"/labels/{label.number}/badge.svg")
    past_its_term(label)

    after = client.get(f"/labels/{label.number}/badge.svg")

    assert ["en cours de validité" in each.content.decode() for each in (before, after)] == [True, False]
    assert "arrivé à son terme" in after.content.decode()
    assert (after["Cross-Origin-Resource-Policy"], "<script" in after.content.decode()) == ("cross-origin", False)


def test_numbers_tell_nothing_of_how_many_labels_there_are() -> None:
    assert len({draw_number() for _ in range(200)}) == 200


def test_the_number_of_a_certificate_is_found_in_the_search_box() -> None:
    label = make_issued()

    assert [hit.url for hit in find_hits(f" {str(label.number).lower()} ", 5)] == [label.get_absolute_url()]
    assert [list(find_hits(text, 5)) for text in ("Rennes", draw_number(), "FI-0000-0000")] == [[], [], []]
