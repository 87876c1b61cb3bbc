"""The only thing that the API writes: how often a network asks."""

import secrets
from datetime import datetime, timedelta

from django.db import connection, transaction

from frenchimpact.api.models import RequestCount

KEPT = timedelta(minutes=5)
ONE_IN = 200  # requests sweeps old counters away
COUNT = """
INSERT INTO api_requestcount AS known (network, minute, requests) VALUES (%s, %s, 1)
ON CONFLICT (minute, network) DO UPDATE SET requests = known.requests + 1 RETURNING requests
"""


@transaction.atomic
def count_request(network: str, *, at: datetime) -> int:
    """Count one request of a network, and give how many it made in this minute, this one included."""
    minute = at.replace(second=0, microsecond=0)
    if secrets.randbelow(ONE_IN) == 0:
        RequestCount.objects.filter(minute__lt=at - KEPT).delete()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [network, minute])
        return int(cursor.fetchone()[0])
