"""What people do together on the site: made once for the roles, and once for strangers, whose things must not leak."""

from collections.abc import Mapping
from dataclasses import dataclass

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_person
from frenchimpact.calls.tests.decided import decided_arguments
from frenchimpact.calls.tests.filed import FiledThings, make_filed_things
from frenchimpact.community.models import Collective, MembershipRole, Organisation, OrganisationLink, SeatRole
from frenchimpact.community.tests.factories import make_collective, make_membership, make_organisation, make_seat
from frenchimpact.community.tests.teams import TeamThings, make_team_things
from frenchimpact.labels.tests.factories import held_arguments
from tests.permissions.answer_things import answer_arguments
from tests.permissions.collective_things import CollectiveThings, make_collective_things

SECRET = "Ne-doit-pas-sortir"  # noqa: S105  # stands in every title and name that belongs to somebody else


@dataclass
class Things:
    """An organisation, which is the chef de file of a collective; later modules add what hangs on them."""

    organisation: Organisation
    collective: Collective
    team: TeamThings
    together: CollectiveThings
    filed: FiledThings
    answers: Mapping[str, dict[str, object]]


def make_things(name: str, people: Mapping[str, User]) -> Things:
    """Make the things of these people, by role (see expectations.ROLES), or of strangers where a role is missing."""
    responsible = people.get("responsible") or make_person(f"Rose {name}", email="rose@exemple.test")
    organisation = make_organisation(name)
    make_membership(organisation, responsible, MembershipRole.LEAD)
    if member := people.get("member"):
        make_membership(organisation, member, MembershipRole.MEMBER)
    collective = make_collective(name, lead=organisation)
    for role, seat in (("writer", SeatRole.WRITER), ("reader", SeatRole.READER)):
        if person := people.get(role):
            make_seat(collective, person, seat)
    return Things(
        organisation,
        collective,
        make_team_things(organisation, name),
        make_collective_things(collective, name),
        make_filed_things(collective, name),
        answer_arguments(collective, name),
    )


def things_arguments(things: Things) -> dict[str, dict[str, object]]:
    """Arguments of the addresses that lead to these things; those of public pages stand in world.py.

    Each module adds here its addresses of things to which people are tied, one line an address.
    """
    _collective: dict[str, object] = {"public_id": things.collective.public_id}
    return {
        **organisation_arguments(things.organisation),
        **things.team.arguments,
        **things.together.arguments,
        **things.filed.arguments,
        **things.answers,
        **decided_arguments(things.filed.application),
        **held_arguments(things.filed.application, things.collective.name),
    }


def organisation_arguments(organisation: Organisation) -> dict[str, dict[str, object]]:
    slug: dict[str, object] = {"slug": organisation.slug}
    link, _ = OrganisationLink.objects.get_or_create(organisation=organisation, url="https://exemple.test/")
    return {
        "community:organisation_edit": slug,
        "community:organisation_section": slug | {"section": "liens"},
        "community:organisation_logo_removal": slug,
        "community:organisation_remove": slug | {"section": "liens", "pk": link.pk},
    }
