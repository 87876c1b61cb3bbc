"""Who is told that the dates of a wave change: who writes for it, and who waits."""

from frenchimpact.calls import events
from frenchimpact.calls.models import (
    Wave,
)
from frenchimpact.calls.notices.telling import cutoff_in_words
from frenchimpact.calls.queries.people import applicants_in, drafters_of
from frenchimpact.journal.listeners import notice_of
from frenchimpact.journal.models import Event
from frenchimpact.messaging.actions import notify
from frenchimpact.messaging.models import Topic


@notice_of(events.WAVE_PREVIEWED)
@notice_of(events.WAVE_OPENED)
@notice_of(events.WAVE_PROROGUED)
def tell_who_writes(event: Event) -> None:
    """Tell all who have a draft for this call what its dates are now."""
    if isinstance(event.subject, Wave):
        wave = Wave.objects.select_related("call").get(pk=event.subject.pk)
        context = {"wave": wave, "call": wave.call, "is_put_off": event.verb == events.WAVE_PROROGUED.code}
        context |= {"cutoff": cutoff_in_words(wave)}
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
            context={"wave": wave, "call": wave.call, "cutoff": cutoff_in_words(wave)},
            link=wave.call.get_absolute_url(),
        )
