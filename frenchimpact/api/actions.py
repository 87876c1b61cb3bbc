"""The only thing that the API writes: how often a network asks."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from frenchimpact.api.models import RequestCount

KEPT = timedelta(minutes=5)
COUNT = """
INSERT INTO api_requestcount AS known (network, minute, requests) VALUES (%s, %s, 1)
ON CONFLICT (minute, network) DO UPDATE SET requests = known.requests + 1 RETURNING requests
"""


@transaction.atomic
def count_request(network: str, *, at: datetime) -> int:
    """Count one request of a network, and give how many it made in this minute, this one included."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [network, at.replace(second=0, microsecond=0)])
        return int(cursor.fetchone()[0])


@transaction.atomic
def forget_old_counts(at: datetime) -> None:
    """Sweep the counters of minutes long past away."""
    RequestCount.objects.filter(minute__lt=at - KEPT).delete()
