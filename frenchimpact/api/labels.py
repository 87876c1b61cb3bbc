"""`/labels`: the labels that are published, those of 2019 included."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Router, Schema
from ninja.params.functions import Query
from pydantic import Field

from frenchimpact.api.pagination import LONGEST_CURSOR, address_of_next, page_after
from frenchimpact.api.territories import LAST_WAVE, STATES
from frenchimpact.labels.models import Label, Precision, State

router = Router(tags=["Labels"])


class LabelRead(Schema):
    """Label publié, d’un territoire ou d’une organisation."""

    label: str = Field(description="Nom du label", examples=["Territoire French Impact"])
    territory: str | None = Field(
        description="Identifiant du territoire ; vide pour le label d’une organisation", examples=["pays-de-rennes"]
    )
    organisation: str | None = Field(description="Identifiant de l’organisation ; vide pour le label d’un territoire")
    name: str = Field(description="Nom de qui le porte")
    url: str = Field(description="Page de qui le porte")
    proof: str | None = Field(description="Page qui prouve le label ; vide pour les labels de 2019")
    number: str | None = Field(description="Numéro public ; vide pour les labels de 2019", examples=["FI-7K4M-Q2XD"])
    state: State = Field(description=f"État : {STATES}")
    call: str | None = Field(description="Identifiant de l’appel ; vide pour les labels de 2019")
    wave: int = Field(description="Vague, de 2019 ou de l’appel", examples=[1])
    announced_on: date = Field(description="Annonce : premier jour de ce qui est connu", examples=["2019-01-01"])
    precision: Precision = Field(description="Ce que l’on connaît de la date : jour, mois ou année")
    valid_until: date | None = Field(description="Dernier jour de validité ; vide pour les labels de 2019")
    replaced: bool = Field(description="Vrai quand un label plus récent l’a remplacé")
    source: str = Field(description="Source de l’annonce")


class Labels(Schema):
    results: list[LabelRead] = Field(description="Dans un ordre stable")
    next: str | None = Field(description="Adresse de la page suivante ; vide sur la dernière")


@router.get("/labels", response=Labels, summary="Lister les labels", operation_id="listLabels")
def list_labels(
    request: HttpRequest,
    cursor: str = Query("", max_length=LONGEST_CURSOR, description="Début de page, pris tel quel dans « next »"),
    limit: int = Query(20, ge=1, le=100, description="Nombre de labels par page"),
    territory: str = Query("", max_length=100, description="Identifiant du territoire", example="pays-de-rennes"),
    wave: int | None = Query(None, ge=1, le=LAST_WAVE, description="Vague", example=1),
    since: date | None = Query(None, description="Annoncés ce jour ou après", example="2019-01-01"),  # noqa: B008  # as ninja has it
) -> Labels:
    """Parcourir les labels publiés, ceux de 2019 compris : suivez « next » jusqu’à ce qu’il soit vide."""
    rows = Label.objects.shown().with_holder()
    if territory:
        slug = territory.replace("\0", "")
        rows = rows.filter(Q(territory__slug=slug) | Q(former_territory__slug=slug))
    if wave is not None:
        rows = rows.of_wave(wave)
    if since is not None:
        rows = rows.filter(announced_on__gte=since)
    page, following = page_after(rows, cursor, limit)
    return Labels(results=[_read(each, request) for each in page], next=address_of_next(request, following))


def _read(label: Label, request: HttpRequest) -> LabelRead:
    holder = label.holder
    if holder is None:
        raise ValueError(label.pk)  # a public label is held by somebody: a constraint
    return LabelRead(
        label=label.name,
        territory=None if label.organisation else holder.slug,
        organisation=holder.slug if label.organisation else None,
        name=holder.name,
        url=request.build_absolute_uri(holder.get_absolute_url()),
        proof=request.build_absolute_uri(label.get_absolute_url()) if label.number else None,
        number=label.number,
        state=label.state_on(localdate()),
        call=label.application.call.slug if label.application else None,
        wave=label.wave,
        announced_on=label.announced_on,
        precision=Precision(label.precision),
        valid_until=label.valid_until,
        replaced=label.replaced_at is not None,
        source=label.source,
    )
