"""Places that stand in the database and no longer in the official file."""

from __future__ import annotations

from typing import Any

from django.db.models import ForeignKey, Model, ProtectedError, QuerySet

from frenchimpact.geography.imports.values import hand_over_values
from frenchimpact.geography.models import (
    Commune,
    Departement,
    FormerCommune,
    IndicatorValue,
    Intercommunality,
    PerimeterCommune,
    Region,
)
from frenchimpact.shared.errors import Refusal

# These follow by their own means: values add up, perimeters are resolved again, successions are in the file.
OURS = {PerimeterCommune, IndicatorValue, FormerCommune}
SHOWN = 5


def forget_vanished_places(kept: dict[str, set[str]]) -> None:
    """Delete what the file no longer has, by the codes of each of its tables.

    A commune with a successor first hands over to it whatever refers to it. Refuses when something still refers to
    a place that goes.
    """
    _forget(FormerCommune.objects.filter(pk__in=_former_gone(kept["former_communes"])))
    gone = _gone(Commune, kept["communes"])
    heirs = dict(FormerCommune.objects.filter(code__in=gone).values_list("code", "successor"))
    hand_over_values(heirs)
    _hand_over_references(heirs)
    _forget(Commune.objects.filter(pk__in=gone))
    for model, name in (
        (Intercommunality, "intercommunalities"),
        (Departement, "departements"),
        (Region, "regions"),
    ):
        _forget(model._default_manager.filter(pk__in=_gone(model, kept[name])))


def _former_gone(kept: set[str]) -> list[int]:
    return [pk for pk, code in FormerCommune.objects.values_list("pk", "code") if code not in kept]


def _gone(model: type[Model], kept: set[str]) -> set[str]:
    return set(model._default_manager.values_list("pk", flat=True)) - kept


def _hand_over_references(heirs: dict[str, str]) -> None:
    """Point every foreign key of the site from the communes that go to those that stay, whoever declared it."""
    if not heirs:
        return
    for relation in Commune._meta.get_fields(include_hidden=True):
        key = getattr(relation, "field", None)
        if not relation.auto_created or not isinstance(key, ForeignKey) or key.model in OURS:
            continue
        for old, new in heirs.items():
            key.model._base_manager.filter(**{key.attname: old}).update(**{key.attname: new})


def _forget(places: QuerySet[Any]) -> None:
    try:
        places.delete()
    except ProtectedError as error:
        things = {str(thing._meta.verbose_name) for thing in error.protected_objects}
        names = ", ".join(sorted(str(place) for place in places)[:SHOWN])
        raise Refusal(
            f"La géographie n’a pas été chargée : le fichier n’a plus {names}, et ne dit pas ce qui y succède, mais "
            f"des données du site y renvoient encore ({', '.join(sorted(things))}). Rien n’a été changé."
        ) from error
