"""Who may do what with accounts and appointments; rules never write."""

from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from frenchimpact.accounts.models import Appointment, Capacity, User
from frenchimpact.shared.access import Audience
from frenchimpact.shared.errors import Refusal

FIRST_OPERATOR_LINK_LASTS = timedelta(minutes=15)
SIGN_IN_LINK_LASTS = timedelta(hours=1)
OPERATOR_SESSION_LASTS = timedelta(hours=12)
TRIES_ALLOWED = 20  # links tried from one network
TRIES_COUNTED_OVER = timedelta(minutes=10)
TRIES_KEPT = timedelta(hours=1)
LINKS_KEPT = timedelta(days=1)  # once they open nothing; the journal says who was given one, and who used it


def is_operator(person: AbstractBaseUser | AnonymousUser, at: datetime) -> bool:
    """Belongs to the programme team at this instant: an open account and an appointment in force."""
    return is_appointed(person, Capacity.OPERATOR, at)


def is_appointed(person: AbstractBaseUser | AnonymousUser, capacity: Capacity, at: datetime) -> bool:
    """Say whether somebody holds this capacity at this instant, with an open account."""
    return bool(
        person.is_authenticated
        and person.is_active
        and Appointment.objects.filter(person_id=person.pk).to(capacity).in_force(at).exists()
    )


def is_officer(person: AbstractBaseUser | AnonymousUser, at: datetime) -> bool:
    """Say whether somebody examines applications: an officer, or the programme team."""
    return is_appointed(person, Capacity.OFFICER, at) or is_operator(person, at)


def is_decider(person: AbstractBaseUser | AnonymousUser, at: datetime) -> bool:
    """Say whether somebody decides on applications: the programme team has that no more than others."""
    return is_appointed(person, Capacity.DECIDER, at)


OPERATORS = Audience("operators", lambda visitor: is_operator(visitor, timezone.now()))
OFFICERS = Audience("officers", lambda visitor: is_officer(visitor, timezone.now()))
DECIDERS = Audience("deciders", lambda visitor: is_decider(visitor, timezone.now()))
OFFICERS_OR_DECIDERS = Audience(
    "officers_or_deciders",
    lambda visitor: is_officer(visitor, timezone.now()) or is_decider(visitor, timezone.now()),
)


def require_operator_or_command_line(by: User | None, at: datetime) -> None:
    """Refuse anybody but an operator; nobody at all (None) is the command line of the machine itself."""
    if by is not None and not is_operator(by, at):
        raise Refusal("Seule l’équipe du programme peut faire cela : adressez-vous à l’une de ses personnes.")


def require_open_account(person: User) -> None:
    if not person.is_active:
        raise Refusal("Ce compte est fermé : il faut d’abord le rouvrir.")


def require_not_appointed(person: User, capacity: Capacity, at: datetime) -> None:
    if not is_appointed(person, capacity, at):
        return
    if capacity == Capacity.OPERATOR:
        raise Refusal("Cette personne fait déjà partie de l’équipe du programme.")
    raise Refusal("Cette personne exerce déjà cette fonction : mettez d’abord fin à la nomination en cours.")


def require_later_end(until: datetime | None, at: datetime) -> None:
    if until is not None and until <= at:
        raise Refusal("La fin de la nomination est déjà passée : choisissez une date à venir, ou n’en donnez pas.")


def require_title_and_delegation(capacity: Capacity, title: str, delegation: str) -> None:
    """CRPA L212-1: a decision bears the name and the title of who signs, by a delegation or in their own right."""
    if capacity != Capacity.DECIDER:
        return
    if not title:
        raise Refusal("Indiquez la qualité de l’autorité de décision : elle figure sur chaque décision.")
    if not delegation:
        raise Refusal(
            "Indiquez la délégation de signature et sa date, ou que l’autorité de décision n’en a pas besoin."
        )


def require_own_account(person: User, by: User | None) -> None:
    """Nobody at all is the site itself, which erases accounts that nobody uses."""
    if by is not None and by.pk != person.pk:
        raise Refusal("Chacun efface son propre compte : demandez-le à la personne elle-même.")


def require_notice_within_delay(days: int, notice_days: int) -> None:
    if days < 1:
        raise Refusal("Une durée de conservation est d’au moins un jour.")
    if notice_days >= days:
        raise Refusal("Le préavis doit être plus court que la durée de conservation.")


def require_address(email: str) -> None:
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise Refusal("Cette adresse électronique n’est pas valable : corrigez-la.") from error
