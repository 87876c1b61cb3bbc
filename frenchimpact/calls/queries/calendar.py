"""The waves of a call on one line of time, as the team sees them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from frenchimpact.calls.models import Call, CallStage, Wave, WaveStage

LINE_HEIGHT = 2.0
MARGIN = 0.4


@dataclass(frozen=True)
class WaveLine:
    """A wave with what may be done to it now, and where it stands in the calendar, in units of the drawing."""

    wave: Wave
    submitted: int
    start: str
    width: str
    top: str
    is_open_now: bool
    is_over: bool

    @property
    def may_change(self) -> bool:
        return self.wave.stage in {WaveStage.DRAFT, WaveStage.PREVIEWED}

    @property
    def may_be_opened(self) -> bool:
        return self.wave.stage == WaveStage.PREVIEWED and self.wave.call.stage == CallStage.OPEN and not self.is_over

    @property
    def may_be_prorogued(self) -> bool:
        return self.wave.stage == WaveStage.OPENED and not self.is_over

    @property
    def tone(self) -> str:
        if self.is_over:
            return "grey"
        return {WaveStage.OPENED: "green", WaveStage.PREVIEWED: "blue"}.get(WaveStage(self.wave.stage), "ochre")

    @property
    def state(self) -> str:
        if self.wave.stage == WaveStage.OPENED and not self.is_open_now:
            return "close" if self.is_over else "ouverte d’avance"
        return self.wave.get_stage_display()


def calls_with_counts() -> QuerySet[Call]:
    """List all calls, drafts included, with how many waves and submitted applications each has."""
    submitted = Count("applications", filter=Q(applications__submitted_at__isnull=False), distinct=True)
    return Call.objects.annotate(wave_count=Count("waves", distinct=True), submitted_count=submitted)


def calendar_of(call: Call, at: datetime) -> list[WaveLine]:
    """Place the waves of a call on one line of time, drafts included. One query."""
    waves = list(call.waves.select_related("call").annotate(submitted=Count("applications")).order_by("number"))
    if not waves:
        return []
    first = min(wave.opens_at for wave in waves)
    span = max((max(wave.publication_at for wave in waves) - first).total_seconds(), 1)

    def place(instant: datetime) -> float:
        return round((instant - first).total_seconds() / span * 100, 2)  # percent

    return [
        WaveLine(
            wave,
            wave.submitted,  # type: ignore[attr-defined]  # annotated above
            start=f"{place(wave.opens_at):g}",
            width=f"{max(round(place(wave.cutoff_at) - place(wave.opens_at), 2), 1):g}",
            top=f"{row * LINE_HEIGHT + MARGIN:g}",
            is_open_now=wave.stage == WaveStage.OPENED and wave.opens_at <= at <= wave.cutoff_at,
            is_over=wave.cutoff_at < at,
        )
        for row, wave in enumerate(waves)
    ]
