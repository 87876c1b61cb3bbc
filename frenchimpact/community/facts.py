"""What may be known of an organisation and of a collective, for the rules of calls; each with where it is said."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef
from django.urls import reverse

from frenchimpact.community.calculations.legal_forms import GROUPS
from frenchimpact.community.models import (
    Challenge,
    Collective,
    CollectiveMember,
    Engagement,
    EssBasis,
    Identifier,
    Kind,
    MemberRole,
    Organisation,
    Place,
    Standing,
    StatusClaim,
    StatusKind,
)
from frenchimpact.community.queries.bases import basis_on
from frenchimpact.community.queries.collectives import gaps_of
from frenchimpact.eligibility.calculations import Fact, FactKind, Reading
from frenchimpact.eligibility.registry import FactSource, register

FORMS = dict(enumerate(GROUPS, start=1))  # groups of legal categories, by a code of ours
BASES = {code: str(label) for code, label in EssBasis.choices if code != EssBasis.UNKNOWN}


def _organisation_facts(prefix: str, whose: str) -> tuple[Fact, ...]:
    return (
        Fact(f"{prefix}.is_registered", f"Numéro d’un registre officiel{whose}", FactKind.YES_NO),
        Fact(f"{prefix}.kinds", f"Natures{whose}", FactKind.SET, {code: str(label) for code, label in Kind.choices}),
        Fact(
            f"{prefix}.legal_form",
            f"Forme juridique{whose}",
            FactKind.TEXT,
            {str(code): name.lower() for code, name in FORMS.items()},
        ),
        Fact(f"{prefix}.ess_basis", f"Appartenance à l’ESS{whose}", FactKind.TEXT, BASES),
        Fact(
            f"{prefix}.statuses",
            f"Statuts et agréments{whose}",
            FactKind.SET,
            {code: str(label) for code, label in StatusKind.choices},
        ),
        Fact(f"{prefix}.is_shown", f"Page publiée{whose}", FactKind.YES_NO),
        Fact(f"{prefix}.is_described", f"Présentation écrite{whose}", FactKind.YES_NO),
        Fact(f"{prefix}.has_seat", f"Siège indiqué{whose}", FactKind.YES_NO),
    )


def read_organisation(organisation: Organisation, day: date, prefix: str = "organisation") -> Mapping[str, Reading]:
    """Read what the page of an organisation says; what it does not say is not known, never « non »."""
    url = reverse("community:organisation_edit", args=[organisation.slug])
    basis = basis_on(organisation, day)
    values = {
        "is_registered": Identifier.objects.filter(organisation=organisation).exists() or None,
        "kinds": frozenset(organisation.kinds),
        "legal_form": _form_of(organisation.legal_category),
        "ess_basis": None if basis == EssBasis.UNKNOWN else basis.value,
        "statuses": _statuses_on(organisation, day),
        "is_shown": organisation.standing == Standing.SHOWN,
        "is_described": bool(organisation.description.strip()),
        "has_seat": Place.objects.filter(organisation=organisation, is_seat=True).exists(),
    }
    source = f"page de {organisation}"
    return {f"{prefix}.{name}": Reading(value, source, url) for name, value in values.items()}


def read_collective(collective: Collective, day: date) -> Mapping[str, Reading]:
    """Read what a collective says today, and what the page of its chef de file says."""
    signed = Engagement.objects.filter(member=OuterRef("pk"), signed_at__isnull=False)
    members = list(
        CollectiveMember.objects.filter(collective=collective, left_at=None).annotate(has_signed=Exists(signed))
    )
    committed = [member for member in members if member.has_signed]
    written = [one for one in Challenge.objects.filter(collective=collective) if not gaps_of(one)]
    perimeter = collective.perimeter
    is_known = perimeter.parts.exists()  # a perimeter without a code cannot be read back
    values: dict[str, tuple[str, Decimal | frozenset[str] | None]] = {
        "members": ("members", Decimal(len(members))),
        "signed_letters": ("members", Decimal(len(committed))),
        "roles": ("members", frozenset(member.role for member in committed)),
        "challenges": ("challenges", Decimal(len(written))),
        "communes": ("perimeter", Decimal(perimeter.commune_count) if is_known else None),
        "population": ("perimeter", Decimal(perimeter.population) if is_known else None),
    }
    own = {f"collective.{name}": _said(collective, *said) for name, said in values.items()}
    return {**own, **read_organisation(collective.lead, day, "lead")}


PAGES = {
    "members": ("membres et lettres d’engagement du collectif", "community:collective_members"),
    "challenges": ("défis du collectif", "community:challenges"),
    "perimeter": ("périmètre du collectif", "community:collective_perimeter"),
}


def _said(collective: Collective, page: str, value: Decimal | frozenset[str] | None) -> Reading:
    source, address = PAGES[page]
    return Reading(value, source, reverse(address, args=[collective.public_id]))


def _form_of(category: str) -> str | None:
    return next((str(code) for code, group in FORMS.items() if category in GROUPS[group]), None)


def _statuses_on(organisation: Organisation, day: date) -> frozenset[str]:
    """Keep the statuses that a source says on this day and none denies."""
    said = [
        claim
        for claim in StatusClaim.objects.filter(organisation=organisation)
        if claim.expires_on is None or claim.expires_on >= day
    ]
    return frozenset(one.status for one in said if one.holds) - {one.status for one in said if not one.holds}


COLLECTIVE = (
    Fact("collective.members", "Membres du collectif", FactKind.NUMBER, unit="membre,membres"),
    Fact("collective.signed_letters", "Lettres d’engagement signées", FactKind.NUMBER, unit="lettre,lettres"),
    Fact(
        "collective.roles",
        "Rôles des membres engagés",
        FactKind.SET,
        {code: str(label) for code, label in MemberRole.choices},
    ),
    Fact("collective.challenges", "Défis décrits en entier", FactKind.NUMBER, unit="défi,défis"),
    Fact("collective.communes", "Communes du périmètre", FactKind.NUMBER, unit="commune,communes"),
    Fact("collective.population", "Population du périmètre", FactKind.NUMBER, unit="habitant,habitants"),
    *_organisation_facts("lead", " du chef de file"),
)
ORGANISATION = _organisation_facts("organisation", " de l’organisation")
register(FactSource("community.collective", Collective, COLLECTIVE, read_collective))
register(FactSource("community.organisation", Organisation, ORGANISATION, read_organisation))
