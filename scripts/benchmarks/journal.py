"""One line of the journal, beside a bare INSERT; each in a transaction of its own, by turns."""

import statistics

from django.db import connection, transaction

from benchmarks.measures import Line, seconds_of
from frenchimpact.geography import events
from frenchimpact.geography.models import Dataset
from frenchimpact.journal.actions import record

PART = "Journal"
TIMES = 400
BARE = "INSERT INTO bare_event VALUES (now(), %s, %s, %s, %s, '{}')"


def measure() -> list[Line]:
    dataset = Dataset.objects.get(name="geography")
    with connection.cursor() as cursor:
        columns = "at timestamptz, actor bigint, verb text, subject_type int, subject_id bigint, details jsonb"
        cursor.execute(f"CREATE TABLE bare_event ({columns})")
    bare, recorded = [], []
    for _ in range(TIMES):
        bare.append(seconds_of(_insert))
        recorded.append(seconds_of(lambda: record(events.GEOGRAPHY_LOADED, dataset, by=None)))
    floor = statistics.median(bare)
    return [
        Line(PART, "floor: bare INSERT and COMMIT, median", floor),
        Line(PART, "record(), median", statistics.median(recorded), floor, "bare INSERT"),
    ]


@transaction.atomic
def _insert() -> None:
    with connection.cursor() as cursor:
        cursor.execute(BARE, [None, "geography.loaded", 1, 1])
