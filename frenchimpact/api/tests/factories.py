"""Builders of what the API reads."""

from datetime import date

from django.utils import timezone

from frenchimpact.community.models import Certainty, Territory
from frenchimpact.geography.models import Perimeter, PerimeterPart, PlaceKind
from frenchimpact.labels.models import Label, Precision


def make_territory(name: str = "Pays de Rennes", *, wave: int | None = 1) -> Territory:
    perimeter = Perimeter.objects.create(name=name)
    PerimeterPart.objects.create(perimeter=perimeter, kind=PlaceKind.EPCI, code="243500139")
    PerimeterPart.objects.create(perimeter=perimeter, kind=PlaceKind.COMMUNE, code="35051")
    gone = date(2020, 1, 1)
    PerimeterPart.objects.create(perimeter=perimeter, kind=PlaceKind.COMMUNE, code="35055", valid_until=gone)
    slug = name.lower().replace(" ", "-")
    territory = Territory.objects.create(
        name=name, slug=slug, perimeter=perimeter, certainty=Certainty.PROBABLE, certainty_note="d’après la presse"
    )
    if wave:
        announced_on, precision = date(2019, 2, 1), Precision.MONTH
        Label.objects.create(
            territory=territory,
            wave=wave,
            announced_on=announced_on,
            precision=precision,
            source="Communiqué",
            published_at=timezone.now(),
        )
    return territory
