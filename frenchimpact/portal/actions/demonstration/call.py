"""The call of the demonstration, open, with a wave behind, one that accepts and one ahead."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.calls.actions import change_call, draft_wave, open_call, open_wave, preview_wave, ship_territory_call
from frenchimpact.calls.actions.calls import CallFacts
from frenchimpact.calls.actions.waves import WaveFacts
from frenchimpact.calls.models import Call, Wave

BEHIND = (-150, -90, -20)  # days from now: opening, cut-off, publication
ACCEPTING = (-30, 25, 95)
AHEAD = (60, 120, 190)
REMEDIES = (
    "Recours inventés pour la démonstration\u00a0: dans les deux mois qui suivent la notification, un recours gracieux "
    "devant l’autorité de décision fictive, ou un recours devant le tribunal administratif."
)


@transaction.atomic
def seed_call(*, by: User, now: datetime) -> Call:
    """Ship the call, complete it, open it, with its three waves. Refuses as each of these actions does."""
    call = ship_territory_call(by=by)
    facts = _completed(call)
    call = open_call(change_call(call, facts, by=by), by=by)
    Call.objects.filter(pk=call.pk).update(opened_at=now + timedelta(days=BEHIND[0]))
    _wave_behind(call, by, now)
    open_wave(preview_wave(draft_wave(call, _dates(ACCEPTING, now), by=by), by=by), by=by)
    preview_wave(draft_wave(call, _dates(AHEAD, now), by=by), by=by)
    return call


def _completed(call: Call) -> CallFacts:
    """Fill in what only a team knows, with invented words; delays are shorter than silence."""
    return CallFacts(
        title=call.title,
        summary=call.summary,
        text=call.text,
        service="Service instructeur fictif de Val-d’Essai",
        authority="Direction fictive de la démonstration",
        contact="appel@val-d-essai.exemple",
        postal_address="1 place de l’Hypothèse, 00000 Val-d’Essai",
        phone="01 99 00 00 00",
        remedies=REMEDIES,
        challenge_count=call.challenge_count,
        member_count=call.member_count,
        label_name=call.label_name,
        instruction_days=25,
    )


def _wave_behind(call: Call, by: User, now: datetime) -> None:
    """Open it as a wave that is about to end, then move it where it belongs: no action opens what is over."""
    about_to_end = WaveFacts(now - timedelta(days=1), now + timedelta(hours=1), now + timedelta(hours=2))
    wave = open_wave(preview_wave(draft_wave(call, about_to_end, by=by), by=by), by=by)
    Wave.objects.filter(pk=wave.pk).update(**vars(_dates(BEHIND, now)))


def _dates(days: tuple[int, int, int], now: datetime) -> WaveFacts:
    opening, cutoff, publication = (timezone.localdate(now) + timedelta(days=each) for each in days)
    zone = timezone.get_current_timezone()
    return WaveFacts(
        opens_at=datetime.combine(opening, time(9), zone),
        cutoff_at=datetime.combine(cutoff, time(23, 59, 59), zone),
        publication_at=datetime.combine(publication, time(10), zone),
        decision_on=publication - timedelta(days=10),
    )
