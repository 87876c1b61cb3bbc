"""What a perimeter adds up to, written beside it whenever it is resolved."""

from __future__ import annotations

from django.db import connection, transaction

from frenchimpact.geography.models import Perimeter

MEASURE = """
UPDATE geography_perimeter AS perimeter SET
    commune_count = coalesce(found.communes, 0), population = coalesce(found.population, 0),
    departement_codes = coalesce(found.departements, '{}'), region_codes = coalesce(found.regions, '{}'),
    latitude = found.latitude, longitude = found.longitude,
    mark = md5(concat_ws(' ', found.codes, (
        SELECT string_agg(concat_ws(':', kind, code, valid_from, valid_until), ' ' ORDER BY kind, code, valid_from)
        FROM geography_perimeterpart WHERE perimeter_id = every.id
    )))
FROM geography_perimeter AS every LEFT JOIN (
    SELECT perimeter_id, count(*) AS communes, sum(population) AS population,
        string_agg(code, ' ' ORDER BY code) AS codes,
        array_agg(DISTINCT departement_id ORDER BY departement_id) AS departements,
        array_agg(DISTINCT region_id ORDER BY region_id) AS regions,
        sum(latitude * weight) / sum(weight) FILTER (WHERE latitude IS NOT NULL) AS latitude,
        sum(longitude * weight) / sum(weight) FILTER (WHERE longitude IS NOT NULL) AS longitude
    FROM geography_perimetercommune JOIN geography_commune ON commune_id = code
    CROSS JOIN LATERAL (SELECT greatest(coalesce(population, 0), 1)::float AS weight) AS people
    WHERE %(only)s::bigint IS NULL OR perimeter_id = %(only)s
    GROUP BY perimeter_id
) AS found ON found.perimeter_id = every.id
WHERE perimeter.id = every.id AND (%(only)s::bigint IS NULL OR perimeter.id = %(only)s)
"""


@transaction.atomic
def measure_perimeters(only: Perimeter | None = None) -> None:
    """Write what one perimeter, or each, adds up to: communes, inhabitants, départements, régions, middle, mark."""
    with connection.cursor() as cursor:
        cursor.execute(MEASURE, {"only": only.pk if only else None})
