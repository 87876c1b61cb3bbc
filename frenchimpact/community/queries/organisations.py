"""What others may ask about organisations; what hides its address tells it to nobody."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import Q, QuerySet

from frenchimpact.accounts.models import User, Visitor
from frenchimpact.community.calculations.identifiers import compact, displayed
from frenchimpact.community.models import (
    FormerSlug,
    Identifier,
    IdentifierScheme,
    Organisation,
    OrganisationQuerySet,
    Place,
    StatusClaim,
    sort_key_of,
)
from frenchimpact.geography.calculations.names import key_of, telling_words
from frenchimpact.geography.models import Commune

NAMES_LOCK = 2019_02  # any number, the same everywhere
LIKE = 0.6  # of trigrams of a word, at least: one slip in a word of six letters
SHORTEST_WITH_A_SLIP = 5
SHORTEST_NUMBER = 6
ALIKE_SHOWN = 5
ESTABLISHMENTS = (IdentifierScheme.SIRET, IdentifierScheme.RIDET, IdentifierScheme.TAHITI)
UNREADABLE = frozenset("\0\N{REPLACEMENT CHARACTER}")


@dataclass(frozen=True)
class ShownPlace:
    """A place as everybody may know it; street and postcode are empty where the address is hidden."""

    pk: int
    label: str
    street: str
    postcode: str
    commune: Commune
    is_seat: bool


@dataclass(frozen=True)
class ShownStatus:
    """What a source says of a status, and whether another one says the contrary."""

    claim: StatusClaim
    has_expired: bool
    is_disputed: bool


def wait_for_turn_on_names() -> None:
    """Hold, until the end of the transaction, the right to give an address or a number: one at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NAMES_LOCK])


def places_of(organisation: Organisation) -> list[ShownPlace]:
    """Give its places, the seat first; of one that hides its address, the commune of its seat and nothing else."""
    hidden = organisation.hides_address
    rows = Place.objects.filter(organisation=organisation).select_related("commune__departement__region")
    if hidden:
        rows = rows.filter(is_seat=True)
    return [
        ShownPlace(
            pk=each.pk,
            label="" if hidden else each.label,
            street="" if hidden else each.street,
            postcode="" if hidden else each.postcode,
            commune=each.commune,
            is_seat=each.is_seat,
        )
        for each in rows.order_by("-is_seat", "pk")
    ]


def statuses_of(organisation: Organisation, on: date) -> list[ShownStatus]:
    """Give all that sources say, side by side; an expired one contradicts nothing."""
    claims = list(StatusClaim.objects.filter(organisation=organisation).order_by("status", "-stated_on", "pk"))
    alive = [claim for claim in claims if not _has_expired(claim, on)]
    return [
        ShownStatus(
            claim,
            has_expired=_has_expired(claim, on),
            is_disputed=claim in alive and any(o.status == claim.status and o.holds != claim.holds for o in alive),
        )
        for claim in claims
    ]


def numbers_of(organisation: Organisation) -> list[tuple[Identifier, str]]:
    """Give the numbers that everybody may read; see `telling_numbers`."""
    rows = telling_numbers().filter(organisation=organisation).order_by("scheme", "value")
    return [(each, displayed(each.scheme, each.value)) for each in rows]


def telling_numbers() -> QuerySet[Identifier]:
    """Find numbers, but those of an establishment that hides its address: public registers tell where it stands."""
    return Identifier.objects.exclude(scheme__in=ESTABLISHMENTS, organisation__hides_address=True)


def organisations(viewer: Visitor) -> OrganisationQuerySet:
    """Give the directory as this person may see it: published pages, and one's own."""
    return Organisation.objects.visible_to(viewer if isinstance(viewer, User) else None)


def now_at(slug: str) -> Organisation | None:
    """Find the organisation that once had this address."""
    former = FormerSlug.objects.filter(slug=slug).select_related("organisation").first()
    return former.organisation if former else None


def bearing(scheme: str, value: str, viewer: Visitor) -> Organisation | None:
    """Find the page with this number, if this person may see it."""
    return organisations(viewer).filter(identifiers__scheme=scheme, identifiers__value=value).first()


def alike(name: str, viewer: Visitor) -> list[Organisation]:
    """Find pages whose names look like this one, the nearest first."""
    key = sort_key_of(name.strip())
    if not key or UNREADABLE.intersection(key):
        return []
    near = Organisation.objects.annotate(near=TrigramWordSimilarity(key, "sort_key")).filter(
        Q(near__gte=LIKE) | Q(short_sort_key=key)
    )
    return list(organisations(viewer).filter(pk__in=near.values("pk")).order_by("sort_key", "pk")[:ALIKE_SHOWN])


def found_by(text: str, rows: OrganisationQuerySet) -> OrganisationQuerySet:
    """Find by words of the name, of the usual name or of the seat's commune, with a slip; or by a number.

    Neither street nor postcode is ever looked at.
    """
    if UNREADABLE.intersection(text):
        return rows.none()
    digits = compact(text)
    if len(digits) >= SHORTEST_NUMBER and any(each.isdigit() for each in digits):
        numbered = rows.filter(pk__in=telling_numbers().filter(value__startswith=digits).values("organisation"))
        if numbered.exists():
            return numbered
    words = telling_words(key_of(text))
    if not words:
        return rows.none() if text.strip() else rows
    found = rows.with_seat()
    for number, word in enumerate(words):
        held = Q(sort_key__contains=word) | Q(short_sort_key__contains=word) | Q(seat_key__contains=word)
        if len(word) >= SHORTEST_WITH_A_SLIP:
            name = f"near_{number}"
            found = found.annotate(**{name: TrigramWordSimilarity(word, "sort_key")})
            held |= Q(**{f"{name}__gte": LIKE})
        found = found.filter(held)
    return found


def count_in(**where: object) -> int:
    """Count the published organisations in a place (`commune="59512"`, `commune__epci=…`)."""
    return Organisation.objects.shown().placed(**where).count()


def created_by(person: User) -> QuerySet[Organisation]:
    return Organisation.objects.filter(created_by=person).order_by("created_at", "pk")


def statuses_added_by(person: User) -> QuerySet[StatusClaim]:
    return StatusClaim.objects.filter(added_by=person).select_related("organisation").order_by("stated_on", "pk")


def _has_expired(claim: StatusClaim, on: date) -> bool:
    return claim.expires_on is not None and claim.expires_on < on
