"""What happened to calls that the public may wish to follow."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from frenchimpact.calls.models import Call, Prorogation, Wave, WaveStage
from frenchimpact.ui.words import long_date

LATEST = 20


@dataclass(frozen=True)
class News:
    title: str
    text: str
    link: str  # a path of this site, of its own for each
    at: datetime


def news_of_calls(at: datetime) -> list[News]:
    """List the openings of calls and waves, and the dates that were put off, the latest first."""
    return sorted([*_openings(), *_waves(at), *_put_off()], key=lambda one: one.at, reverse=True)[:LATEST]


def _openings() -> list[News]:
    opened = Call.objects.shown().exclude(opened_at=None).order_by("-opened_at")[:LATEST]
    return [
        News(f"L’appel «\u00a0{call}\u00a0» est ouvert", call.summary, call.get_absolute_url(), call.opened_at)
        for call in opened
        if call.opened_at
    ]


def _waves(at: datetime) -> list[News]:
    opened = Wave.objects.filter(
        stage__in=[WaveStage.OPENED, WaveStage.DECIDED], opens_at__lte=at, call__in=Call.objects.shown()
    )
    return [
        News(
            f"{wave.call}\u00a0: la vague {wave.number} est ouverte",
            f"Dépôt jusqu’au {_day(wave.cutoff_at)}, heure de Paris.",
            f"{wave.call.get_absolute_url()}#vague-{wave.number}",
            wave.opens_at,
        )
        for wave in opened.select_related("call").order_by("-opens_at")[:LATEST]
    ]


def _put_off() -> list[News]:
    put_off = Prorogation.objects.filter(wave__call__in=Call.objects.shown()).select_related("wave__call")
    return [
        News(
            f"{one.wave.call}\u00a0: la date limite de la vague {one.wave.number} est repoussée",
            f"Au {_day(one.after)}, heure de Paris. {one.reason}",
            f"{one.wave.call.get_absolute_url()}#prorogation-{one.pk}",
            one.at,
        )
        for one in put_off.order_by("-at")[:LATEST]
    ]


def _day(at: datetime) -> str:
    return long_date(localtime(at).date())
