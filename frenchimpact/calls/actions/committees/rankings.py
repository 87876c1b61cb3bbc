"""How many places a wave has, and the model of its scores, computed when they change."""

from datetime import datetime

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.calls import events
from frenchimpact.calls.models import KeptRanking, Stage, Wave, WaveStage
from frenchimpact.calls.queries.committees.modelling import needs_model, result_of
from frenchimpact.calls.queries.committees.scores import scores_of_wave
from frenchimpact.calls.rules.calls import require_operator
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal


@transaction.atomic
def fix_places(wave: Wave, places: int, *, by: User, at: datetime) -> Wave:
    """Say how many files of a wave may be accepted; the journal keeps each number. Refuses all but operators.

    Refuses a wave that is decided, and none at all: a wave without a place has no line.
    """
    require_operator(by, at)
    wave = Wave.objects.select_for_update(of=["self"]).select_related("call").get(pk=wave.pk)
    if wave.stage == WaveStage.DECIDED:
        raise Refusal("Cette vague est décidée\u00a0: son nombre de places ne change plus.")
    if places < 1:
        raise Refusal("Une vague a au moins une place\u00a0: corrigez ce nombre.")
    before, wave.places = wave.places, places
    wave.save(update_fields=["places"])
    record(events.PLACES_FIXED, wave, by=by, before=before, places=places)
    return wave


def keep_missing_rankings(at: datetime) -> int:
    """Compute what a lost job, or a change that nobody heard, left uncomputed, each wave in a transaction of its own.

    A large wave without its model cannot be deliberated upon. Return how many were computed.
    """
    waves = Wave.objects.filter(applications__stage=Stage.IN_REVIEW, call__committee__isnull=False).distinct()
    return sum(keep_ranking(wave, by=None, at=at) for wave in waves.order_by("pk"))


@transaction.atomic
def keep_ranking(wave: Wave, *, by: User | None, at: datetime) -> bool:  # noqa: ARG001  # the worker’s: nobody
    """Compute the model of a wave and keep it; not where it is known already, nor in a small wave. Say whether."""
    wave = Wave.objects.select_for_update().get(pk=wave.pk)
    scores, places = scores_of_wave(wave), wave.places or 0
    digest = scores.digest(places)
    if not needs_model(scores) or KeptRanking.objects.filter(wave=wave, digest=digest).exists():
        return False
    result = result_of(scores, places)
    KeptRanking.objects.update_or_create(wave=wave, defaults={"digest": digest, "result": result, "at": at})
    return True
