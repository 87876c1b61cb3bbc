"""Who is told of what happens on a committee: its members, its chair, the team."""

from django.urls import reverse

from frenchimpact.accounts.models import Capacity, User
from frenchimpact.calls import events
from frenchimpact.calls.models import (
    Allotment,
    Committee,
    Reading,
    Stage,
)
from frenchimpact.calls.notices.telling import (
    application_of,
    member_of,
    page_of_wave,
    tell,
    tell_collective,
    tell_committee,
)
from frenchimpact.calls.queries.committees.waves import untied_chairs_of
from frenchimpact.calls.queries.people import appointed, chairs_of
from frenchimpact.calls.rules.readings import committee_of
from frenchimpact.journal.listeners import notice_of
from frenchimpact.journal.models import Event


@notice_of(events.MEMBER_APPOINTED)
def tell_who_sits(event: Event) -> None:
    member = member_of(event)
    tell_committee(
        event, [member.person], "committee_appointed", member.committee, member.get_absolute_url(), member=member
    )


@notice_of(events.SEAT_ENDED)
def tell_that_a_seat_ended(event: Event) -> None:
    """Tell the chair and the team, whose turn it is to find somebody."""
    member = member_of(event)
    people = [*chairs_of(member.committee), *appointed(Capacity.OPERATOR, event.at)]
    link = reverse("calls:operator_committee", args=[member.committee.call.slug])
    others = [one for one in people if one.pk not in {event.actor_id, member.person_id}]
    tell_committee(event, others, "committee_left", member.committee, link, member=member)


@notice_of(events.CONFLICTS_TO_SETTLE)
def tell_the_chair_of_ties(event: Event) -> None:
    committee = Committee.objects.select_related("call").get(pk=event.subject_id)
    link = reverse("calls:committee_conflicts", args=[committee.call.slug])
    tell_committee(event, chairs_of(committee), "committee_ties", committee, link)


@notice_of(events.SENT_TO_COMMITTEE)
def tell_that_the_committee_reads(event: Event) -> None:
    """Tell the collective that there is news, and the chair that a file waits for readers."""
    tell_collective(event, "step")
    application = application_of(event)
    if application.wave:
        chairs = chairs_of(committee_of(application.wave))
        tell(event, chairs, "committee_ready", application, page_of_wave(application.wave))


@notice_of(events.ALLOTMENT_COMPUTED)
def tell_what_is_computed(event: Event) -> None:
    allotment = Allotment.objects.select_related("wave__call").get(pk=event.subject_id)
    committee = committee_of(allotment.wave)
    link = page_of_wave(allotment.wave)
    tell_committee(event, chairs_of(committee), "committee_computed", committee, link, allotment=allotment)


@notice_of(events.ALLOTMENT_VALIDATED)
def tell_who_reads(event: Event) -> None:
    allotment = Allotment.objects.select_related("wave__call").get(pk=event.subject_id)
    readers = User.objects.filter(committee_seats__readings__allotment=allotment).distinct().order_by("pk")
    link = reverse("calls:committee_space")
    tell_committee(event, readers, "committee_readings", committee_of(allotment.wave), link)


@notice_of(events.READING_RECUSED)
def tell_that_a_reader_stepped_back(event: Event) -> None:
    """Tell the chair, unless they are tied to the file: who reads it, and why they stepped back, is not theirs."""
    whose = ("application__collective", "application__organisation")
    related = (*whose, "application__wave__call", "member__person", "member__committee__call")
    reading = Reading.objects.select_related(*related).get(pk=event.subject_id)
    is_over = reading.application.stage == Stage.WITHDRAWN  # nobody needs another reader
    if (wave := reading.application.wave) and not is_over:
        committee = reading.member.committee
        chairs = untied_chairs_of(committee, reading.application, event.at)
        tell_committee(event, chairs, "committee_recused", committee, page_of_wave(wave), reading=reading)
