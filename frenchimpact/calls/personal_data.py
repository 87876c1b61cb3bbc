"""What calls hold about a person: what they started, submitted, answered or withdrew for a collective."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from frenchimpact.accounts.holdings import Holding, Row, register
from frenchimpact.accounts.models import User
from frenchimpact.calls.models import Application, Complement, Submission, Withdrawal

KEPT = (
    "Ce qui a été déposé au nom d’un collectif reste tel quel, avec les signatures des lettres d’engagement : c’est la "
    "preuve sur laquelle une décision publique est prise et peut être contestée. Votre compte n’y est plus nommé."
)


def _rows(person: User) -> Sequence[Row]:
    return list(_all(person))


def _all(person: User) -> Iterator[Row]:
    for started in Application.objects.filter(started_by=person).select_related("collective").order_by("pk"):
        yield {"Candidature commencée": str(started.collective), "Le": started.started_at}
    related = "application__collective"
    for made in Submission.objects.filter(by=person).select_related(related).order_by("pk"):
        yield {"Dépôt": str(made.application.collective), "Le": made.at, "Empreinte": made.digest}
    for answered in Complement.objects.filter(answered_by=person).select_related(related).order_by("pk"):
        yield {"Compléments envoyés": str(answered.application.collective), "Le": answered.answered_at}
    for given_up in Withdrawal.objects.filter(by=person).select_related(related).order_by("pk"):
        yield {"Retrait": str(given_up.application.collective), "Le": given_up.at, "Motif": given_up.reason}


def _erase(person: User, at: datetime) -> Sequence[str]:  # noqa: ARG001  # as every erasure is asked
    """Take the reasons that this person wrote; the ties lead to an emptied row, and say « Une personne effacée »."""
    Withdrawal.objects.filter(by=person).update(reason="")
    Application.objects.drafts().filter(started_by=person).update(started_by=None)
    return [KEPT] if Submission.objects.filter(by=person).exists() else []


register(Holding("calls.applications", "Mes candidatures", _rows, _erase))
