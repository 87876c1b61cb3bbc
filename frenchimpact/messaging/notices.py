"""Who is told of what happens to accounts, which stand below and do not know us."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from frenchimpact.accounts import events
from frenchimpact.accounts.models import Appointment, Erasure, User
from frenchimpact.accounts.queries import closures_of, has_just_opened_account, operators_in_force
from frenchimpact.journal.listeners import notice_of
from frenchimpact.journal.models import Event
from frenchimpact.messaging.actions import notify, write_email, write_last_word
from frenchimpact.messaging.models import Topic

# Pages to which letters lead, by their names.
ENTRANCE, SESSIONS, RIGHTS = "accounts:sign_in", "accounts:account", "portal:privacy"


@notice_of(events.APPOINTED)
def tell_who_is_appointed(event: Event) -> None:
    _tell_about_appointment(event, "messaging/emails/appointed.txt", ENTRANCE)


@notice_of(events.APPOINTMENT_ENDED)
def tell_whose_appointment_ended(event: Event) -> None:
    _tell_about_appointment(event, "messaging/emails/appointment_ended.txt", SESSIONS)


@notice_of(events.LINK_ISSUED)
def tell_whose_link_was_issued(event: Event) -> None:
    """Only warn: the link itself is handed over by whoever asked for it."""
    _tell(event, "messaging/emails/link_issued.txt", SESSIONS)


@notice_of(events.SIGNED_IN)
def tell_who_signed_in(event: Event) -> None:
    """Whoever has just opened their account knows that they came in: they are told that it is open."""
    if isinstance(event.subject, User) and not has_just_opened_account(event.subject, event.at):
        _tell(event, "messaging/emails/signed_in.txt", SESSIONS)


@notice_of(events.ACCOUNT_OPENED)
def welcome_who_opened_an_account(event: Event) -> None:
    _tell(event, "messaging/emails/welcome.txt", "portal:space")


@notice_of(events.PURGE_ANNOUNCED)
def tell_whose_account_goes(event: Event) -> None:
    """Tell whoever may still come in by a notice; and whoever may not, by e-mail alone."""
    if not isinstance(event.subject, User):
        return
    on, template = date.fromisoformat(event.details["on"]), "messaging/emails/purge_announced.txt"
    if event.subject.is_active:
        _write(event, event.subject, template, ENTRANCE, on=on)
    else:
        write_email(event.subject, template=template, context=_facts(event) | {"on": on}, link=reverse(RIGHTS))


@notice_of(events.ACCOUNT_CLOSED)
def tell_whose_account_is_closed(event: Event) -> None:
    """Give the reason and where to answer: by e-mail alone, since a closed account reads no notice."""
    if isinstance(event.subject, User):
        context = _facts(event) | {"closure": closures_of(event.subject)[0]}
        write_email(
            event.subject, template="messaging/emails/account_closed.txt", context=context, link=reverse(RIGHTS)
        )


@notice_of(events.ACCOUNT_REOPENED)
def tell_whose_account_is_reopened(event: Event) -> None:
    if isinstance(event.subject, User):
        closure = closures_of(event.subject)[0]
        _write(event, event.subject, "messaging/emails/account_reopened.txt", ENTRANCE, closure=closure)


@notice_of(events.ERASED)
@notice_of(events.PURGED)
def say_farewell(event: Event) -> None:
    """Write to the address that is about to be forgotten; the e-mail itself is forgotten once it is sent."""
    if isinstance(event.subject, User):
        kept = Erasure.objects.get(number=event.subject.pk).kept
        write_last_word(
            event.subject.email, {"site_name": settings.SITE_NAME, "kept": kept}, link=reverse("portal:register")
        )


@notice_of(events.FACTOR_ADDED)
@notice_of(events.FACTOR_REMOVED)
@notice_of(events.RECOVERY_CODE_USED)
@notice_of(events.RECOVERY_CODES_MADE)
def tell_whose_factors_changed(event: Event) -> None:
    _tell(event, "messaging/emails/factors_changed.txt", "accounts:security")


@notice_of(events.FACTOR_LOST)
def tell_the_team_of_a_lost_factor(event: Event) -> None:
    """Tell operators; the page itself writes to the person, with the link that cancels."""
    team = User.objects.filter(pk__in=operators_in_force(event.at).values("person")).exclude(pk=event.subject_id)
    context = {"site_name": settings.SITE_NAME}
    template = "messaging/emails/loss_to_answer.txt"
    link = reverse("accounts:losses")
    notify(team, about=event, topic=Topic.SECURITY, template=template, context=context, link=link)


@notice_of(events.LOSS_ANSWERED)
def tell_whose_loss_was_answered(event: Event) -> None:
    refused = not event.details.get("accepted")
    _tell(event, f"messaging/emails/loss_{'refused' if refused else 'accepted'}.txt", ENTRANCE)


def _tell_about_appointment(event: Event, template: str, page: str) -> None:
    if isinstance(event.subject, Appointment):
        _write(event, event.subject.person, template, page, appointment=event.subject)


def _tell(event: Event, template: str, page: str) -> None:
    if isinstance(event.subject, User):
        _write(event, event.subject, template, page)


def _write(event: Event, person: User, template: str, page: str, **more: object) -> None:
    """Tell this person, with the page (by its name) where they see it or answer it."""
    context = _facts(event) | more
    notify([person], about=event, topic=Topic.SECURITY, template=template, context=context, link=reverse(page))


def _facts(event: Event) -> dict[str, object]:
    return {
        "site_name": settings.SITE_NAME,
        "at": timezone.localtime(event.at),
    }
