"""`/places`: the finder of official places."""

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.params.functions import Query
from pydantic import Field

from frenchimpact.geography.models import PlaceKind
from frenchimpact.geography.queries.finder import FoundPlace, find_places

router = Router(tags=["Lieux"])
LONGEST_QUERY = 150
MOST_KINDS = len(PlaceKind)


class NamedCode(Schema):
    code: str = Field(description="Code officiel géographique", examples=["35"])
    name: str = Field(description="Nom officiel", examples=["Ille-et-Vilaine"])


class Place(Schema):
    """Lieu officiel (Code officiel géographique de l’INSEE, base nationale des intercommunalités)."""

    kind: PlaceKind = Field(description="Nature du lieu", examples=["commune"])
    code: str = Field(description="Code INSEE, ou SIREN d’une intercommunalité", examples=["35238"])
    name: str = Field(description="Nom officiel", examples=["Rennes"])
    departement: NamedCode | None = Field(description="Département ; le principal pour une intercommunalité")
    population: int | None = Field(description="Population municipale (INSEE)", examples=[227830])
    postcodes: list[str] = Field(description="Codes postaux", examples=[["35000", "35200", "35700"]])
    leads_to: NamedCode | None = Field(
        description="Commune d’aujourd’hui, pour une ancienne commune ou un arrondissement"
    )


class Places(Schema):
    results: list[Place] = Field(description="Du plus probable au moins probable")


@router.get("/places", response=Places, summary="Trouver un lieu", operation_id="findPlaces", url_name="findPlaces")
def find(
    request: HttpRequest,  # noqa: ARG001  # ninja gives it
    q: str = Query(
        ...,
        min_length=1,
        max_length=LONGEST_QUERY,
        description="Nom, même avec une faute ou incomplet ; code postal ; code INSEE ; SIREN ; numéro de département",
        example="renes",
    ),
    kind: list[PlaceKind] = Query(  # noqa: B008  # ninja reads the default
        [], max_length=MOST_KINDS, description="Natures cherchées ; toutes par défaut"
    ),
    limit: int = Query(10, ge=1, le=50, description="Nombre de résultats au plus"),
) -> Places:
    """Chercher un lieu comme on l’écrit : accents, apostrophes, « st » ou « saint », fautes de frappe."""
    found = find_places(q, kinds=set(kind) or set(PlaceKind), limit=limit)
    return Places(results=[_place(place) for place in found])


def _place(found: FoundPlace) -> Place:
    return Place(
        kind=found.kind,
        code=found.code,
        name=found.name,
        departement=_named(found.departement_code, found.departement_name),
        population=found.population,
        postcodes=list(found.postcodes),
        leads_to=_named(found.leads_to, found.leads_to_name),
    )


def _named(code: str, name: str) -> NamedCode | None:
    return NamedCode(code=code, name=name) if code else None
