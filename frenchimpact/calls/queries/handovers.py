"""What would come of acting on several applications, before it is done: a few questions, however many they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from frenchimpact.accounts.models import User
from frenchimpact.calls.models import Application
from frenchimpact.calls.rules.examination import COMPLETE_AT, held_by_another, of_the_applicant, out_of_time

THEIRS = "Cette personne porte cette candidature\u00a0: une autre doit l’instruire."
ALREADY = "Elle lui est déjà confiée."


@dataclass(frozen=True)
class Forecast:
    """What would come of one application; no refusal means that it would be done."""

    application: Application
    refusal: str = ""


def forecast_completing(applications: Sequence[Application], by: User) -> list[Forecast]:
    """Say which files this person could declare complete."""
    own = _applications_of(by)
    return [Forecast(each, _against_completing(each, own, by)) for each in applications]


def forecast_handing(applications: Sequence[Application], to: User, by: User) -> list[Forecast]:
    """Say which applications this person could give to that one."""
    own, theirs = _applications_of(by), _applications_of(to)
    return [Forecast(each, _against_handing(each, own, theirs, to)) for each in applications]


def _against_completing(application: Application, own: set[int], by: User) -> str:
    if application.pk in own:
        return of_the_applicant(application)
    if application.officer_id not in {None, by.pk}:
        return held_by_another(application)
    return "" if application.stage in COMPLETE_AT else out_of_time(application)


def _against_handing(application: Application, own: set[int], theirs: set[int], to: User) -> str:
    if application.pk in own:
        return of_the_applicant(application)
    if application.pk in theirs:
        return THEIRS
    return ALREADY if application.officer_id == to.pk else ""


def _applications_of(person: User) -> set[int]:
    """Name the applications on which this person works for whoever applies."""
    return set(Application.objects.tied_to(person).values_list("pk", flat=True))
