"""`/calls`: the calls that the public may see, with the dates of their waves."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.params.functions import Query
from pydantic import Field

from frenchimpact.api.pagination import LONGEST_CURSOR, address_of_next, page_after
from frenchimpact.calls.models import Call, CallStage, Wave, WaveStage
from frenchimpact.calls.queries.calls import shown_calls

router = Router(tags=["Appels"])


class WaveRead(Schema):
    """Vague d’un appel : la date limite elle-même est encore à temps."""

    number: int = Field(description="Numéro de la vague", examples=[1])
    announced: bool = Field(description="Vrai tant que la vague est annoncée sans être ouverte")
    opens_at: datetime = Field(description="Ouverture")
    cutoff_at: datetime = Field(description="Dernier instant pour déposer")
    decision_on: date | None = Field(description="Décision prévue, si elle est connue")
    publication_at: datetime = Field(description="Publication des labels")
    decided: bool = Field(description="Vrai quand toutes les décisions sont prises")


class CallRead(Schema):
    """Appel permanent, avec ses vagues."""

    slug: str = Field(description="Identifiant stable dans les adresses")
    title: str = Field(description="Titre")
    summary: str = Field(description="En une phrase")
    url: str = Field(description="Page de l’appel")
    calendar: str = Field(description="Toutes les dates, au format iCalendar")
    state: CallStage = Field(description="État : « open », ouvert, ou « closed », clos", examples=["open"])
    service: str = Field(description="Service instructeur")
    authority: str = Field(description="Autorité de décision")
    waves: list[WaveRead] = Field(description="Vagues annoncées, dans leur ordre")


class Calls(Schema):
    results: list[CallRead] = Field(description="Dans un ordre stable")
    next: str | None = Field(description="Adresse de la page suivante ; vide sur la dernière")


@router.get("/calls", response=Calls, summary="Lister les appels", operation_id="listCalls")
def list_calls(
    request: HttpRequest,
    cursor: str = Query("", max_length=LONGEST_CURSOR, description="Début de page, pris tel quel dans « next »"),
    limit: int = Query(20, ge=1, le=100, description="Nombre d’appels par page"),
) -> Calls:
    """Parcourir les appels ouverts et clos, avec les dates de leurs vagues."""
    page, following = page_after(shown_calls(), cursor, limit)
    return Calls(results=[_read(each, request) for each in page], next=address_of_next(request, following))


def _read(call: Call, request: HttpRequest) -> CallRead:
    page = request.build_absolute_uri(call.get_absolute_url())
    return CallRead(
        slug=call.slug,
        title=call.title,
        summary=call.summary,
        url=page,
        calendar=f"{page}dates.ics",
        state=CallStage(call.stage),
        service=call.service,
        authority=call.authority,
        waves=[_wave(wave) for wave in call.waves.all()],
    )


def _wave(wave: Wave) -> WaveRead:
    return WaveRead(
        number=wave.number,
        announced=wave.stage == WaveStage.PREVIEWED,
        opens_at=wave.opens_at,
        cutoff_at=wave.cutoff_at,
        decision_on=wave.decision_on,
        publication_at=wave.publication_at,
        decided=wave.stage == WaveStage.DECIDED,
    )
