"""Choosing the places of a perimeter: what was chosen, what it adds up to, what it looks like, before it is kept."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.http import QueryDict

from frenchimpact.community.models import Territory
from frenchimpact.community.queries.collectives import territories_overlapping
from frenchimpact.geography.actions.perimeters import Part
from frenchimpact.geography.models import Commune, Outline, PerimeterCommune, PlaceKind, PlaceName
from frenchimpact.geography.queries.atlas import as_points, current_edition
from frenchimpact.geography.queries.finder import FoundPlace, find_places
from frenchimpact.geography.queries.perimeter_content import COLUMNS, PerimeterContent, towns_of
from frenchimpact.geography.queries.perimeter_maps import close_map
from frenchimpact.geography.queries.perimeters import FIELDS, communes_of, parse_code, unknown_codes
from frenchimpact.geography.queries.places import totals_of
from frenchimpact.shared.errors import Refusal
from frenchimpact.ui.maps import Map

ADD = "ajouter:"
KEEP = "enregistrer"


@dataclass
class Choice:
    """The places chosen so far, and what the person looks for."""

    codes: list[str]
    query: str = ""
    errors: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, data: QueryDict) -> "Choice":
        """Read what a form sends: ticked places, a place to add, a search; what is not understood is said."""
        choice = cls([], data.get("lieu", "")[:200].replace("\x00", ""))
        asked = data.getlist("part")
        if (do := data.get("do", "")).startswith(ADD):
            asked.append(do.removeprefix(ADD))
            choice.query = ""
        for text in dict.fromkeys(asked):
            choice._take(text)
        return choice

    def _take(self, text: str) -> None:
        try:
            kind, code = parse_code(text)
        except Refusal as refusal:
            self.errors.append(refusal.message)
        else:
            self.codes.append(f"{kind.value}:{code}")

    @property
    def parts(self) -> list[Part]:
        return [Part(*parse_code(code)) for code in self.codes]

    def found(self) -> list[FoundPlace]:
        kinds = [PlaceKind(kind) for kind in FIELDS]
        return [
            place
            for place in find_places(self.query, kinds=kinds)
            if f"{place.kind.value}:{place.code}" not in self.codes
        ]


@dataclass(frozen=True)
class Preview:
    """What the chosen places make together."""

    parts: list[tuple[str, str, str]]  # code as it is sent, name, kind in words
    communes: int
    population: int
    overlaps: list[Territory]
    map: Map | None


def preview_of(choice: Choice, name: str = "") -> Preview:
    """Name the places, count their communes and people, find the territories that share some, and draw them."""
    typed = [parse_code(code) for code in choice.codes]
    if unknown := set(unknown_codes(typed)):
        choice.errors.append(f"Ces codes n’existent pas dans la géographie chargée : {', '.join(sorted(unknown)[:5])}.")
        choice.codes = [code for code in choice.codes if code not in unknown]
    communes = communes_of(choice.codes)
    totals = totals_of(communes)
    shared = PerimeterCommune.objects.filter(commune__in=communes)
    return Preview(
        _named(choice.codes),
        totals.communes,
        totals.population or 0,
        list(territories_overlapping(shared)) if choice.codes else [],
        _map(name or "votre territoire", choice.codes, communes, totals.communes),
    )


def _named(codes: Iterable[str]) -> list[tuple[str, str, str]]:
    wanted = [parse_code(code) for code in codes]
    rows = PlaceName.objects.filter(code__in=[code for _, code in wanted]).values_list("kind", "code", "name")
    names = {(kind, code): name for kind, code, name in rows}
    return [(f"{kind.value}:{code}", names.get((kind.value, code), code), kind.label) for kind, code in wanted]


def _map(name: str, codes: list[str], communes: QuerySet[Commune], count: int) -> Map | None:
    edition = current_edition()
    if not codes or not edition:
        return None
    wanted = Q(pk__in=())
    for kind, code in map(parse_code, codes):
        wanted |= Q(kind=kind, code=code)
    outlines = [as_points(each.polygons) for each in Outline.objects.filter(wanted).order_by("kind", "code")]
    content = PerimeterContent(towns_of(communes.values_list(*COLUMNS)), outlines, len(outlines) == len(codes))
    return close_map(name, content, edition, count)
