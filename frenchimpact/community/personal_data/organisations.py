"""What pages of organisations hold about whoever wrote them."""

from collections.abc import Sequence
from datetime import datetime

from frenchimpact.accounts.holdings import Holding, Row, register
from frenchimpact.accounts.models import User
from frenchimpact.community.actions.organisations import forget_who_wrote
from frenchimpact.community.queries.organisations import created_by, statuses_added_by


def _rows(person: User) -> Sequence[Row]:
    pages = [{"Page créée": one.name, "Le": one.created_at} for one in created_by(person)]
    statuses = [
        {"Statut déclaré": str(one), "Organisation": one.organisation.name, "Le": one.stated_on}
        for one in statuses_added_by(person)
    ]
    return [*pages, *statuses]


def _erase(person: User, at: datetime) -> Sequence[str]:
    kept = "Les pages d’organisations que vous avez créées, sans votre nom\u00a0: elles leur appartiennent."
    return [kept] if forget_who_wrote(person, at) else []


register(Holding("community.pages", "Mes pages d’organisations", _rows, _erase))
