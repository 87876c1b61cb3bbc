"""Who is told of what happens to teams and to those who wish to join them; whoever did it is not told of it."""

from collections.abc import Iterable

from django.urls import reverse

from frenchimpact.accounts.models import User
from frenchimpact.community import events
from frenchimpact.community.models import JoinRequest, Membership, MembershipRole, Organisation, PageClaim
from frenchimpact.community.queries.memberships import people_of
from frenchimpact.journal.listeners import notice_of
from frenchimpact.journal.models import Event
from frenchimpact.messaging.actions import notify
from frenchimpact.messaging.models import Topic

EMAILS = "community/emails/"


@notice_of(events.JOINED)
def tell_leads_who_joined(event: Event) -> None:
    membership = _membership(event)
    _tell_leads(event, "joined.txt", membership=membership)


@notice_of(events.ROLE_CHANGED)
def tell_whose_role_changed(event: Event) -> None:
    membership = _membership(event)
    _tell(event, [membership.person], "role_changed.txt", membership=membership)


@notice_of(events.LEAD_TRANSFERRED)
def tell_of_the_handing_over(event: Event) -> None:
    membership = _membership(event)
    people = [membership.person, *people_of(membership.organisation, MembershipRole.LEAD)]
    _tell(event, people, "lead_transferred.txt", membership=membership)


@notice_of(events.MEMBER_REMOVED)
def tell_who_is_removed(event: Event) -> None:
    membership = _membership(event)
    _tell(event, [membership.person], "removed.txt", link=_space(), membership=membership)


@notice_of(events.MEMBER_LEFT)
def tell_leads_who_left(event: Event) -> None:
    _tell_leads(event, "left.txt", membership=_membership(event))


@notice_of(events.ASKED_TO_JOIN)
def tell_leads_who_asks(event: Event) -> None:
    _tell_leads(event, "join_asked.txt", request=_request(event))


@notice_of(events.JOIN_ACCEPTED)
@notice_of(events.JOIN_REFUSED)
def tell_who_asked(event: Event) -> None:
    request = _request(event)
    _tell(event, [request.person], "join_answered.txt", link=_space(), request=request)


@notice_of(events.PAGE_CLAIMED)
def tell_those_who_run_the_page(event: Event) -> None:
    claim = _claim(event)
    if claim.is_takeover:
        _tell_leads(event, "takeover.txt", claim=claim)


@notice_of(events.CLAIM_OBJECTED)
def tell_claimant_of_the_objection(event: Event) -> None:
    claim = _claim(event)
    _tell(event, [claim.person], "claim_objected.txt", link=_space(), claim=claim)


@notice_of(events.CLAIM_ACCEPTED)
@notice_of(events.CLAIM_REFUSED)
def tell_claimant_and_team(event: Event) -> None:
    claim = _claim(event)
    team = people_of(claim.organisation) if claim.is_takeover else User.objects.none()
    former = User.objects.filter(
        memberships__organisation=claim.organisation, memberships__ended_at=claim.answered_at, is_active=True
    )
    people = [claim.person, *team, *former]
    _tell(event, people, "claim_answered.txt", link=_space(), claim=claim)


def _membership(event: Event) -> Membership:
    return Membership.objects.select_related("organisation", "person").get(pk=event.details["membership"])


def _request(event: Event) -> JoinRequest:
    return JoinRequest.objects.select_related("organisation", "person").get(pk=event.details["request"])


def _claim(event: Event) -> PageClaim:
    return PageClaim.objects.select_related("organisation", "person").get(pk=event.details["claim"])


def _space() -> str:
    return reverse("portal:space")


def _tell_leads(event: Event, template: str, **context: object) -> None:
    organisation = event.subject
    if isinstance(organisation, Organisation):
        _tell(event, people_of(organisation, MembershipRole.LEAD), template, link="", **context)


def _tell(event: Event, people: Iterable[User], template: str, *, link: str = "", **context: object) -> None:
    organisation = event.subject
    if isinstance(organisation, Organisation):
        notify(
            [person for person in people if person.pk != event.actor_id],
            about=event,
            topic=Topic.PLATFORM,
            template=EMAILS + template,
            context={"organisation": organisation, **context},
            link=link or reverse("community:members", args=[organisation.slug]),
        )
