"""A filter by commune or intercommunality, as people write it: a name, a postcode, or a code that a link gives."""

import re
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from frenchimpact.community.models import Organisation
from frenchimpact.community.web.organisations.places import KINDS
from frenchimpact.geography.models import Commune, Intercommunality, PlaceKind
from frenchimpact.geography.queries.finder import find_places
from frenchimpact.geography.queries.places import commune_at

CODED = re.compile(r"(?:.*\()?(?P<code>\w{5}|\d{9})\)?\s*", re.ASCII | re.DOTALL)  # « 35238 », « Rennes (35238) »
SEARCHED = KINDS | {PlaceKind.EPCI, PlaceKind.EPT}


class PlaceField(forms.CharField):
    """Cleans to the place itself, so that the list can say its name."""

    def clean(self, value: object) -> Commune | Intercommunality | None:
        """Read a code, else take the most probable place of that name: the list shows which one it took."""
        text = super().clean(value)
        if not text:
            return None
        if (place := coded(text) or named(text)) is None:
            raise forms.ValidationError("Aucune commune ni intercommunalité ne répond\u00a0: essayez un code postal.")
        return place

    def bound_data(self, data: object, initial: object) -> object:
        """Write a code that a link gave as « Rennes (35238) »."""
        text = super().bound_data(data, initial)
        place = coded(text) if isinstance(text, str) and "\0" not in text else None
        return f"{place} ({place.pk})" if place else text


class PlaceFilter(django_filters.Filter):
    field_class = PlaceField

    def filter(self, qs: QuerySet[Any], value: Commune | Intercommunality | None) -> QuerySet[Any]:
        if value is None:
            return qs
        kind = "commune" if isinstance(value, Commune) else f"commune__{value.place_kind}"
        return qs.filter(pk__in=Organisation.objects.placed(**{kind: value}).values("pk"))


def coded(text: str) -> Commune | Intercommunality | None:
    """Find the place whose code ends this text."""
    found = CODED.fullmatch(text)
    if found is None:
        return None
    return commune_at(found["code"]) or Intercommunality.objects.filter(pk=found["code"]).first()


def named(text: str) -> Commune | Intercommunality | None:
    """Find the most probable place of this name."""
    for place in find_places(text, kinds=SEARCHED, limit=1):
        if place.kind in {PlaceKind.EPCI, PlaceKind.EPT}:
            return Intercommunality.objects.filter(pk=place.code).first()
        return commune_at(place.leads_to or place.code)
    return None
