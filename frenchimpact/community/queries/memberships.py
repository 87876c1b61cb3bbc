"""What others ask about who acts for an organisation, and who asks to."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from frenchimpact.accounts.models import User
from frenchimpact.community.models import (
    Invitation,
    JoinRequest,
    Membership,
    MembershipRole,
    Organisation,
    PageClaim,
    RequestState,
    Standing,
)


def people_of(organisation: Organisation, *roles: MembershipRole) -> QuerySet[User]:
    """Find who acts for the organisation today in one of these roles; without a role, the whole team."""
    held = Membership.objects.in_force().filter(organisation=organisation, role__in=roles or MembershipRole.values)
    return User.objects.filter(pk__in=held.values("person")).order_by("name", "pk")


def team_of(organisation: Organisation) -> QuerySet[Membership]:
    """Find the memberships of today, closed accounts left out."""
    return Membership.objects.in_force().filter(organisation=organisation).select_related("person", "by")


def names_shown(organisation: Organisation) -> QuerySet[Membership]:
    """Find who of the team has chosen to be named on the public page."""
    return team_of(organisation).filter(is_public=True).exclude(person__name="").order_by("person__name", "pk")


def open_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Find those that nobody has used or revoked; expired ones too, since they can be sent again."""
    waiting = Invitation.objects.filter(organisation=organisation, accepted_at=None, revoked_at=None)
    return waiting.select_related("by").order_by("-created_at", "-pk")


def open_join_requests(organisation: Organisation) -> QuerySet[JoinRequest]:
    waiting = JoinRequest.objects.filter(organisation=organisation, state=RequestState.OPEN)
    return waiting.select_related("person").order_by("made_at", "pk")


def memberships_of(person: User) -> QuerySet[Membership]:
    """Find for whom this person acts today, by the organisation's name."""
    mine = Membership.objects.in_force().filter(person=person)
    return mine.select_related("organisation").order_by("organisation__sort_key", "pk")


def invitations_to(person: User, at: datetime) -> QuerySet[Invitation]:
    """Find those sent to this person's address that still work; the link itself stands in the e-mail only."""
    waiting = Invitation.objects.filter(email__lower=person.email.lower(), accepted_at=None, revoked_at=None)
    return waiting.filter(expires_at__gt=at).select_related("organisation", "by").order_by("expires_at", "pk")


def join_requests_of(person: User) -> QuerySet[JoinRequest]:
    return JoinRequest.objects.filter(person=person).select_related("organisation").order_by("-made_at", "-pk")


def claims_of(person: User) -> QuerySet[PageClaim]:
    return PageClaim.objects.filter(person=person).select_related("organisation").order_by("-made_at", "-pk")


def lock_team(organisation_id: int) -> Organisation:
    """Hold, until the end of the transaction, the right to change who acts for this organisation: one at a time."""
    return Organisation.objects.select_for_update().get(pk=organisation_id)


def organisations_of(person: User, *roles: MembershipRole) -> QuerySet[Organisation]:
    """Find the organisations for which this person acts today in one of these roles; without a role, in any."""
    held = Membership.objects.in_force().filter(person=person, role__in=roles or MembershipRole.values)
    return Organisation.objects.filter(pk__in=held.values("organisation"))


def takeovers_of(organisation: Organisation) -> QuerySet[PageClaim]:
    """Find who asks to run the page in place of those who do."""
    waiting = PageClaim.objects.filter(organisation=organisation, is_takeover=True, state=RequestState.OPEN)
    return waiting.select_related("person").order_by("made_at", "pk")


@dataclass(frozen=True)
class ToAnswer:
    """What waits for somebody who runs a page."""

    organisation: Organisation
    requests: int
    takeovers: int

    @property
    def needs_correction(self) -> bool:
        """Say whether the operators refused the page: whoever may edit it corrects it and asks again."""
        return self.organisation.standing == Standing.REFUSED


def to_answer(person: User) -> list[ToAnswer]:
    """Find the organisations of which something waits for this person: one query."""
    open_requests = Q(join_requests__state=RequestState.OPEN)
    open_takeovers = Q(claims__state=RequestState.OPEN, claims__is_takeover=True)
    led = organisations_of(person, MembershipRole.LEAD).values("pk")
    mine = organisations_of(person, MembershipRole.LEAD, MembershipRole.EDITOR).annotate(
        asked=Count("join_requests", filter=open_requests & Q(pk__in=led), distinct=True),
        disputed=Count("claims", filter=open_takeovers & Q(pk__in=led), distinct=True),
    )
    waiting = mine.filter(Q(asked__gt=0) | Q(disputed__gt=0) | Q(standing=Standing.REFUSED)).order_by("sort_key", "pk")
    return [ToAnswer(one, one.asked, one.disputed) for one in waiting]


def left_alone_by(person: User) -> QuerySet[Organisation]:
    """Find the organisations whose team has other people, and no other lead than this person."""
    others = Membership.objects.in_force().exclude(person=person)
    alone = organisations_of(person, MembershipRole.LEAD).exclude(pk__in=others.leads().values("organisation"))
    return alone.filter(pk__in=others.values("organisation")).order_by("sort_key", "pk")
