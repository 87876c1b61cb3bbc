"""Who is told of what happens in a collective; whoever did it is not told of it."""

from collections.abc import Iterable

from django.urls import reverse

from frenchimpact.accounts.models import User
from frenchimpact.accounts.queries import operators_in_force
from frenchimpact.community import events
from frenchimpact.community.models import Collective, CollectiveMember, CollectiveSeat, SeatRole, TerritoryClaim
from frenchimpact.community.queries.collectives import people_of
from frenchimpact.journal.listeners import notice_of
from frenchimpact.journal.models import Event
from frenchimpact.messaging.actions import notify
from frenchimpact.messaging.models import Topic


@notice_of(events.LETTER_SIGNED)
def tell_those_who_write_of_the_signature(event: Event) -> None:
    member = CollectiveMember.objects.select_related("collective").get(public_id=event.details["member"])
    people = people_of(member.collective, SeatRole.LEAD, SeatRole.WRITER)
    link = reverse("community:collective_letter", args=[member.collective.public_id, member.public_id])
    _tell(event, people, "letter_signed.txt", member.collective, link, member=member)


@notice_of(events.SEAT_TAKEN)
@notice_of(events.SEAT_LEFT)
def tell_pilots_who_comes_and_goes(event: Event) -> None:
    seat = _seat(event)
    link = reverse("community:collective_people", args=[seat.collective.public_id])
    _tell(event, people_of(seat.collective, SeatRole.LEAD), "seat_moved.txt", seat.collective, link, seat=seat)


@notice_of(events.SEAT_CHANGED)
@notice_of(events.SEAT_ENDED)
def tell_whose_seat_it_is(event: Event) -> None:
    seat = _seat(event)
    if seat.person:
        link = reverse("community:collectives")
        _tell(event, [seat.person], "seat_changed.txt", seat.collective, link, seat=seat)


@notice_of(events.TERRITORY_CLAIMED)
def tell_operators_of_the_claim(event: Event) -> None:
    claim = _claim(event)
    link = reverse("community:territory_claim", args=[claim.public_id])
    people = [each.person for each in operators_in_force(event.at).select_related("person")]
    _tell(event, people, "territory_claimed.txt", claim.collective, link, claim=claim)


@notice_of(events.TERRITORY_CLAIM_ACCEPTED)
@notice_of(events.TERRITORY_CLAIM_REFUSED)
def tell_collective_of_the_answer(event: Event) -> None:
    claim = _claim(event)
    link = reverse("community:collective", args=[claim.collective.public_id])
    people = [claim.person, *people_of(claim.collective, SeatRole.LEAD)]
    _tell(event, people, "territory_claim_answered.txt", claim.collective, link, claim=claim)


def _seat(event: Event) -> CollectiveSeat:
    return CollectiveSeat.objects.select_related("collective__lead", "person").get(public_id=event.details["seat"])


def _claim(event: Event) -> TerritoryClaim:
    claims = TerritoryClaim.objects.select_related("collective__lead", "territory", "person")
    return claims.get(pk=event.details["claim"])


def _tell(
    event: Event, people: Iterable[User], template: str, collective: Collective, link: str, **context: object
) -> None:
    notify(
        [person for person in people if person.pk != event.actor_id],
        about=event,
        topic=Topic.PLATFORM,
        template=f"community/emails/{template}",
        context={"collective": collective, **context},
        link=link,
    )
