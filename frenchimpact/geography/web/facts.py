"""The facts beside the map of a place, ready to be read."""

from functools import singledispatch

from frenchimpact.geography.models import Departement, Intercommunality, Region
from frenchimpact.geography.queries.places import communes_in, totals_of
from frenchimpact.ui.words import number

Facts = list[tuple[str, str]]

LEGAL_FORMS = {
    "CC": "communauté de communes",
    "CA": "communauté d’agglomération",
    "CU": "communauté urbaine",
    "METRO": "métropole",
    "MET69": "métropole de Lyon, à statut particulier",
    "EPT": "établissement public territorial du Grand Paris",
}


def facts_of(place: Region | Departement | Intercommunality) -> Facts:
    """Say what the place is called officially, how many people and communes it has."""
    totals = totals_of(communes_in(place))
    common = [("Habitants", number(totals.population)), ("Communes", number(totals.communes))]
    return _identity(place) + [fact for fact in common if fact[1] != "0"]


@singledispatch
def _identity(place: Region | Departement | Intercommunality) -> Facts:
    return [("Code", str(place.pk))]


@_identity.register
def _(place: Departement) -> Facts:
    return [("Code", place.code), ("Région", place.region.name)]


@_identity.register
def _(place: Intercommunality) -> Facts:
    return [("SIREN", place.siren), ("Nature", LEGAL_FORMS.get(place.legal_form, place.legal_form))]
