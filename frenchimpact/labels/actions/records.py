"""The public record of a wave is written once, when its last application is decided."""

from datetime import datetime

from django.db import transaction

from frenchimpact.calls.models import Committee, Decision, Wave, WaveStage
from frenchimpact.journal.actions import record
from frenchimpact.labels import events
from frenchimpact.labels.actions import keys
from frenchimpact.labels.calculations.badges import issuer_address
from frenchimpact.labels.calculations.signatures import sign_digest
from frenchimpact.labels.models import WaveRecord
from frenchimpact.labels.queries.proofs import site
from frenchimpact.labels.queries.records import record_of


@transaction.atomic
def write_record(wave_id: int, *, at: datetime) -> WaveRecord | None:
    """Write and sign the record of a decided wave; nothing for one that is not decided, or that nobody has read.

    Written once: again, the same is given back.
    """
    from frenchimpact.calls.calculations.record import canonical, digest_of  # noqa: PLC0415  # brings scipy

    wave = Wave.objects.select_for_update(of=["self"]).select_related("call").get(pk=wave_id)
    if known := WaveRecord.objects.filter(wave=wave).first():
        return known
    made = record_of(wave) if wave.stage == WaveStage.DECIDED else None
    if made is None:
        return None
    digest = digest_of(made)
    key, private = keys.key_that_signs(at)
    claims: dict[str, str | int] = {"iss": issuer_address(site()), "call": made.call, "wave": made.wave}
    written = WaveRecord.objects.create(
        wave=wave,
        content=canonical(made),
        digest=digest,
        signature=sign_digest(digest, claims, private, key=key.name, at=at),
        key=key,
        applications=len(made.ranking),
        readers=len({one.reader for one in made.readings}),
        readings=len(made.readings),
        fewest_readers=Committee.objects.get(call=wave.call_id).record_readers,
        written_at=at,
    )
    record(events.RECORD_WRITTEN, written, by=None, digest=digest)
    return written


def write_missing_records(at: datetime) -> int:
    """Write the records that a lost job, or an older version of this site, did not. Return how many."""
    decided = Decision.objects.filter(application__readings__state="locked").values("application__wave")
    missing = Wave.objects.filter(stage=WaveStage.DECIDED, record=None, pk__in=decided).order_by("pk")
    return sum(write_record(number, at=at) is not None for number in missing.values_list("pk", flat=True))
