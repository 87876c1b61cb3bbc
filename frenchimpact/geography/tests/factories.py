"""A small map for tests that need no real France."""

from frenchimpact.geography.models import Commune, Dataset, Departement, Intercommunality, PlaceKind, Region


def make_region(code: str = "84", name: str = "") -> Region:
    facts = {"name": name or f"Région {code}", "slug": f"region-{code}", "is_overseas": False, "is_region": True}
    return Region.objects.get_or_create(code=code, defaults=facts)[0]


def make_departement(code: str = "01", *, region: Region | None = None, name: str = "") -> Departement:
    facts = {
        "name": name or f"Département {code}",
        "slug": f"departement-{code}",
        "region": region or make_region(),
        "is_overseas": False,
        "is_departement": True,
    }
    return Departement.objects.get_or_create(code=code, defaults=facts)[0]


def make_epci(siren: str = "200000001", name: str = "") -> Intercommunality:
    facts = {"name": name or f"CC {siren}", "legal_form": "CC", "place_kind": PlaceKind.EPCI}
    return Intercommunality.objects.get_or_create(siren=siren, defaults=facts)[0]


def make_commune(
    code: str = "01001",
    name: str = "",
    *,
    population: int | None = 1000,
    epci: Intercommunality | None = None,
    departement: Departement | None = None,
) -> Commune:
    """Make the commune, in the département of its code unless another is given."""
    departement = departement or make_departement(code[:2])
    return Commune.objects.create(
        code=code,
        name=name or f"Commune {code}",
        departement=departement,
        region=departement.region,
        epci=epci,
        population=population,
        postcodes=[f"{code[:2]}000"],
    )


def make_dataset(name: str) -> Dataset:
    """Note that a file was loaded just now; again, that another one was."""
    facts = {"vintage": "2026", "source": "INSEE", "licence": "Licence Ouverte 2.0", "rows": 1}
    return Dataset.objects.update_or_create(name=name, defaults={**facts, "digest": name})[0]
