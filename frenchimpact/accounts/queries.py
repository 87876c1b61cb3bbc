"""What others ask about people and appointments."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from frenchimpact.accounts.events import ACCOUNT_OPENED, LINK_ISSUED
from frenchimpact.accounts.models import (
    Appointment,
    Capacity,
    Closure,
    FactorLoss,
    Identity,
    OpenSession,
    Passkey,
    RecoveryCode,
    User,
)
from frenchimpact.journal.models import Event

OPERATORS_LOCK = 2019_01  # any number, the same everywhere


def wait_for_turn_on_operators() -> None:
    """Hold, until the end of the transaction, the right to decide who is an operator: one at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [OPERATORS_LOCK])


def wait_for_turn_on_tries(of: str) -> None:
    """Hold, until the end of the transaction, the right to count what is tried by, or of, the same one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [of])


def operators_in_force(at: datetime) -> QuerySet[Appointment]:
    """Appointments to the programme team that count at this instant; those of closed accounts do not."""
    return Appointment.objects.to(Capacity.OPERATOR).in_force(at).filter(person__is_active=True)


def operators() -> list[User]:
    """Name the programme team of today, to be told of what waits for it."""
    team = operators_in_force(timezone.now()).values("person")
    return list(User.objects.filter(pk__in=team).order_by("pk"))


def has_operator(at: datetime) -> bool:
    return operators_in_force(at).exists()


def is_last_operator(person: User) -> bool:
    """Whether the team would be empty without this person, today."""
    operators = operators_in_force(timezone.now()).values_list("person", flat=True)
    return set(operators) == {person.pk}


def accounts_unused_since(instant: datetime) -> QuerySet[User, int]:
    """Numbers of the accounts into which nobody has come since, and which held no capacity since."""
    unused = User.objects.filter(erased_at=None).annotate(used_at=Coalesce("last_login", "joined_at"))
    holding = Appointment.objects.filter(Q(until=None) | Q(until__gt=instant))
    return unused.filter(used_at__lt=instant).exclude(appointments__in=holding).values_list("pk", flat=True)


def people_known() -> QuerySet[User]:
    """Whoever has an account, open or closed; the empty rows of those who were erased are nobody."""
    return User.objects.filter(erased_at=None)


def person_of_address(email: str) -> User | None:
    return User.objects.filter(email__lower=email.strip().lower()).first()


def appointments_by_date() -> QuerySet[Appointment]:
    return Appointment.objects.select_related("person", "by", "ended_by").order_by("-since", "-pk")


def closures_of(person: User) -> QuerySet[Closure]:
    """When this account was closed and reopened, the latest first."""
    return Closure.objects.filter(person=person).select_related("by", "reopened_by").order_by("-at", "-pk")


def appointments_of(person: User, at: datetime) -> QuerySet[Appointment]:
    return Appointment.objects.filter(person=person).in_force(at).order_by("since")


def sessions_of(person: User, at: datetime) -> QuerySet[OpenSession]:
    """Sessions of a person that have not expired, the latest first."""
    return OpenSession.objects.filter(person=person, session__expire_date__gt=at).order_by("-since")


def open_session_of_key(session_key: str) -> OpenSession | None:
    return OpenSession.objects.filter(session=session_key).first()


def has_just_opened_account(person: User, at: datetime) -> bool:
    """Whether this person opened their account in the quarter of an hour before this instant."""
    opened = Event.objects.about(person).filter(verb=ACCOUNT_OPENED.code, at__gt=at - timedelta(minutes=15))
    return opened.exists()


def links_given_by(giver: int, since: datetime) -> dict[int, datetime]:
    """For whom this person made out links, by their number, and since when."""
    lines = Event.objects.filter(verb=LINK_ISSUED.code, actor_id=giver, at__gte=since).order_by("-at")
    return dict(lines.values_list("subject_id", "at"))


def usable_recovery_codes(person: User) -> int:
    return RecoveryCode.objects.filter(person=person, used_at=None).count()


def passkeys_of(person: User) -> QuerySet[Passkey]:
    return Passkey.objects.filter(person=person).order_by("added_at", "pk")


def person_of_identity(issuer: str, subject: str) -> User | None:
    found = Identity.objects.filter(issuer=issuer, subject=subject).select_related("person").first()
    return found.person if found else None


def open_losses() -> QuerySet[FactorLoss]:
    """Losses that wait for an answer, the oldest first."""
    return FactorLoss.objects.open().select_related("person").order_by("asked_at", "pk")
