"""What the portal writes: the fictional people and territory of the demonstration."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.actions import appoint_operator, open_account_for
from frenchimpact.accounts.models import User
from frenchimpact.accounts.rules import is_operator
from frenchimpact.community.actions import TerritoryFacts, describe_territory
from frenchimpact.community.models import Certainty, Territory
from frenchimpact.geography.actions import Part
from frenchimpact.geography.models import Commune, PlaceKind
from frenchimpact.labels.actions import Announcement, write_down_label
from frenchimpact.labels.models import Precision
from frenchimpact.messaging.actions import notify
from frenchimpact.messaging.models import Topic
from frenchimpact.messaging.queries import notices_of
from frenchimpact.portal.queries import DEMO_ROLES
from frenchimpact.shared.errors import Refusal

WELCOME = [
    ("Bienvenue à Val-d’Essai", "Cette ville n’existe pas : vous pouvez tout essayer sans rien abîmer.", "/"),
    ("Choisissez comment être informé·e", "Une fois par jour, par semaine, ou sur le site seulement.", ""),
    ("Val-d’Essai cherche son chef de file", "Une annonce fictive, pour voir à quoi ressemble une notification.", ""),
]
LETTER = "portal/emails/demo_notice.txt"
# Real communes, so that maps and figures have something to show; that they act together is invented.
COMMUNES = ["26069", "26113", "26282"]
TERRITORY = TerritoryFacts(
    name="Val-d’Essai (territoire fictif)",
    parts=[Part(PlaceKind.COMMUNE, code) for code in COMMUNES],
    certainty=Certainty.HYPOTHESIS,
    certainty_note="Territoire inventé pour la démonstration : ses communes existent, leur collectif non.",
)
LABEL = Announcement(
    wave=99, announced_on=date(2026, 1, 1), precision=Precision.YEAR, source="Label inventé pour la démonstration"
)


@transaction.atomic
def seed_demo(*, by: User | None = None) -> None:
    """Make the fictional people of Val-d’Essai, their territory and its label; run again, it changes nothing.

    The territory waits for the geography. Refuses where the site is not a demonstration.
    """
    if not settings.DEMO:
        raise Refusal("Ces personnes sont inventées : elles n’ont leur place que dans la démonstration.")
    now = timezone.now()
    first: User | None = by
    for role in DEMO_ROLES:
        person = open_account_for(role.email, role.name, by=by)
        if role.is_operator and not is_operator(person, now):
            appoint_operator(person, by=first)
        if role.is_operator and first is None:
            first = person  # who appoints the next one, as in life
        if not notices_of(person).filter(topic=Topic.PLATFORM).exists():
            _welcome(person)
    _describe_val_d_essai(by)


def _describe_val_d_essai(by: User | None) -> None:
    is_known = Commune.objects.filter(pk__in=COMMUNES).count() == len(COMMUNES)
    if is_known and not Territory.objects.filter(name=TERRITORY.name).exists():
        write_down_label(describe_territory(TERRITORY, by=by), LABEL, by=by)


def _welcome(person: User) -> None:
    for title, text, link in WELCOME:
        context = {"title": title, "text": text}
        notify([person], about=None, topic=Topic.PLATFORM, template=LETTER, context=context, link=link)
