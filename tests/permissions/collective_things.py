"""What hangs on a collective: a member, its letter, a seat, a challenge, a claim; of the roles, and of strangers."""

from collections.abc import Mapping
from dataclasses import dataclass

from frenchimpact.community.models import (
    Challenge,
    Collective,
    CollectiveMember,
    CollectiveSeat,
    MemberRole,
    SeatRole,
    Territory,
    TerritoryClaim,
)

Arguments = Mapping[str, dict[str, object]]


@dataclass
class CollectiveThings:
    """The addresses of what hangs on one collective."""

    arguments: Arguments


def make_collective_things(collective: Collective, name: str) -> CollectiveThings:
    """Make one of each, and say where they are."""
    member = CollectiveMember.objects.create(
        collective=collective,
        name=name,
        role=MemberRole.ESS,
        contact_name=name,
        contact_email="signe@exemple.test",
    )
    seat = CollectiveSeat.objects.create(collective=collective, role=SeatRole.READER, email="lit@exemple.test")
    challenge = Challenge.objects.create(collective=collective, position=1, title=name, kinds=["social"])
    one: dict[str, object] = {"public_id": collective.public_id}
    of_collective = ("collective", "edit", "perimeter", "close", "members", "member_new", "people", "leave")
    of_member = ("member", "member_removal", "letter", "letter_send")
    names = {
        f"community:collective_{each}" if each != "collective" else "community:collective" for each in of_collective
    }
    return CollectiveThings(
        dict.fromkeys(names, one)
        | {"community:challenges": one, "community:challenge_new": one}
        | {f"community:collective_{each}": one | {"member": member.public_id} for each in of_member}
        | {f"community:collective_{each}": one | {"seat": seat.public_id} for each in ("seat", "seat_end")}
        | {
            f"community:challenge_{each}": one | {"challenge": challenge.public_id}
            for each in ("edit", "removal", "rank")
        }
    )


def make_territory_claim(collective: Collective, territory: Territory) -> TerritoryClaim:
    """Make a claim, which only the programme team reads."""
    person = collective.lead.memberships.get(role="lead").person
    return TerritoryClaim.objects.create(collective=collective, territory=territory, person=person, message="Essai")
