"""What holds for every answer of the API."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from frenchimpact.api.actions import forget_old_counts
from frenchimpact.api.middleware import HOME, PREFIX
from frenchimpact.api.models import RequestCount
from frenchimpact.api.tests.factories import make_territory

pytestmark = pytest.mark.django_db
TERRITORIES = "/api/v1/territories"
NOON = timezone.now().replace(hour=12, minute=0, second=15)


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def three_a_minute() -> Iterator[None]:
    with override_settings(API_REQUESTS_PER_MINUTE=3):
        yield


def test_what_did_not_change_is_not_sent_again(client: Client) -> None:
    make_territory()
    first = client.get(TERRITORIES)

    again = client.get(TERRITORIES, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert (first["Cache-Control"], again["Cache-Control"]) == ("public, max-age=300", "public, max-age=300")
    assert again["Access-Control-Allow-Origin"] == "*"


def test_what_changed_is_sent(client: Client) -> None:
    before = client.get(TERRITORIES)
    make_territory()

    after = client.get(TERRITORIES, headers={"If-None-Match": before["ETag"]})

    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]


def test_head_tells_what_get_would(client: Client) -> None:
    read, told = client.get(TERRITORIES), client.head(TERRITORIES)

    assert (told.status_code, told["ETag"], told.content) == (200, read["ETag"], b"")


@pytest.mark.parametrize("address", [TERRITORIES, "/api/v1/places?q=", "/api/v1/nothing", "/api/v1/openapi.json"])
def test_any_site_may_read_answers_and_errors(client: Client, address: str) -> None:
    answer = client.get(address, headers={"Origin": "https://exemple.fr"})

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Retry-After" in answer["Access-Control-Expose-Headers"]
    assert answer.cookies == {}


def test_a_browser_asks_first_and_is_told_to_read(client: Client) -> None:
    answer = client.options(TERRITORIES, headers={"Access-Control-Request-Method": "GET"})

    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (204, "*")
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    ("method", "address", "status", "title"),
    [
        ("get", "/api/v1/nothing", 404, "Introuvable"),
        ("get", "/api/nothing", 404, "Introuvable"),
        ("get", "/api/v1/", 404, "Introuvable"),
        ("post", "/api/v1/nothing", 405, "Méthode non admise"),
        ("get", "/api/v1/territories/inconnu", 404, "Introuvable"),
        ("get", "/api/v1/territories/%00", 404, "Introuvable"),
        ("get", "/api/v1/territories/%FF", 404, "Introuvable"),
        ("post", TERRITORIES, 405, "Méthode non admise"),
        ("delete", TERRITORIES, 405, "Méthode non admise"),
        ("post", "/api/v1/openapi.json", 405, "Méthode non admise"),
        ("get", "/api/v1/places", 422, "Paramètres à corriger"),
        ("get", "/api/v1/places?q=a&limit=1000000000000000000000000", 422, "Paramètres à corriger"),
        ("get", "/api/v1/places?q=a&limit=0", 422, "Paramètres à corriger"),
        ("get", "/api/v1/places?q=a&kind=galaxie", 422, "Paramètres à corriger"),
        ("get", f"/api/v1/places?q={'a' * 100_000}", 422, "Paramètres à corriger"),
        ("get", "/api/v1/places?q=%FF", 400, "Requête illisible"),
        ("get", f"{TERRITORIES}?limit=1000", 422, "Paramètres à corriger"),
        ("get", f"{TERRITORIES}?cursor=27.forged", 422, "Paramètres à corriger"),
        ("get", f"{TERRITORIES}?cursor=%00", 422, "Paramètres à corriger"),
        ("get", f"{TERRITORIES}?wave=99999", 422, "Paramètres à corriger"),
        ("get", f"{TERRITORIES}?region=Bretagne", 422, "Paramètres à corriger"),
    ],
)
def test_an_error_is_a_problem_in_french(client: Client, method: str, address: str, status: int, title: str) -> None:
    answer = getattr(client, method)(address)

    body = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert (body["type"], body["status"], body["title"]) == ("about:blank", status, title)
    assert body["detail"].endswith(".")
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_each_wrong_parameter_is_told_what_is_expected(client: Client) -> None:
    answer = client.get("/api/v1/places?q=a&limit=51&kind=x").json()

    assert answer["errors"] == [
        {
            "parameter": "kind",
            "message": "Valeurs admises : commune, epci, ept, departement, region, ancienne_commune, arrondissement.",
        },
        {"parameter": "limit", "message": "La plus grande valeur admise est 50."},
    ]


def test_a_method_that_is_not_admitted_is_told_the_others(client: Client) -> None:
    assert client.post(TERRITORIES)["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.usefixtures("three_a_minute")
def test_a_network_that_asks_too_often_waits_for_the_next_minute(client: Client) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        statuses = [client.get(TERRITORIES).status_code for _ in range(4)]
        refused = client.get(TERRITORIES)
        other = client.get(TERRITORIES, REMOTE_ADDR="192.0.2.7")
        clock.shift(timedelta(seconds=int(refused["Retry-After"])))
        later = client.get(TERRITORIES)

    assert statuses == [200, 200, 200, 429]
    assert (refused["Retry-After"], refused["RateLimit-Remaining"], refused["RateLimit-Limit"]) == ("45", "0", "3")
    assert refused.json()["detail"] == "Au plus 3 requêtes par minute. Réessayez dans 45 s."
    assert (other.status_code, other["RateLimit-Remaining"]) == (200, "2")
    assert (later.status_code, later["RateLimit-Remaining"]) == (200, "2")


@pytest.mark.usefixtures("three_a_minute")
def test_errors_and_answers_304_count_too(client: Client) -> None:
    with time_machine.travel(NOON, tick=False):
        client.get("/api/v1/nothing")
        client.get(TERRITORIES, headers={"If-None-Match": "*"})

        assert client.get(TERRITORIES)["RateLimit-Remaining"] == "0"


def test_a_counter_holds_no_address(client: Client) -> None:
    client.get(TERRITORIES, REMOTE_ADDR="192.0.2.7")

    count = RequestCount.objects.get()
    assert (len(count.network), count.requests) == (32, 1)
    assert "192.0.2.7" not in count.network


def test_counters_of_past_minutes_are_swept_away(client: Client) -> None:
    with time_machine.travel(NOON, tick=False):
        client.get(TERRITORIES)
    with time_machine.travel(NOON + timedelta(minutes=4), tick=False):
        client.get(TERRITORIES)

    forget_old_counts(NOON + timedelta(minutes=6))

    assert [count.minute.minute for count in RequestCount.objects.all()] == [4]


def test_the_middleware_watches_the_addresses_of_the_api() -> None:
    assert [reverse("api-v1:openapi-json"), reverse("api-v1:findPlaces"), reverse("api:home")] == [
        f"{PREFIX}openapi.json",
        f"{PREFIX}places",
        HOME,
    ]
