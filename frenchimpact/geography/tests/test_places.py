"""Places as pages ask for them, on the real map of France."""

import pytest
from django.db.models import Sum

from frenchimpact.geography.models import Departement, Intercommunality, Region
from frenchimpact.geography.queries.places import (
    Totals,
    commune_at,
    communes_in,
    departement_at,
    departements,
    former_communes_of,
    intercommunalities_in,
    intercommunality_at,
    region_at,
    regions,
    totals_of,
)

pytestmark = pytest.mark.usefixtures("real_geography")


def test_a_place_is_found_by_its_address() -> None:
    assert region_at("occitanie") == Region.objects.get(pk="76")
    assert departement_at("59") == departement_at("nord") == Departement.objects.get(pk="59")
    assert intercommunality_at("200093201") == Intercommunality.objects.get(pk="200093201")
    assert [region_at("atlantide"), departement_at("1'"), intercommunality_at(""), commune_at("é" * 9)] == [None] * 4


def test_totals_of_a_place_are_those_of_its_communes() -> None:
    mel = Intercommunality.objects.get(pk="200093201")

    assert totals_of(communes_in(mel)) == Totals(95, mel.population or 0)
    assert totals_of(communes_in(mel).filter(pk="")) == Totals(0, 0)


def test_an_ept_has_its_communes() -> None:
    est_ensemble = Intercommunality.objects.get(pk="200057875")

    names = communes_in(est_ensemble).values_list("name", flat=True)

    assert list(names)[:3] == ["Bagnolet", "Bobigny", "Bondy"]
    assert totals_of(communes_in(est_ensemble)) == Totals(9, 447_969)


def test_all_of_france_adds_up_the_same_way_by_regions_and_by_departements() -> None:
    by_region = sum(region.population or 0 for region in regions())
    by_departement = sum(departement.population or 0 for departement in departements())

    assert by_region == by_departement == 68_952_941
    assert regions().aggregate(total=Sum("commune_count")) == {"total": 34_969}


def test_corsica_has_two_departements() -> None:
    corsica = Region.objects.get(pk="94")

    assert [departement.name for departement in departements(corsica)] == ["Corse-du-Sud", "Haute-Corse"]
    assert intercommunalities_in(corsica).count() == 19


def test_an_old_code_shows_the_commune_of_today_and_what_it_comprises() -> None:
    commune = commune_at("01340")

    assert commune is not None
    assert commune == commune_at("01015")
    assert [former.name for former in former_communes_of(commune)] == ["Arbignieu", "Saint-Bois"]
