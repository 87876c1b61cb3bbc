"""Numbers of registers, and what legal categories tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frenchimpact.community.calculations.identifiers import WrongNumberError, displayed, implied, normalised
from frenchimpact.community.calculations.legal_forms import LEGAL_FORMS, ess_basis_of

SCHEMES = ["siren", "siret", "rna", "registre_local", "ridet", "tahiti"]


@pytest.mark.parametrize(
    ("scheme", "text", "value"),
    [
        ("siren", "356 000 000", "356000000"),
        ("siret", "356 000 000 00048", "35600000000048"),
        ("siret", "732 829 320 00074", "73282932000074"),
        ("rna", "w 751 234 567", "W751234567"),
        ("rna", "W9R1001234", "W9R1001234"),
        ("registre_local", "strasbourg | 12 | 345", "Strasbourg|12|345"),
        ("registre_local", "Cour d’essai|12|345", "Cour d’essai|12|345"),  # on doubt, accepted as it is written
        ("registre_local", "Strasbourg, volume 12, folio 345", "Strasbourg|12|345"),
        ("registre_local", "Tribunal judiciaire de Metz, vol. XII, folio n° 345", "Metz|XII|345"),
        ("registre_local", "tribunal d’instance de Colmar Vol 12 Fol 3", "Colmar|12|3"),
        ("registre_local", "TI Mulhouse 12/345", "Mulhouse|12|345"),
        ("registre_local", "saint-avold 12 345", "Saint-Avold|12|345"),
        ("ridet", "0 123 456.001", "0123456001"),
        ("tahiti", "a12345", "A12345"),
    ],
)
def test_numbers_are_read_as_people_write_them(scheme: str, text: str, value: str) -> None:
    assert normalised(scheme, text) == value


@pytest.mark.parametrize(
    ("scheme", "text"),
    [
        ("siren", "356000001"),
        ("siren", "٣٥٦٠٠٠٠٠٠"),
        ("siret", "73282932000075"),
        ("rna", "751234567"),
        ("registre_local", "12|1|2"),
        ("registre_local", "Metz|1"),
        ("ridet", "12"),
        ("tahiti", "AB"),
        ("inconnu", "1"),
    ],
)
def test_wrong_numbers_are_refused_in_a_sentence(scheme: str, text: str) -> None:
    with pytest.raises(WrongNumberError) as refused:
        normalised(scheme, text)

    assert str(refused.value).endswith(".")


def test_a_siret_implies_its_siren() -> None:
    assert implied("siret", "73282932000074") == [("siret", "73282932000074"), ("siren", "732829320")]


@given(st.sampled_from(SCHEMES), st.text(max_size=100))
def test_whatever_is_typed_is_a_number_or_a_refusal(scheme: str, text: str) -> None:
    try:
        value = normalised(scheme, text)
    except WrongNumberError:
        return
    assert (normalised(scheme, value), bool(displayed(scheme, value))) == (value, True)


@given(st.one_of(st.sampled_from(sorted(LEGAL_FORMS)), st.text(max_size=4)), st.booleans())
def test_a_claim_never_overrides_a_statute_nor_public_law(category: str, claims: bool) -> None:  # noqa: FBT001  # drawn
    basis = ess_basis_of(category, claims_ess=claims)

    assert basis in {"by_status", "commercial", "not_ess", "unknown"}
    assert (basis == "commercial") <= claims
    assert (category[:2] in {"92", "93"}) <= (basis == "by_status" or category == "9240")
    assert (category[:1] == "7") <= (basis == "not_ess")
