"""Territories of a few communes, organisations and collectives."""

from django.utils.text import slugify

from frenchimpact.accounts.models import User
from frenchimpact.community.actions import TerritoryFacts, describe_territory
from frenchimpact.community.models import (
    Certainty,
    Collective,
    CollectiveSeat,
    Kind,
    Membership,
    MembershipRole,
    Organisation,
    SeatRole,
    Standing,
    Territory,
)
from frenchimpact.geography.actions.perimeters import Part, create_perimeter
from frenchimpact.geography.models import Commune, Perimeter, PlaceKind


def facts_of(name: str, *communes: Commune, certainty: Certainty = Certainty.CERTAIN) -> TerritoryFacts:
    return TerritoryFacts(name, [Part(PlaceKind.COMMUNE, commune.code) for commune in communes], certainty)


def make_territory(name: str, *communes: Commune) -> Territory:
    made = describe_territory(facts_of(name, *communes), by=None)
    return Territory.objects.measured().get(pk=made.pk)  # with what the database has added up


def make_organisation(
    name: str = "Les Ateliers d’Essai", *, standing: Standing = Standing.SHOWN, kinds: list[Kind] | None = None
) -> Organisation:
    return Organisation.objects.create(
        name=name, slug=slugify(name.replace("’", "'")), standing=standing, kinds=kinds or [Kind.ESS_COMPANY]
    )


def make_membership(organisation: Organisation, person: User, role: MembershipRole = MembershipRole.LEAD) -> Membership:
    return Membership.objects.create(organisation=organisation, person=person, role=role)


def make_collective(name: str = "Pays d’Essai", *communes: Commune, lead: Organisation | None = None) -> Collective:
    """Make a collective for these communes, or, to be quick, for a perimeter that holds none."""
    parts = [Part(PlaceKind.COMMUNE, commune.code) for commune in communes]
    perimeter = create_perimeter(name, parts, by=None) if parts else Perimeter.objects.create(name=name)
    lead = lead or make_organisation(f"Mairie de {name}")
    return Collective.objects.create(name=name, perimeter=perimeter, lead=lead)


def make_seat(collective: Collective, person: User, role: SeatRole = SeatRole.WRITER) -> CollectiveSeat:
    return CollectiveSeat.objects.create(collective=collective, person=person, role=role)
