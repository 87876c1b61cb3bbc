"""A page comes to be, with whoever made it as its first responsible person."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.community import events
from frenchimpact.community.actions.memberships import seat
from frenchimpact.community.calculations.identifiers import implied
from frenchimpact.community.calculations.legal_forms import ess_basis_of
from frenchimpact.community.models import (
    EssBasis,
    Identifier,
    IdentifierScheme,
    Kind,
    MembershipRole,
    Organisation,
    Place,
    Standing,
    slug_of,
)
from frenchimpact.community.queries.memberships import lock_team
from frenchimpact.community.queries.organisations import wait_for_turn_on_names
from frenchimpact.community.rules import organisations as rules
from frenchimpact.geography.models import Commune
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal
from frenchimpact.themes.models import Theme

DECLARED = "déclaré par l’organisation"


@dataclass(frozen=True)
class OrganisationFacts:
    """What its first person tells; a number and a place may come later, a group of citizens may never have any."""

    name: str
    kinds: Sequence[Kind]
    short_name: str = ""
    legal_category: str = ""
    numbers: Sequence[tuple[IdentifierScheme, str]] = ()
    commune: Commune | None = None
    street: str = ""
    postcode: str = ""
    hides_address: bool = False
    themes: Sequence[Theme] = ()
    description: str = ""


@transaction.atomic
def create_organisation(facts: OrganisationFacts, *, by: User) -> Organisation:
    """Create a page that waits for the operators; whoever creates it becomes responsible for it.

    Refuses an empty name, no kind, a wrong number, one that another page bears, and an eleventh page that waits.
    """
    wait_for_turn_on_names()
    if not facts.name.strip() or not facts.kinds:
        raise Refusal("Donnez le nom de l’organisation, et ce qu’elle est.")
    waiting = Organisation.objects.filter(created_by=by, standing=Standing.WAITING).count()
    if waiting >= rules.MOST_PAGES_WAITING:
        raise Refusal(
            "Trop de vos pages attendent leur vérification\u00a0: la réponse à l’une d’elles vous en rendra une."
        )
    organisation = Organisation.objects.create(
        slug=_free_slug(facts.name),
        name=facts.name.strip(),
        short_name=facts.short_name.strip(),
        kinds=list(dict.fromkeys(facts.kinds)),
        legal_category=facts.legal_category,
        ess_basis=EssBasis(ess_basis_of(facts.legal_category, claims_ess=False)),
        description=facts.description.strip(),
        hides_address=facts.hides_address,
        created_by=by,
    )
    organisation.themes.set(facts.themes)
    for scheme, text in facts.numbers:
        write_number(organisation, scheme, text, by=by)
    if facts.commune:
        Place.objects.create(
            organisation=organisation,
            commune=facts.commune,
            street=facts.street.strip(),
            postcode=facts.postcode.strip(),
            is_seat=True,
        )
    seat(lock_team(organisation.pk), by, MembershipRole.LEAD, at=timezone.now(), by=by)
    record(events.ORGANISATION_CREATED, organisation, by=by)
    return organisation


@transaction.atomic
def write_number(organisation: Organisation, scheme: IdentifierScheme, text: str, *, by: User) -> None:
    """Write a number, and the SIREN that a SIRET holds; whoever calls has asked who may.

    Refuses a wrong number, and one that another page bears.
    """
    value = rules.require_number(scheme, text)
    for each, number in implied(scheme, value):
        rules.require_free_number(each, number, of=organisation)
        Identifier.objects.get_or_create(
            scheme=each, value=number, defaults={"organisation": organisation, "source": DECLARED}
        )
    record(events.NUMBER_GIVEN, organisation, by=by, scheme=scheme)


def _free_slug(name: str) -> str:
    base = slug_of(name) or "organisation"
    tries = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(slug for slug in tries if rules.is_free_slug(slug, of=Organisation()))
