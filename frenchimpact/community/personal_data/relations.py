"""The ties that a person declared, or that were declared of them."""

from collections.abc import Sequence
from datetime import datetime

from frenchimpact.accounts.holdings import Holding, Row, register
from frenchimpact.accounts.models import User
from frenchimpact.community.actions.relations import forget_relations_of
from frenchimpact.community.models import Relation


def _rows(person: User) -> Sequence[Row]:
    return [
        {"Lien": one.get_kind_display(), "Avec": str(one.to), "Source": one.source, "Déclaré le": one.declared_at}
        for one in Relation.objects.filter(person=person).select_related("to").order_by("pk")
    ]


def _erase(person: User, at: datetime) -> Sequence[str]:
    forget_relations_of(person, at)
    return []


register(Holding("community.relations", "Mes liens déclarés avec des organisations", _rows, _erase))
