"""Who may do what with accounts and appointments; rules never write."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from frenchimpact.accounts.calculations.addresses import looks_like_another
from frenchimpact.accounts.models import (
    Appointment,
    Capacity,
    FactorLoss,
    Passkey,
    SignInCode,
    Totp,
    TryKind,
    User,
)
from frenchimpact.shared.access import Audience
from frenchimpact.shared.errors import Refusal

FIRST_OPERATOR_LINK_LASTS = timedelta(minutes=15)
SIGN_IN_LINK_LASTS = timedelta(hours=1)
OPERATOR_SESSION_LASTS = timedelta(hours=12)
TRIES_KEPT = timedelta(days=1)
LINKS_KEPT = timedelta(days=1)  # once they open nothing; the journal says who was given one, and who used it
CODE_LASTS = timedelta(minutes=15)
CODE_TRIES = 6
PROOF_LASTS = timedelta(minutes=15)  # what was proved at sign-in is proved again before a change to the account itself
ADDRESS_UNDO_LASTS = timedelta(days=7)
LOSS_DELAY = timedelta(hours=48)
RECOVERY_CODES = 10
PASSKEYS_ALLOWED = 10


@dataclass(frozen=True)
class Limit:
    tries: int
    over: timedelta
    refusal: str


LIMITS = {
    TryKind.LINK: Limit(
        20, timedelta(minutes=10), "Trop de liens ont été essayés depuis votre réseau : réessayez dans dix minutes."
    ),
    TryKind.CODE_TO_ADDRESS: Limit(
        4,
        timedelta(minutes=15),
        "Plusieurs codes viennent d’être envoyés à cette adresse : utilisez le dernier, ou réessayez dans 15 minutes.",
    ),
    TryKind.CODE_FROM_NETWORK: Limit(
        30,
        timedelta(minutes=15),
        "Trop de codes ont été demandés depuis votre réseau : réessayez dans 15 minutes.",
    ),
    TryKind.CODE_TRIED: Limit(
        60, timedelta(minutes=15), "Trop de codes ont été essayés depuis votre réseau : réessayez dans 15 minutes."
    ),
    TryKind.FACTOR: Limit(
        6,
        timedelta(minutes=15),
        "Six essais ont échoué pour ce compte : réessayez dans 15 minutes, ou déclarez la perte du facteur.",
    ),
    TryKind.LOSS: Limit(
        3, timedelta(days=1), "Vous avez déjà déclaré cette perte : attendez le message de l’équipe du programme."
    ),
    TryKind.LETTER_BY: Limit(
        100, timedelta(days=1), "Vous avez fait partir beaucoup de courriels aujourd’hui\u00a0: reprenez demain."
    ),
    TryKind.LETTER_TO: Limit(
        5,
        timedelta(days=1),
        "Vous avez déjà écrit cinq fois à cette adresse aujourd’hui\u00a0: attendez demain, ou appelez la personne.",
    ),
}


def is_operator(person: AbstractBaseUser | AnonymousUser, at: datetime) -> bool:
    """Belongs to the programme team at this instant: an open account and an appointment in force."""
    return is_appointed(person, Capacity.OPERATOR, at)


def is_appointed(person: AbstractBaseUser | AnonymousUser, capacity: Capacity, at: datetime) -> bool:
    """Say whether somebody holds this capacity at this instant, with an open account."""
    return bool(
        person.is_authenticated
        and person.is_active
        and not getattr(person, "lacks_second_factor", False)  # of the session in which somebody acts, see middleware
        and Appointment.objects.filter(person_id=person.pk).to(capacity).in_force(at).exists()
    )


def is_officer(person: AbstractBaseUser | AnonymousUser, at: datetime) -> bool:
    """Say whether somebody examines applications: an officer, or the programme team."""
    return is_appointed(person, Capacity.OFFICER, at) or is_operator(person, at)


def is_decider(person: AbstractBaseUser | AnonymousUser, at: datetime) -> bool:
    """Say whether somebody decides on applications: the programme team has that no more than others."""
    return is_appointed(person, Capacity.DECIDER, at)


def is_committee_member(person: AbstractBaseUser | AnonymousUser, at: datetime) -> bool:
    """Say whether somebody sits on a committee; on which one, and with whom, the calls say."""
    return is_appointed(person, Capacity.COMMITTEE, at)


OPERATORS = Audience("operators", lambda visitor: is_operator(visitor, timezone.now()))
OFFICERS = Audience("officers", lambda visitor: is_officer(visitor, timezone.now()))
DECIDERS = Audience("deciders", lambda visitor: is_decider(visitor, timezone.now()))
COMMITTEE_MEMBERS = Audience("committee_members", lambda visitor: is_committee_member(visitor, timezone.now()))
COMMITTEE_OR_TEAM = Audience(
    "committee_or_team",
    lambda visitor: is_committee_member(visitor, timezone.now()) or is_operator(visitor, timezone.now()),
)
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
    raise Refusal("Cette personne exerce déjà cette fonction : mettez d’abord fin à la nomination en cours.")


def require_later_end(until: datetime | None, at: datetime) -> None:
    if until is not None and until <= at:
        raise Refusal("La fin de la nomination est déjà passée : choisissez une date à venir, ou n’en donnez pas.")


def require_title_and_delegation(capacity: Capacity, title: str, delegation: str) -> None:
    """CRPA L212-1: a decision bears the name and the title of who signs, by a delegation or in their own right."""
    if capacity != Capacity.DECIDER:
        return
    if not title:
        raise Refusal("Indiquez la qualité de l’autorité de décision : elle figure sur chaque décision.")
    if not delegation:
        raise Refusal(
            "Indiquez la délégation de signature et sa date, ou que l’autorité de décision n’en a pas besoin."
        )


def require_own_account(person: User, by: User | None) -> None:
    """Nobody at all is the site itself, which erases accounts that nobody uses."""
    if by is not None and by.pk != person.pk:
        raise Refusal("Chacun efface son propre compte : demandez-le à la personne elle-même.")


def require_closable(person: User, by: User | None) -> None:
    _require_not_erased(person)
    if by is not None and by.pk == person.pk:
        raise Refusal("Personne ne ferme son propre compte ici\u00a0: effacez-le depuis «\u00a0Mes données\u00a0».")
    if not person.is_active:
        raise Refusal("Ce compte est déjà fermé\u00a0: il n’y a rien à fermer.")


def require_reopenable(person: User) -> None:
    _require_not_erased(person)
    if person.is_active:
        raise Refusal("Ce compte est déjà ouvert\u00a0: il n’y a rien à rouvrir.")


def _require_not_erased(person: User) -> None:
    if person.erased_at is not None:
        raise Refusal("Ce compte est effacé\u00a0: il n’y a plus rien à fermer ni à rouvrir.")


def require_notice_within_delay(days: int, notice_days: int) -> None:
    if days < 1:
        raise Refusal("Une durée de conservation est d’au moins un jour.")
    if notice_days >= days:
        raise Refusal("Le préavis doit être plus court que la durée de conservation.")


def require_address(email: str) -> str:
    """Give the address without spaces around; refuses what is none, and what a capital turns into somebody else’s."""
    address = email.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refusal("Cette adresse électronique n’est pas valable : corrigez-la.") from error
    if looks_like_another(address):
        raise Refusal("Cette adresse contient une lettre qui se confond avec une autre : corrigez-la.")
    return address


def needs_second_factor(person: User, at: datetime) -> bool:
    """Say whether this person may act for the programme, and so must prove more than an e-mail address."""
    return person.is_active and Appointment.objects.filter(person=person).in_force(at).exists()


def has_second_factor(person: User) -> bool:
    return Passkey.objects.filter(person=person).exists() or Totp.objects.filter(person=person).exists()


def is_code_alive(code: SignInCode, at: datetime) -> bool:
    return code.used_at is None and at < code.expires_at and code.tries < CODE_TRIES


def require_factor_left(person: User, at: datetime) -> None:
    """Refuse to take away the last factor of somebody who must have one."""
    count = Passkey.objects.filter(person=person).count() + Totp.objects.filter(person=person).count()
    if count <= 1 and needs_second_factor(person, at):
        raise Refusal("Votre fonction exige un second facteur : ajoutez-en un autre avant de retirer celui-ci.")


def require_answer_after_delay(loss: FactorLoss, at: datetime) -> None:
    if loss.answered_at or loss.cancelled_at:
        raise Refusal("Cette demande est déjà close : revenez à la liste.")
    if not loss.is_due(at):
        raise Refusal("Il faut laisser 48 heures à la personne pour s’y opposer : revenez après ce délai.")
