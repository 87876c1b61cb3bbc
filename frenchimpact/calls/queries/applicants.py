"""What the engine asks of whoever applies: its people, what it lacks, what is frozen of it, where it is."""

from collections.abc import Iterable

from frenchimpact.accounts.models import User
from frenchimpact.calls.models import Applicant, Call
from frenchimpact.community.models import Collective, Membership, Organisation, Place
from frenchimpact.community.queries import applying, collectives
from frenchimpact.community.queries.collectives import Missing


def people_of(applicant: Applicant) -> list[User]:
    """Name who works on its applications, whatever their role."""
    if isinstance(applicant, Collective):
        return collectives.people_of(applicant)
    runs = Membership.objects.in_force().writing().filter(organisation=applicant)
    return list(User.objects.filter(pk__in=runs.values("person"), is_active=True).order_by("name", "pk"))


def missing_of(applicant: Applicant, call: Call) -> list[Missing]:
    """List what it must still say of itself before it applies to this call."""
    if isinstance(applicant, Collective):
        return collectives.missing_of(applicant, challenges=call.challenge_count, members=call.member_count)
    return applying.missing_of(applicant)


def content_of(applicant: Applicant) -> dict[str, object]:
    """Copy all that it says of itself, for JSON."""
    if isinstance(applicant, Collective):
        return collectives.content_of(applicant)
    return applying.content_of(applicant)


def departements_of(applicant: Applicant) -> list[str]:
    """Give the codes of the départements in which it acts or has its seat: those whose hour its people read."""
    if isinstance(applicant, Collective):
        return list(applicant.perimeter.departement_codes)
    return departements_of_seats([applicant.pk]).get(applicant.pk, [])


def departements_of_seats(organisations: Iterable[int]) -> dict[int, list[str]]:
    """Give the code of the département of each seat by its organisation, in one question for any number of them."""
    seats = Place.objects.filter(organisation__in=organisations, is_seat=True)
    return {pk: [code] for pk, code in seats.values_list("organisation", "commune__departement")}


def presentation_of(applicant: Applicant) -> str:
    """Give what it says of itself in its own words."""
    return applicant.presentation if isinstance(applicant, Collective) else applicant.description


def lead_of(applicant: Applicant) -> Organisation:
    """Give the organisation to which one writes."""
    return applicant.lead if isinstance(applicant, Collective) else applicant
