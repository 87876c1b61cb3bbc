"""Limits count the visitor's network, not the proxy's, and nobody chooses the network they are counted under."""

import pytest
from django.test import Client, RequestFactory, override_settings

from frenchimpact.config.settings import environment
from frenchimpact.shared.errors import Refusal
from frenchimpact.shared.network import network_of

PROXY = "10.0.0.1"
FORGED = "203.0.113.9"


def network(remote: str, forwarded: str = "", *, proxies: int = 0) -> str:
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers)
    with override_settings(TRUSTED_PROXIES=proxies):
        return network_of(request)


def test_without_a_trusted_proxy_a_forged_header_is_not_believed() -> None:
    assert network("192.0.2.7", FORGED) == "192.0.2.7/32"


def test_behind_one_proxy_the_visitor_is_counted_and_what_they_forge_is_not() -> None:
    assert network(PROXY, "192.0.2.7", proxies=1) == "192.0.2.7/32"
    assert network(PROXY, f"{FORGED}, 192.0.2.7", proxies=1) == "192.0.2.7/32"


def test_behind_two_proxies_the_inner_one_is_passed_over() -> None:
    assert network(PROXY, f"{FORGED}, 192.0.2.7, 10.0.0.2", proxies=2) == "192.0.2.7/32"


@pytest.mark.parametrize("forwarded", ["", "unknown", "192.0.2.7; DROP", " , "])
def test_a_header_that_says_nothing_leaves_what_the_server_sees(forwarded: str) -> None:
    assert network(PROXY, forwarded, proxies=1) == f"{PROXY}/32"


def test_one_subscriber_of_ipv6_is_one_network() -> None:
    same, also, other = map(network, ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1"))

    assert (same, same == also, same == other) == ("2001:db8::/64", True, False)


def test_two_visitors_in_ipv4_are_two_even_for_a_server_that_listens_in_ipv6() -> None:
    assert network("::ffff:192.0.2.7") == "192.0.2.7/32"


def test_a_socket_of_the_machine_has_no_address() -> None:
    assert network("") == "local"


@pytest.mark.django_db
def test_twenty_links_tried_under_as_many_forged_addresses_are_still_twenty() -> None:
    for number in range(20):
        Client(headers={"x-forwarded-for": f"203.0.{number}.9"}).post("/connexion/inconnu/")

    answer = Client(headers={"x-forwarded-for": FORGED}).post("/connexion/inconnu/", follow=True)

    assert [str(message)[:12] for message in answer.context["messages"]] == ["Trop de lien"]


def test_a_number_of_proxies_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRENCHIMPACT_TRUSTED_PROXIES", "oui")

    with pytest.raises(Refusal, match="nombre entier"):
        environment.count("FRENCHIMPACT_TRUSTED_PROXIES")
