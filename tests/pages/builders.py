"""Labelled territories for tests of pages, on a map of a few communes."""

from datetime import date

from django.utils import timezone

from frenchimpact.community.models import Territory
from frenchimpact.community.tests.factories import make_territory
from frenchimpact.geography.models import Commune
from frenchimpact.geography.tests.factories import make_commune, make_epci
from frenchimpact.labels.models import Label, Precision


def make_labelled(number: int) -> Territory:
    """Make the territory number 1, 2… of the same intercommunality, with a commune and a label of 2019."""
    commune = make_commune(f"01{number:03}", epci=make_epci())
    territory = make_territory(f"Territoire {number}", commune)
    Label.objects.create(
        territory=territory,
        wave=1,
        announced_on=date(2019, 2, 25),
        precision=Precision.DAY,
        source="Essai",
        published_at=timezone.now(),
    )
    return territory


def commune_of(territory: Territory) -> Commune:
    return Commune.objects.get(in_perimeters__perimeter=territory.perimeter)
