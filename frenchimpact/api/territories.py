"""`/territories`: territories, their perimeter as official codes, their label."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.params.functions import Path, Query
from pydantic import Field

from frenchimpact.api.pagination import LONGEST_CURSOR, address_of_next, page_after
from frenchimpact.community.models import Certainty, Territory, TerritoryQuerySet
from frenchimpact.geography.models import PerimeterPart
from frenchimpact.labels.models import Label, Precision, State

router = Router(tags=["Territoires"])
LAST_WAVE = 32_767
STATES = ", ".join(f"« {state.value} », {state.label}" for state in State)


class TerritoryLabel(Schema):
    """Label « Territoire French Impact »."""

    state: State = Field(description=f"État : {STATES}", examples=["to_confirm"])
    announced_on: date = Field(description="Annonce : premier jour de ce qui est connu", examples=["2019-01-01"])
    precision: Precision = Field(description="Ce que l’on connaît de la date : jour, mois ou année", examples=["month"])
    source: str = Field(description="Source de l’annonce")


class TerritoryRead(Schema):
    """Territoire, avec son périmètre en codes officiels."""

    name: str = Field(description="Nom")
    slug: str = Field(description="Identifiant stable dans les adresses")
    url: str = Field(description="Page du territoire")
    perimeter: list[str] = Field(
        description="Codes officiels, chacun avec sa nature", examples=[["epci:243500139", "commune:35238"]]
    )
    certainty: Certainty = Field(description="À quel point ce périmètre est sûr", examples=["probable"])
    wave: int | None = Field(description="Vague de labellisation", examples=[1])
    label: TerritoryLabel | None = Field(description="Label, s’il y en a un")


class Territories(Schema):
    results: list[TerritoryRead] = Field(description="Dans un ordre stable")
    next: str | None = Field(description="Adresse de la page suivante ; vide sur la dernière")


@router.get("/territories", response=Territories, summary="Lister les territoires", operation_id="listTerritories")
def list_all(
    request: HttpRequest,
    cursor: str = Query("", max_length=LONGEST_CURSOR, description="Début de page, pris tel quel dans « next »"),
    limit: int = Query(20, ge=1, le=100, description="Nombre de territoires par page"),
    wave: int | None = Query(None, ge=1, le=LAST_WAVE, description="Vague de labellisation", example=1),
    region: str = Query("", pattern=r"^([0-9]{2,3})?$", description="Code INSEE de la région", example="53"),
) -> Territories:
    """Parcourir les territoires page à page : suivez « next » jusqu’à ce qu’il soit vide."""
    rows = _territories()
    if wave is not None:
        rows = rows.filter(label__in=Label.objects.of_wave(wave))
    if region:
        rows = rows.in_region(region)
    page, following = page_after(rows, cursor, limit)
    return Territories(results=[_read(each, request) for each in page], next=address_of_next(request, following))


@router.get("/territories/{slug}", response=TerritoryRead, summary="Lire un territoire", operation_id="readTerritory")
def read(
    request: HttpRequest,
    slug: str = Path(..., max_length=100, description="Identifiant du territoire", example="pays-de-rennes"),
) -> TerritoryRead:
    """Lire un territoire, par son identifiant."""
    territory = _territories().filter(slug=slug).first() if "\0" not in slug else None
    if territory is None:
        message = "Aucun territoire n’a cet identifiant. La liste est à l’adresse /api/v1/territories."
        raise Http404(message)
    return _read(territory, request)


def _territories() -> TerritoryQuerySet:
    parts = PerimeterPart.objects.in_force(timezone.localdate()).order_by("kind", "code")
    return Territory.objects.select_related("label").prefetch_related(Prefetch("perimeter__parts", queryset=parts))


def _read(territory: Territory, request: HttpRequest) -> TerritoryRead:
    label: Label | None = getattr(territory, "label", None)
    return TerritoryRead(
        name=territory.name,
        slug=territory.slug,
        url=request.build_absolute_uri(territory.get_absolute_url()),
        perimeter=[str(part) for part in territory.perimeter.parts.all()],
        certainty=Certainty(territory.certainty),
        wave=label.wave if label else None,
        label=_label(label) if label else None,
    )


def _label(label: Label) -> TerritoryLabel:
    return TerritoryLabel(
        state=State(label.state),
        announced_on=label.announced_on,
        precision=Precision(label.precision),
        source=label.source,
    )
