"""What others read in the journal: histories, whether its seals hold, how the queue is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db import connection, models
from django.db.models.functions import Coalesce
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob, ProcrastinateWorker

from frenchimpact.journal import calculations
from frenchimpact.journal.kinds import known
from frenchimpact.journal.models import Event, Seal

THE_SITE = "Le site"
ERASED = "Une personne effacée"
SILENCE = timedelta(seconds=40)  # a living worker says so every 10 seconds


SEAL_LATE_AFTER = timedelta(hours=26)  # the sealing runs at least once a day


@dataclass(frozen=True)
class Entry:
    """A line of the journal as people read it: « Camille Durand a déposé le projet »."""

    at: datetime
    actor: str
    phrase: str
    subject: str
    event: Event


@dataclass(frozen=True)
class Verification:
    """What is left of the seals' promise: how many lines they cover, and the first one that is not as it was."""

    lines: int
    first_altered: int | None


@dataclass(frozen=True)
class JobsHealth:
    waiting: int
    doing: int
    failed: int
    oldest_waiting: datetime | None  # since when the oldest job that may run has been waiting
    last_heartbeat: datetime | None
    last_seal: datetime | None
    last_sealed_line: int | None
    oldest_unsealed: datetime | None  # since when the oldest line has waited for its seal

    def is_seal_late(self, at: datetime) -> bool:
        """Say whether a line has waited too long: a quiet site has nothing to seal, and is well."""
        return self.oldest_unsealed is not None and at - self.oldest_unsealed > SEAL_LATE_AFTER


def history_of(subject: models.Model) -> list[Entry]:
    """All that happened to this subject, the latest first."""
    return lines(Event.objects.about(subject).order_by("-pk"))


def lines(events: models.QuerySet[Event]) -> list[Entry]:
    """Events as people read them: one query for the events, one for the names, one for each type of subject."""
    found = list(with_subjects(events))
    names = _names_of({event.actor_id for event in found if event.actor_id is not None})
    return [_entry(event, names) for event in found]


def with_subjects(events: models.QuerySet[Event]) -> models.QuerySet[Event]:
    """Bring the subjects, in one query for each type.

    A model whose name is made of other rows says which in `named_with`, as `select_related` takes them.
    """
    of_several = [model for model in apps.get_models() if hasattr(model, "named_with")]
    whole = [model._default_manager.select_related(*model.named_with) for model in of_several]
    return events.prefetch_related(GenericPrefetch("subject", whole))


def verify_seals() -> Verification:
    """Compare every sealed line with its seal; what came after the last seal is not covered yet."""
    covered, previous, upto = 0, "", 0
    for seal in Seal.objects.order_by("pk").iterator(chunk_size=20):
        found = hashed_lines(after=upto, upto=seal.last_event_id)
        altered = calculations.first_difference(bytes(seal.marks), found)
        if altered is None and (seal.after_event_id != upto or seal.digest != calculations.digest_of(previous, found)):
            altered = upto + 1  # the seal itself was changed, or one was removed
        if altered is not None:
            return Verification(covered, altered)
        covered, previous, upto = covered + len(found), seal.digest, seal.last_event_id
    return Verification(covered, None)


def hashed_lines(*, after: int, upto: int) -> list[calculations.Line]:
    """Lines of these numbers with the SHA-256 of all that each says, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT id, sha256(convert_to(jsonb_build_array(
                id, extract(epoch FROM at), actor_id, verb, subject_type_id, subject_id, details)::text, 'UTF8'))
            FROM journal_event WHERE id > %s AND id <= %s ORDER BY id
            """,
            [after, upto],
        )
        return [(number, bytes(hashed)) for number, hashed in cursor.fetchall()]


def last_line(*, after: int, at_most: int) -> int | None:
    """Return the number of the last of the next lines after this one."""
    following = Event.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:at_most]
    return max(following, default=None)


def writers() -> set[str]:
    """Return the transactions that have begun to write in the journal and are not finished, but for our own."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT virtualtransaction FROM pg_locks
            WHERE relation = 'journal_event'::regclass AND mode = 'RowExclusiveLock' AND pid <> pg_backend_pid()
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """
        )
        return {transaction for (transaction,) in cursor.fetchall()}


def stalled_jobs(at: datetime) -> models.QuerySet[ProcrastinateJob]:
    """Jobs that a worker took and that no living worker holds."""
    silent = models.Q(worker=None) | models.Q(worker__last_heartbeat__lt=at - SILENCE)
    return ProcrastinateJob.objects.filter(silent, status="doing").order_by("pk")


def failed_jobs() -> models.QuerySet[ProcrastinateJob]:
    return ProcrastinateJob.objects.filter(status="failed").order_by("pk")


def jobs_health(at: datetime) -> JobsHealth:
    counts = ProcrastinateJob.objects.aggregate(
        **{name: models.Count("pk", filter=models.Q(status=name)) for name in ("todo", "doing", "failed")}
    )
    due = models.Q(job__scheduled_at=None) | models.Q(job__scheduled_at__lte=at)
    oldest = ProcrastinateEvent.objects.filter(due, type="deferred", job__status="todo").aggregate(
        since=models.Min(Coalesce("job__scheduled_at", "at"))
    )
    heartbeat = ProcrastinateWorker.objects.aggregate(last=models.Max("last_heartbeat"))
    seal = Seal.objects.order_by("-pk").first()
    unsealed = Event.objects.filter(pk__gt=seal.last_event_id if seal else 0).aggregate(since=models.Min("at"))
    return JobsHealth(
        waiting=counts["todo"],
        doing=counts["doing"],
        failed=counts["failed"],
        oldest_waiting=oldest["since"],
        last_heartbeat=heartbeat["last"],
        last_seal=seal.sealed_at if seal else None,
        last_sealed_line=seal.last_event_id if seal else None,
        oldest_unsealed=unsealed["since"],
    )


def _names_of(people: Iterable[int]) -> dict[int, str]:
    found = get_user_model()._default_manager.in_bulk(list(people))
    return {number: str(person) for number, person in found.items()}


def _entry(event: Event, names: dict[int, str]) -> Entry:
    actor = THE_SITE if event.actor_id is None else names.get(event.actor_id, ERASED)
    kind = known.get(event.verb)
    return Entry(event.at, actor, kind.phrase if kind else event.verb, str(event.subject or ""), event)
