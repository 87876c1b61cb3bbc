"""The fictional collectives of the demonstration: places, members with their letters, challenges, people."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.community.actions import CollectiveFacts, found_collective
from frenchimpact.community.actions.challenges import ChallengeFacts, add_challenge
from frenchimpact.community.actions.engagements import MemberFacts, add_member, send_letter, sign_letter
from frenchimpact.community.actions.seats import offer_seat, take_seat
from frenchimpact.community.models import Collective, CollectiveMember, Engagement, MemberRole, Organisation, SeatRole
from frenchimpact.geography.actions.perimeters import Part
from frenchimpact.geography.models import PlaceKind
from frenchimpact.messaging.models import Email
from frenchimpact.portal.actions.demonstration.cast import Pages
from frenchimpact.portal.queries import DEMO_DOMAIN

FICTIONAL = "Territoire inventé pour la démonstration\u00a0: ses communes existent, leur collectif non."
TOKEN = re.compile(r"/(?:engagements|collectifs/invitations)/([\w-]{20,})/")


@dataclass(frozen=True)
class Draft:
    """A collective to found; its communes are real, so that maps and figures have something to show."""

    key: str
    name: str
    communes: tuple[str, str, str]
    lead: str  # the key of the page
    owner: str  # who runs that page
    members: tuple[tuple[str, MemberRole], ...]


COLLECTIVES = (
    Draft(
        "val_d_essai",
        "Val-d’Essai (territoire fictif)",
        ("26069", "26113", "26282"),
        "communaute",
        "pilote",
        (("ateliers", MemberRole.ESS), ("fondation", MemberRole.FUNDER), ("voisins", MemberRole.CITIZENS)),
    ),
    Draft(
        "rive",
        "Rive-Fictive (territoire fictif)",
        ("58059", "58131", "58218"),
        "voisins",
        "fondateur",
        (("refuge", MemberRole.OTHER), ("boulangerie", MemberRole.COMPANY)),
    ),
    Draft(
        "haute",
        "Haute-Hypothèse (territoire fictif)",
        ("15119", "15138", "15141"),
        "ruche",
        "fondatrice",
        (("universite", MemberRole.RESEARCH), ("reseau", MemberRole.SUPPORT)),
    ),
    Draft(
        "plaine",
        "Plaine-Inventée (territoire fictif)",
        ("55029", "55291", "55186"),
        "fondation",
        "fondatrice",
        (("communaute", MemberRole.LOCAL_AUTHORITY), ("ateliers", MemberRole.ESS)),
    ),
    Draft(
        "mont",
        "Mont-Supposé (territoire fictif)",
        ("88516", "88114", "88079"),
        "universite",
        "fondateur",
        (("pole", MemberRole.ESS), ("fondation", MemberRole.FUNDER)),
    ),
    Draft(
        "lande",
        "Lande-Rêvée (territoire fictif)",
        ("48095", "48092", "48061"),
        "ruche",
        "fondatrice",
        (("pole", MemberRole.ESS), ("voisins", MemberRole.CITIZENS)),
    ),
    Draft(
        "foret",
        "Forêt-Imaginaire (territoire fictif)",
        ("89345", "89055", "89201"),
        "reseau",
        "fondateur",
        (("boulangerie", MemberRole.COMPANY), ("ruche", MemberRole.SUPPORT)),
    ),
    Draft(
        "pays",
        "Pays du Conditionnel (territoire fictif)",
        ("18233", "18032", "18241"),
        "pole",
        "fondatrice",
        (("boulangerie", MemberRole.COMPANY), ("voisins", MemberRole.CITIZENS)),
    ),
)
CHALLENGES = (
    ("Rompre l’isolement des plus âgés", ["social"], "Personnes de plus de 75 ans sans visite", "personnes", 120, 60),
    ("Diviser par deux ce que l’on jette", ["environmental"], "Déchets par habitant et par an", "kg", 480, 240),
    ("Décider avec celles et ceux que l’on n’entend pas", ["citizen", "social"], "Participants tirés", "%", 4, 25),
)
COMMUNES = [code for each in COLLECTIVES for code in each.communes]


@transaction.atomic
def seed_collective(draft: Draft, pages: Pages, *, by: User, at: datetime, is_whole: bool = True) -> Collective:
    """Found a collective whose members signed at this instant; one that is not whole waits for letters and figures."""
    facts = CollectiveFacts(
        name=draft.name,
        parts=[Part(PlaceKind.COMMUNE, code) for code in draft.communes],
        lead=pages[draft.lead],
        presentation=f"{FICTIONAL} Des habitantes et des élus y cherchent comment mieux vivre ensemble.",
    )
    collective = found_collective(facts, by=by)
    Collective.objects.filter(pk=collective.pk).update(created_at=at)
    sign_as_member(CollectiveMember.objects.get(collective=collective), by=by, at=at)
    for key, role in draft.members:
        member = _add(collective, pages[key], role, by=by)
        if is_whole:
            sign_as_member(member, by=by, at=at)
    for title, kinds, indicator, unit, baseline, target in CHALLENGES[: None if is_whole else 2]:
        challenge = ChallengeFacts(
            title=title,
            kinds=kinds,
            statement=f"{title}\u00a0: constat inventé, partagé par les membres du collectif.",
            indicator=indicator,
            unit=unit,
            baseline=Decimal(baseline),
            baseline_source="Enquête fictive de l’Université des Essais" if is_whole else "",
            baseline_year=at.year - 1,
            target=Decimal(target),
            deadline=date(at.year + 3, 12, 31),
        )
        add_challenge(collective, challenge, by=by)
    return collective


@transaction.atomic
def sign_as_member(member: CollectiveMember, *, by: User, at: datetime) -> None:
    """Send the letter and sign it by the link that its e-mail bears."""
    letter = send_letter(member, by=by, at=at)
    sign_letter(_token_sent_to(member.contact_email), member.contact_name, "présidente (fictive)", at=at)
    Engagement.objects.filter(pk=letter.pk).update(sent_at=at)


@transaction.atomic
def seat_people(collective: Collective, seats: dict[SeatRole, User], *, by: User) -> None:
    """Invite each, who accepts by the link of the e-mail."""
    for role, person in seats.items():
        offer_seat(collective, person.email, role, by=by)
        take_seat(_token_sent_to(person.email), by=person)


def _add(collective: Collective, page: Organisation, role: MemberRole, *, by: User) -> CollectiveMember:
    facts = MemberFacts(
        name=page.name,
        role=role,
        contribution="Du temps, un lieu et un budget inventés pour la démonstration.",
        contact_name=f"Signataire fictive, {page.name}"[:150],
        contact_email=f"page-{page.pk}-{collective.pk}@{DEMO_DOMAIN}",
        organisation=page,
    )
    return add_member(collective, facts, by=by)


def _token_sent_to(address: str) -> str:
    """Read the link as its addressee would: nothing but the e-mail bears it."""
    text = Email.objects.filter(to=address).latest("pk").text
    return str(TOKEN.findall(text)[0])
