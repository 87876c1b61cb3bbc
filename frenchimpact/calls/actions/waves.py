"""What the operator does with the waves of a call."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.calls import events
from frenchimpact.calls.models import Call, Prorogation, Wave, WaveStage
from frenchimpact.calls.queries.calls import waves_to_settle
from frenchimpact.calls.rules import calls as rules
from frenchimpact.journal.actions import record
from frenchimpact.journal.kinds import Kind
from frenchimpact.shared.errors import Refusal


@dataclass(frozen=True)
class WaveFacts:
    """The dates of a wave; the cut-off is the last instant that is in time."""

    opens_at: datetime
    cutoff_at: datetime
    publication_at: datetime
    decision_on: date | None = None


@transaction.atomic
def draft_wave(call: Call, facts: WaveFacts, *, by: User) -> Wave:
    """Prepare the next wave of a call; nobody else sees it. Refuses dates out of order, and overlaps."""
    call = Call.objects.select_for_update().get(pk=call.pk)
    rules.require_operator(by, timezone.now())
    last = call.waves.order_by("-number").values_list("number", flat=True).first() or 0
    wave = Wave(call=call, number=last + 1, **vars(facts))
    rules.require_good_dates(wave)
    wave.save()
    record(events.WAVE_DRAFTED, wave, by=by, number=wave.number, cutoff_at=wave.cutoff_at.isoformat())
    return wave


@transaction.atomic
def change_wave(wave: Wave, facts: WaveFacts, *, by: User) -> Wave:
    """Change the dates of a wave that is not open yet. Refuses dates out of order, and overlaps."""
    wave = _locked(wave, by)
    rules.require_changeable(wave)
    for name, value in vars(facts).items():
        setattr(wave, name, value)
    rules.require_good_dates(wave)
    wave.save()
    record(events.WAVE_CHANGED, wave, by=by, cutoff_at=wave.cutoff_at.isoformat())
    return wave


@transaction.atomic
def preview_wave(wave: Wave, *, by: User) -> Wave:
    """Announce a drafted wave: the public sees it « à venir »."""
    wave = _locked(wave, by)
    rules.require_stage(wave, WaveStage.DRAFT, "Cette vague est déjà annoncée.")
    return _put_at(wave, WaveStage.PREVIEWED, events.WAVE_PREVIEWED, by)


@transaction.atomic
def undo_preview(wave: Wave, *, by: User) -> Wave:
    """Take back an announcement; refuses once the wave is open."""
    wave = _locked(wave, by)
    rules.require_stage(wave, WaveStage.PREVIEWED, "Cette vague n’est pas annoncée : il n’y a rien à retirer.")
    return _put_at(wave, WaveStage.DRAFT, events.WAVE_PREVIEW_UNDONE, by)


@transaction.atomic
def open_wave(wave: Wave, *, by: User) -> Wave:
    """Open an announced wave, ahead if one likes: it accepts from its opening date to its cut-off.

    Refuses a wave that was not announced, one whose cut-off has passed, and one of a call that is not open.
    """
    wave = _locked(wave, by)
    rules.require_stage(wave, WaveStage.PREVIEWED, "Annoncez d’abord cette vague : le public la voit avant.")
    if wave.cutoff_at < timezone.now():
        raise Refusal("La date limite de cette vague est passée : changez ses dates avant de l’ouvrir.")
    if wave.call.stage != "open":
        raise Refusal("Ouvrez d’abord l’appel : une vague n’accepte de dépôts que dans un appel ouvert.")
    return _put_at(wave, WaveStage.OPENED, events.WAVE_OPENED, by)


@transaction.atomic
def prorogue_wave(wave: Wave, after: datetime, reason: str, *, by: User, at: datetime | None = None) -> Prorogation:
    """Put off the cut-off of an open wave; decision and publication move by as much, and everybody concerned is told.

    Refuses an earlier date, a cut-off that has passed, no reason, and what would overlap the next wave.
    """
    wave = _locked(wave, by)
    rules.require_prorogation(wave, after, reason, at=at or timezone.now())
    before = wave.cutoff_at
    wave.publication_at += after - before
    if wave.decision_on:
        wave.decision_on += after.date() - before.date()
    wave.cutoff_at = after
    rules.require_good_dates(wave)
    wave.save()
    prorogation = Prorogation.objects.create(wave=wave, before=before, after=after, reason=reason.strip(), by=by)
    record(events.WAVE_PROROGUED, wave, by=by, before=before.isoformat(), after=after.isoformat())
    return prorogation


@transaction.atomic
def delete_wave(wave: Wave, *, by: User) -> None:
    """Throw away the draft of the last wave; refuses one that was announced, and one that another follows."""
    wave = _locked(wave, by)
    rules.require_stage(wave, WaveStage.DRAFT, "Cette vague est annoncée : retirez d’abord l’annonce.")
    if wave.call.waves.filter(number__gt=wave.number).exists():
        raise Refusal("Une autre vague suit celle-ci : changez plutôt ses dates.")
    record(events.WAVE_DELETED, wave.call, by=by, number=wave.number)
    wave.delete()


def settle_waves(at: datetime) -> int:
    """Say of each wave that is over and whose applications all have their end that it is decided. Return how many."""
    return sum(_settle(number, at) for number in waves_to_settle(at).values_list("pk", flat=True))


@transaction.atomic
def _settle(number: int, at: datetime) -> bool:
    wave = waves_to_settle(at).select_for_update(of=["self"]).filter(pk=number).first()
    if wave is None:
        return False
    wave.stage = WaveStage.DECIDED
    wave.save(update_fields=["stage"])
    record(events.WAVE_DECIDED, wave, by=None, number=wave.number)
    return True


def _locked(wave: Wave, by: User) -> Wave:
    """Lock the call, then the wave: two people who change two waves at once do not make them overlap."""
    rules.require_operator(by, timezone.now())
    Call.objects.select_for_update().get(pk=wave.call_id)
    return Wave.objects.select_for_update(of=["self"]).select_related("call__form").get(pk=wave.pk)


def _put_at(wave: Wave, stage: WaveStage, kind: Kind, by: User) -> Wave:
    wave.stage = stage
    wave.save(update_fields=["stage"])
    record(kind, wave, by=by, number=wave.number)
    return wave
