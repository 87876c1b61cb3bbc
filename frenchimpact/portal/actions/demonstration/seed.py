"""The whole demonstration, made once."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.community.models import Collective
from frenchimpact.geography.models import Commune
from frenchimpact.portal.actions.demonstration.call import seed_call
from frenchimpact.portal.actions.demonstration.cast import seed_cast
from frenchimpact.portal.actions.demonstration.collectives import COLLECTIVES, COMMUNES
from frenchimpact.portal.actions.demonstration.committee import seed_committee
from frenchimpact.portal.actions.demonstration.decided import seed_decided
from frenchimpact.portal.actions.demonstration.files import seed_files
from frenchimpact.portal.actions.demonstration.labels import seed_life_of_label
from frenchimpact.portal.actions.demonstration.pages import seed_pages
from frenchimpact.portal.actions.demonstration.support import seed_support
from frenchimpact.shared.errors import Refusal


@transaction.atomic
def seed_demo(*, by: User | None = None) -> None:
    """Make the fictional people, pages, call, collectives and applications; run again, it changes nothing.

    The content waits for the geography. Refuses where the site is not a demonstration.
    """
    if not settings.DEMO:
        raise Refusal("Ces personnes sont inventées\u00a0: elles n’ont leur place que dans la démonstration.")
    now = timezone.now()
    cast = seed_cast(by=by, now=now)
    is_geography_there = Commune.objects.filter(pk__in=COMMUNES).count() == len(COMMUNES)
    if is_geography_there and not Collective.objects.filter(name=COLLECTIVES[0].name).exists():
        pages = seed_pages(cast, by=cast["operatrice"])
        call = seed_call(by=cast["operatrice"], now=now)
        seed_files(cast, pages, call, by=cast["operatrice"], now=now)
        seed_committee(cast, pages, call, by=cast["operatrice"], now=now)
        seed_decided(cast, call, by=cast["operatrice"], now=now)
        seed_life_of_label(cast, by=cast["operatrice"], now=now)
        seed_support(cast, pages, by=cast["operatrice"], now=now)
