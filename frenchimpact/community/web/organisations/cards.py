"""What a card of the directory shows of an organisation."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import Truncator

from frenchimpact.community.models import EssBasis, Organisation, Standing
from frenchimpact.community.models import Kind as OrganisationKind
from frenchimpact.documents.models import Scan

LONGEST = 120  # characters of the first paragraph of the presentation
MOST_THEMES = 3
IN_SHORT = {EssBasis.BY_STATUS: "ESS par statut", EssBasis.COMMERCIAL: "ESS, société commerciale"}


@dataclass(frozen=True)
class OrganisationCard:
    name: str
    short_name: str
    url: str
    kinds: str
    place: str
    ess: str  # empty where it is out of the ESS, or nobody knows
    themes: Sequence[str]
    more_themes: int
    tells: str
    logo: str  # the address of its own picture, once that one is found clean; empty for a mark drawn from the name
    label: str  # that it holds itself; empty: none
    standing: str  # told of one's own pages that others do not see


def cards_of(rows: Sequence[Organisation]) -> list[OrganisationCard]:
    """Make the cards of rows that came `with_seat`, `with_themes` and their logo: no question more."""
    return [_card(row) for row in rows]


def kinds_of(row: Organisation) -> str:
    return ", ".join(OrganisationKind(kind).label for kind in row.kinds)


def logo_of(row: Organisation) -> str:
    is_clean = row.logo is not None and row.logo.scan == Scan.CLEAN
    return reverse("community:organisation_logo", args=[row.slug]) if is_clean else ""


def _card(row: Organisation) -> OrganisationCard:
    themes: list[str] = getattr(row, "theme_names", [])
    return OrganisationCard(
        name=row.name,
        short_name=row.short_name,
        url=row.get_absolute_url(),
        kinds=kinds_of(row),
        place=_place(row),
        ess=IN_SHORT.get(EssBasis(row.ess_basis), ""),
        themes=themes[:MOST_THEMES],
        more_themes=max(0, len(themes) - MOST_THEMES),
        tells=Truncator(" ".join(row.description.strip().partition("\n")[0].split())).chars(LONGEST),
        logo=logo_of(row),
        label=getattr(row, "held_label", "") or "",
        standing="" if row.standing == Standing.SHOWN else row.get_standing_display(),
    )


def _place(row: Organisation) -> str:
    town, departement = getattr(row, "seat_name", None), getattr(row, "seat_departement", None)
    if not town:
        return ""
    return town if town == departement else f"{town} ({departement})"
