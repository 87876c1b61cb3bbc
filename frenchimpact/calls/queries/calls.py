"""What others ask about calls and their waves."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch

from frenchimpact.calls.models import Application, Call, CallQuerySet, CallStage, Wave, WaveQuerySet, WaveStage

ACCEPTED_STAGES = (WaveStage.OPENED, WaveStage.PREVIEWED)
STILL_COMING = timedelta(hours=1)  # how long what arrived before a cut-off may take to be dealt with


@dataclass(frozen=True)
class WaveState:
    """A wave as the public reads it; `code` is coming, open, over or decided."""

    wave: Wave
    code: str
    words: str
    left: str  # « il reste 3 jours », empty unless it is open

    @property
    def tone(self) -> str:
        return {"open": "green", "coming": "blue"}.get(self.code, "grey")


def shown_calls() -> CallQuerySet:
    """Return calls that the public may see, with their shown waves; the open ones first."""
    waves = Wave.objects.shown().order_by("number").prefetch_related("prorogations")
    return Call.objects.shown().prefetch_related(Prefetch("waves", queryset=waves)).order_by("-stage", "-opened_at")


def open_calls() -> CallQuerySet:
    return shown_calls().filter(stage=CallStage.OPEN)


def wave_for(call: Call, at: datetime, *, lock: bool = False) -> Wave | None:
    """Return the wave that what is submitted now joins, else the next one that was announced; None when there is none.

    The cut-off itself is still in time. With `lock`, no date of it moves until the end of the transaction.
    """
    waves = Wave.objects.filter(call=call, stage__in=ACCEPTED_STAGES).order_by("cutoff_at", "number")
    if lock:
        waves = waves.select_for_update(no_key=True)
    following = [wave for wave in waves if wave.cutoff_at >= at]
    accepting = [wave for wave in following if wave.stage == WaveStage.OPENED and wave.opens_at <= at]
    return next(iter(accepting or following), None)


def waves_to_settle(at: datetime) -> WaveQuerySet:
    """List the waves that are over and of which no application waits for anything any more."""
    under_way = Application.objects.under_way().filter(wave=OuterRef("pk"))
    over = Wave.objects.filter(stage=WaveStage.OPENED, cutoff_at__lt=at - STILL_COMING)
    return over.exclude(Exists(under_way)).order_by("pk")


def state_of(wave: Wave, at: datetime) -> WaveState:
    """Say where a shown wave stands: its dates say so, and the decisions once they are all taken."""
    if wave.stage == WaveStage.DECIDED:
        return WaveState(wave, "decided", "décidée", "")
    if wave.cutoff_at < at:
        return WaveState(wave, "over", "close, en examen", "")
    if wave.stage == WaveStage.OPENED and wave.opens_at <= at:
        return WaveState(wave, "open", "ouverte", time_left(wave.cutoff_at - at))
    return WaveState(wave, "coming", "à venir", "")


def states_of(call: Call, at: datetime) -> list[WaveState]:
    return [state_of(wave, at) for wave in call.waves.all()]


def time_left(left: timedelta) -> str:
    """Say how much time is left, no more finely than is useful."""
    if left.days > 1:
        return f"il reste {left.days}\u00a0jours"
    hours, minutes = left.days * 24 + left.seconds // 3600, left.seconds % 3600 // 60
    if hours:
        return f"il reste {hours}\u00a0h\u00a0{minutes:02}"
    return f"il reste {minutes}\u00a0min" if minutes else "il reste moins d’une minute"
