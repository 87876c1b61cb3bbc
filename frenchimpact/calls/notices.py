"""Who is told of what happens to calls and applications: everybody concerned, in the transaction of the fact."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone

from frenchimpact.accounts.models import Capacity, User
from frenchimpact.calls import events
from frenchimpact.calls.models import (
    Allotment,
    Application,
    Committee,
    CommitteeMember,
    ComplementExtension,
    Handover,
    Reading,
    Stage,
    Submission,
    Wave,
)
from frenchimpact.calls.queries.people import applicants_in, appointed, chairs_of, drafters_of, officers_of, people_of
from frenchimpact.calls.queries.receipts import to_the_second
from frenchimpact.calls.queries.timelines import timeline_of
from frenchimpact.calls.rules.readings import committee_of, is_tied
from frenchimpact.journal.listeners import notice_of
from frenchimpact.journal.models import Event
from frenchimpact.messaging.actions import notify
from frenchimpact.messaging.models import Topic
from frenchimpact.ui.words import long_date


@notice_of(events.APPLICATION_STARTED)
def tell_the_collective_of_a_draft(event: Event) -> None:
    _tell_collective(event, "started", but=event.actor_id)


@notice_of(events.APPLICATION_SUBMITTED)
def tell_of_a_submission(event: Event) -> None:
    """Give the receipt to all of the collective, and the file to the officers."""
    submission = Submission.objects.get(application=event.subject_id, number=1)
    _tell_collective(event, "submitted", received=to_the_second(submission.at), digest=submission.digest)
    _tell_officers(event, "submitted_to_officers")


@notice_of(events.COMPLEMENTS_ANSWERED)
def tell_of_complements(event: Event) -> None:
    _tell_collective(event, "complements_answered")
    _tell_officers(event, "complements_to_officers")


@notice_of(events.APPLICATION_WITHDRAWN)
def tell_of_a_withdrawal(event: Event) -> None:
    _tell_collective(event, "withdrawn", but=event.actor_id)
    if not event.details.get("draft"):
        _tell_officers(event, "withdrawn_to_officers")


@notice_of(events.OFFICER_ASSIGNED)
def tell_the_officer(event: Event) -> None:
    application = _application(event)
    is_told_at_once = event.details.get("handover")  # with the others of its lot
    if application.officer and application.officer_id != event.actor_id and not is_told_at_once:
        _tell(event, [application.officer], "assigned", application, _desk(application))


@notice_of(events.HANDED_OVER)
def tell_what_was_handed_over(event: Event) -> None:
    """Tell an officer once, however many applications were given."""
    handover = event.subject
    if isinstance(handover, Handover) and handover.to and handover.to_id != event.actor_id:
        lines = handover.lines.select_related("application__collective", "application__organisation")
        notify(
            [handover.to],
            about=event,
            topic=Topic.APPLICATIONS,
            template="calls/emails/handed_over.txt",
            context={"applications": [line.application for line in lines], "by": handover.by},
            link=f"{reverse('calls:officer_desk')}?a_qui=moi",
        )


@notice_of(events.FOUND_ADMISSIBLE)
@notice_of(events.FOUND_INADMISSIBLE)
@notice_of(events.FOUND_COMPLETE)
@notice_of(events.PROPOSED)
def tell_of_a_step(event: Event) -> None:
    """Say that there is news, and where it is; a refusal is read on the page, with its reasons."""
    _tell_collective(event, "step")


@notice_of(events.PROPOSED)
def tell_who_decides(event: Event) -> None:
    application = _application(event)
    link = reverse("calls:officer_decide", args=[application.public_id])
    _tell(event, appointed(Capacity.DECIDER, event.at), "to_decide", application, link)


@notice_of(events.PROPOSAL_SENT_BACK)
def tell_the_officer_of_a_return(event: Event) -> None:
    _tell_officers(event, "sent_back")


@notice_of(events.COMPLEMENTS_ASKED)
@notice_of(events.COMPLEMENTS_REMINDED)
def tell_what_is_asked_again(event: Event) -> None:
    _tell_collective(event, "complements_asked")


@notice_of(events.COMPLEMENTS_EXTENDED)
def tell_of_more_time(event: Event) -> None:
    extension = ComplementExtension.objects.get(pk=event.details["extension"])
    _tell_collective(event, "more_time", extension=extension)


@notice_of(events.APPLICATION_LAPSED)
def tell_of_a_lapse(event: Event) -> None:
    _tell_collective(event, "lapsed")


@notice_of(events.DECIDED)
def tell_of_a_decision(event: Event) -> None:
    """Never say the decision itself: it is opened on the site, which notes when."""
    _tell_collective(event, "decided")


@notice_of(events.SILENCE_SPOKEN)
def tell_that_silence_spoke(event: Event) -> None:
    """Tell the collective what it may do now, and the officers that it may."""
    _tell_collective(event, "silence_spoken")
    _tell_officers(event, "silence_spoken_to_officers")


@notice_of(events.SILENCE_NEAR)
def warn_of_silence(event: Event) -> None:
    """Warn whoever must act for silence not to speak: the officers, and the authority once it holds the proposal."""
    _tell_officers(event, "silence_near")
    application = _application(event)
    if application.stage == Stage.PROPOSED:
        link = reverse("calls:officer_decide", args=[application.public_id])
        others = [each for each in appointed(Capacity.DECIDER, event.at) if each != application.officer]
        _tell(event, others, "silence_near", application, link)


@notice_of(events.CUTOFF_REMINDED)
def remind_of_the_cutoff(event: Event) -> None:
    _tell_collective(event, "cutoff", wave=Wave.objects.get(pk=event.details["wave"]))


@notice_of(events.WAVE_PREVIEWED)
@notice_of(events.WAVE_OPENED)
@notice_of(events.WAVE_PROROGUED)
def tell_who_writes(event: Event) -> None:
    """Tell all who have a draft for this call what its dates are now."""
    if isinstance(event.subject, Wave):
        wave = Wave.objects.select_related("call").get(pk=event.subject.pk)
        context = {"wave": wave, "call": wave.call, "is_put_off": event.verb == events.WAVE_PROROGUED.code}
        context |= {"cutoff": _instant(wave)}
        template = "calls/emails/wave.txt"
        link = wave.call.get_absolute_url()
        notify(
            drafters_of(wave.call),
            about=event,
            topic=Topic.APPLICATIONS,
            template=template,
            context=context,
            link=link,
        )


@notice_of(events.WAVE_PROROGUED)
def tell_who_waits(event: Event) -> None:
    """Tell all who have submitted to the wave that its decisions and its publication are put off as well."""
    if isinstance(event.subject, Wave):
        wave = Wave.objects.select_related("call").get(pk=event.subject.pk)
        notify(
            applicants_in(wave),
            about=event,
            topic=Topic.APPLICATIONS,
            template="calls/emails/wave_put_off.txt",
            context={"wave": wave, "call": wave.call, "cutoff": _instant(wave)},
            link=wave.call.get_absolute_url(),
        )


@notice_of(events.DRAFT_PURGE_ANNOUNCED)
def tell_whose_draft_goes(event: Event) -> None:
    _tell_collective(event, "draft_goes", on=date.fromisoformat(event.details["on"]))


@notice_of(events.MEMBER_APPOINTED)
def tell_who_sits(event: Event) -> None:
    member = _member(event)
    _tell_committee(
        event, [member.person], "committee_appointed", member.committee, member.get_absolute_url(), member=member
    )


@notice_of(events.SEAT_ENDED)
def tell_that_a_seat_ended(event: Event) -> None:
    """Tell the chair and the team, whose turn it is to find somebody."""
    member = _member(event)
    people = [*chairs_of(member.committee), *appointed(Capacity.OPERATOR, event.at)]
    link = reverse("calls:operator_committee", args=[member.committee.call.slug])
    others = [one for one in people if one.pk not in {event.actor_id, member.person_id}]
    _tell_committee(event, others, "committee_left", member.committee, link, member=member)


@notice_of(events.CONFLICTS_TO_SETTLE)
def tell_the_chair_of_ties(event: Event) -> None:
    committee = Committee.objects.select_related("call").get(pk=event.subject_id)
    link = reverse("calls:committee_conflicts", args=[committee.call.slug])
    _tell_committee(event, chairs_of(committee), "committee_ties", committee, link)


@notice_of(events.SENT_TO_COMMITTEE)
def tell_that_the_committee_reads(event: Event) -> None:
    """Tell the collective that there is news, and the chair that a file waits for readers."""
    _tell_collective(event, "step")
    application = _application(event)
    if application.wave:
        chairs = chairs_of(committee_of(application.wave))
        _tell(event, chairs, "committee_ready", application, _wave_page(application.wave))


@notice_of(events.ALLOTMENT_COMPUTED)
def tell_what_is_computed(event: Event) -> None:
    allotment = Allotment.objects.select_related("wave__call").get(pk=event.subject_id)
    committee = committee_of(allotment.wave)
    link = _wave_page(allotment.wave)
    _tell_committee(event, chairs_of(committee), "committee_computed", committee, link, allotment=allotment)


@notice_of(events.ALLOTMENT_VALIDATED)
def tell_who_reads(event: Event) -> None:
    allotment = Allotment.objects.select_related("wave__call").get(pk=event.subject_id)
    readers = User.objects.filter(committee_seats__readings__allotment=allotment).distinct().order_by("pk")
    link = reverse("calls:committee_space")
    _tell_committee(event, readers, "committee_readings", committee_of(allotment.wave), link)


@notice_of(events.READING_RECUSED)
def tell_that_a_reader_stepped_back(event: Event) -> None:
    whose = ("application__collective", "application__organisation")
    related = (*whose, "application__wave__call", "member__person", "member__committee__call")
    reading = Reading.objects.select_related(*related).get(pk=event.subject_id)
    is_over = reading.application.stage == Stage.WITHDRAWN  # nobody needs another reader
    if (wave := reading.application.wave) and not is_over:
        committee = reading.member.committee
        chairs = chairs_of(committee)
        _tell_committee(event, chairs, "committee_recused", committee, _wave_page(wave), reading=reading)


@notice_of(events.READINGS_REMINDED)
def remind_of_readings(event: Event) -> None:
    member, readings = _member(event), _readings(event)
    link = reverse("calls:committee_space")
    context = {"readings": readings, "due_at": readings[0].due_at}
    _tell_committee(event, [member.person], "readings_due", member.committee, link, **context)


@notice_of(events.READINGS_UNANSWERED)
def tell_who_has_not_begun(event: Event) -> None:
    _tell_chair_of_readings(event, "readings_silent")


@notice_of(events.READINGS_OVERDUE)
def tell_what_expired(event: Event) -> None:
    """Tell the chair, and each reader of what was theirs."""
    _tell_chair_of_readings(event, "readings_expired")
    readings = _readings(event)
    for member in {one.member_id: one.member for one in readings}.values():
        own = [one for one in readings if one.member_id == member.pk]
        link = reverse("calls:committee_space")
        _tell_committee(event, [member.person], "readings_over", member.committee, link, readings=own)


@notice_of(events.READING_TAKEN_BACK)
@notice_of(events.READING_PROLONGED)
def tell_the_reader(event: Event) -> None:
    reading = _readings(event, [event.subject_id])[0]
    is_over = event.verb == events.READING_TAKEN_BACK.code
    link = reverse("calls:committee_space") if is_over else reading.get_absolute_url()
    template = "reading_taken_back" if is_over else "reading_prolonged"
    context = {"reading": reading, "reason": event.details.get("reason", "")}
    _tell_committee(event, [reading.member.person], template, reading.member.committee, link, **context)


def _tell_chair_of_readings(event: Event, template: str) -> None:
    """Leave out the files to which the chair is tied: who reads them is not theirs to know."""
    for chair in CommitteeMember.objects.filter(committee=event.subject_id, is_chair=True, ended_at=None):
        readings = [one for one in _readings(event) if not is_tied(chair, one.application)]
        if readings:
            committee, wave = readings[0].member.committee, readings[0].application.wave
            link = _wave_page(wave) if wave else reverse("calls:committee_space")
            _tell_committee(event, [chair.person], template, committee, link, readings=readings)


def _readings(event: Event, numbers: Iterable[int] = ()) -> list[Reading]:
    related = ("application__collective", "application__organisation", "application__wave__call")
    rows = Reading.objects.filter(pk__in=numbers or event.details["readings"]).order_by("pk")
    return list(rows.select_related(*related, "member__person", "member__committee__call"))


def _tell_committee(
    event: Event, people: Iterable[User], template: str, committee: Committee, link: str, **more: object
) -> None:
    context = {"call": committee.call, "committee": committee, **more}
    path = f"calls/emails/{template}.txt"
    notify(people, about=event, topic=Topic.APPLICATIONS, template=path, context=context, link=link)


def _wave_page(wave: Wave) -> str:
    return reverse("calls:committee_wave", args=[wave.call.slug, wave.number])


def _member(event: Event) -> CommitteeMember:
    return CommitteeMember.objects.select_related("committee__call", "person").get(pk=event.subject_id)


def _tell_collective(event: Event, template: str, *, but: int | None = None, **more: object) -> None:
    application = _application(event)
    people = [person for person in people_of(application) if person.pk != but]
    _tell(event, people, template, application, application.get_absolute_url(), **more)


def _tell_officers(event: Event, template: str) -> None:
    application = _application(event)
    _tell(event, officers_of(application, event.at), template, application, _desk(application))


def _tell(
    event: Event, people: Iterable[User], template: str, application: Application, link: str, **more: object
) -> None:
    timeline = timeline_of(application, event.at)
    context = {"application": application, "timeline": timeline, "wave": application.wave, **more}
    if isinstance(wave := context["wave"], Wave):
        context["cutoff"] = _instant(wave)
    path = f"calls/emails/{template}.txt"
    notify(people, about=event, topic=Topic.APPLICATIONS, template=path, context=context, link=link)


def _application(event: Event) -> Application:
    related = ("call", "wave", "collective__perimeter", "organisation", "officer")
    return Application.objects.select_related(*related).get(pk=event.subject_id)


def _desk(application: Application) -> str:
    return reverse("calls:officer_application", args=[application.public_id])


def _instant(wave: Wave) -> str:
    at = timezone.localtime(wave.cutoff_at)
    return f"{long_date(at.date())} à {at:%H}\u00a0h\u00a0{at:%M}, heure de Paris"
