"""The people of the demonstration: accounts and appointments."""

from datetime import datetime, timedelta

from django.db import transaction

from frenchimpact.accounts.actions import open_account_for
from frenchimpact.accounts.actions.appointments import appoint
from frenchimpact.accounts.models import Appointment, Capacity, User
from frenchimpact.community.models import Organisation
from frenchimpact.messaging.actions import notify
from frenchimpact.messaging.models import Topic
from frenchimpact.messaging.queries import notices_of
from frenchimpact.portal.queries import DEMO_DOMAIN, DEMO_ROLES

Cast = dict[str, User]
Pages = dict[str, Organisation]

WELCOME = [
    ("Bienvenue à Val-d’Essai", "Cette ville n’existe pas\u00a0: vous pouvez tout essayer sans rien abîmer.", "/"),
    (
        "Choisissez comment être informé·e",
        "Une fois par jour, par semaine, ou sur le site seulement.",
        "/notifications/preferences/",
    ),
]
LETTER = "portal/emails/demo_notice.txt"
FOUNDERS = {"fondatrice": "Iris Fondatrice-Fictive", "fondateur": "Jonas Porteur-Supposé"}
LONG_AGO = timedelta(days=200)
DELEGATION = "Délégation inventée pour la démonstration, sans aucune valeur"


@transaction.atomic
def seed_cast(*, by: User | None, now: datetime) -> Cast:
    """Open the account of each role and of those behind the scenes; appoint who is not yet."""
    cast: Cast = {}
    for role in DEMO_ROLES:
        person = cast[role.role] = open_account_for(role.email, role.name, by=by)
        if not notices_of(person).filter(topic=Topic.PLATFORM).exists():
            _welcome(person)
    operator = cast["operatrice"]
    # Those who appoint the others come first.
    for role in sorted(DEMO_ROLES, key=lambda each: each.capacity != Capacity.OPERATOR):
        if role.capacity:
            by_whom = by if role.role == "operatrice" else operator
            _appoint(cast[role.role], role.capacity, role.official_title, by=by_whom, now=now)
    for role_name, name in FOUNDERS.items():
        cast[role_name] = open_account_for(f"{role_name}@{DEMO_DOMAIN}", name, by=by)
    return cast


def _appoint(person: User, capacity: Capacity, title: str, *, by: User | None, now: datetime) -> None:
    """Appoint somebody since long ago: what is shown as decided in the past was decided by somebody in office."""
    if Appointment.objects.filter(person=person).in_force(now).exists():
        return
    delegation = DELEGATION if capacity == Capacity.DECIDER else ""
    appointment = appoint(person, capacity, title=title, delegation=delegation, by=by)
    Appointment.objects.filter(pk=appointment.pk).update(since=now - LONG_AGO)


def _welcome(person: User) -> None:
    for title, text, link in WELCOME:
        context = {"title": title, "text": text}
        notify([person], about=None, topic=Topic.PLATFORM, template=LETTER, context=context, link=link)
