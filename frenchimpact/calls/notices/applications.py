"""Who is told of what happens to an application: who applies, who examines, who decides."""

from datetime import date

from django.urls import reverse

from frenchimpact.accounts.models import Capacity
from frenchimpact.calls import events
from frenchimpact.calls.models import (
    ComplementExtension,
    Handover,
    Stage,
    Submission,
    Wave,
)
from frenchimpact.calls.notices.telling import (
    application_of,
    page_of_desk,
    tell,
    tell_collective,
    tell_officers,
)
from frenchimpact.calls.queries.people import appointed
from frenchimpact.calls.queries.receipts import to_the_second
from frenchimpact.journal.listeners import notice_of
from frenchimpact.journal.models import Event
from frenchimpact.messaging.actions import notify
from frenchimpact.messaging.models import Topic


@notice_of(events.APPLICATION_STARTED)
def tell_the_collective_of_a_draft(event: Event) -> None:
    tell_collective(event, "started", but=event.actor_id)


@notice_of(events.APPLICATION_SUBMITTED)
def tell_of_a_submission(event: Event) -> None:
    """Give the receipt to all of the collective, and the file to the officers."""
    submission = Submission.objects.get(application=event.subject_id, number=1)
    tell_collective(event, "submitted", received=to_the_second(submission.at), digest=submission.digest)
    tell_officers(event, "submitted_to_officers")


@notice_of(events.COMPLEMENTS_ANSWERED)
def tell_of_complements(event: Event) -> None:
    tell_collective(event, "complements_answered")
    tell_officers(event, "complements_to_officers")


@notice_of(events.APPLICATION_WITHDRAWN)
def tell_of_a_withdrawal(event: Event) -> None:
    tell_collective(event, "withdrawn", but=event.actor_id)
    if not event.details.get("draft"):
        tell_officers(event, "withdrawn_to_officers")


@notice_of(events.OFFICER_ASSIGNED)
def tell_the_officer(event: Event) -> None:
    application = application_of(event)
    is_told_at_once = event.details.get("handover")  # with the others of its lot
    if application.officer and application.officer_id != event.actor_id and not is_told_at_once:
        tell(event, [application.officer], "assigned", application, page_of_desk(application))


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
    tell_collective(event, "step")


@notice_of(events.PROPOSED)
def tell_who_decides(event: Event) -> None:
    application = application_of(event)
    link = reverse("calls:officer_decide", args=[application.public_id])
    tell(event, appointed(Capacity.DECIDER, event.at), "to_decide", application, link)


@notice_of(events.PROPOSAL_SENT_BACK)
def tell_the_officer_of_a_return(event: Event) -> None:
    tell_officers(event, "sent_back")


@notice_of(events.COMPLEMENTS_ASKED)
@notice_of(events.COMPLEMENTS_REMINDED)
def tell_what_is_asked_again(event: Event) -> None:
    tell_collective(event, "complements_asked")


@notice_of(events.COMPLEMENTS_EXTENDED)
def tell_of_more_time(event: Event) -> None:
    extension = ComplementExtension.objects.get(pk=event.details["extension"])
    tell_collective(event, "more_time", extension=extension)


@notice_of(events.APPLICATION_LAPSED)
def tell_of_a_lapse(event: Event) -> None:
    tell_collective(event, "lapsed")


@notice_of(events.DECIDED)
def tell_of_a_decision(event: Event) -> None:
    """Never say the decision itself: it is opened on the site, which notes when."""
    tell_collective(event, "decided")


@notice_of(events.SILENCE_SPOKEN)
def tell_that_silence_spoke(event: Event) -> None:
    """Tell the collective what it may do now, and the officers that it may."""
    tell_collective(event, "silence_spoken")
    tell_officers(event, "silence_spoken_to_officers")


@notice_of(events.SILENCE_NEAR)
def warn_of_silence(event: Event) -> None:
    """Warn whoever must act for silence not to speak: the officers, and the authority once it holds the proposal."""
    tell_officers(event, "silence_near")
    application = application_of(event)
    if application.stage == Stage.PROPOSED:
        link = reverse("calls:officer_decide", args=[application.public_id])
        others = [each for each in appointed(Capacity.DECIDER, event.at) if each != application.officer]
        tell(event, others, "silence_near", application, link)


@notice_of(events.CUTOFF_REMINDED)
def remind_of_the_cutoff(event: Event) -> None:
    tell_collective(event, "cutoff", wave=Wave.objects.get(pk=event.details["wave"]))


@notice_of(events.DRAFT_PURGE_ANNOUNCED)
def tell_whose_draft_goes(event: Event) -> None:
    tell_collective(event, "draft_goes", on=date.fromisoformat(event.details["on"]))
