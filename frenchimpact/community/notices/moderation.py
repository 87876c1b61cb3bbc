"""Who is told of what the operators decide of pages, and of what is reported."""

from django.urls import reverse

from frenchimpact.accounts.queries import operators_in_force
from frenchimpact.community import events
from frenchimpact.community.models import AbuseReport, MembershipRole, ModerationDecision, Organisation
from frenchimpact.community.queries.memberships import people_of
from frenchimpact.journal.listeners import notice_of
from frenchimpact.journal.models import Event
from frenchimpact.messaging.actions import notify, write_email
from frenchimpact.messaging.models import Topic


@notice_of(events.PAGE_PUBLISHED)
@notice_of(events.PAGE_REFUSED)
@notice_of(events.PAGE_CLOSED)
@notice_of(events.DECISION_UNDONE)
def tell_team_of_decision(event: Event) -> None:
    """Tell those who may correct the page, with the reason and the way out."""
    found = ModerationDecision.objects.select_related("organisation").get(pk=event.details["decision"])
    notify(
        people_of(found.organisation, MembershipRole.LEAD, MembershipRole.EDITOR),
        about=event,
        topic=Topic.PLATFORM,
        template="community/emails/moderated.txt",
        context={"organisation": found.organisation, "decision": found},
        link=reverse("community:members", args=[found.organisation.slug]),
    )


@notice_of(events.ORGANISATION_RENAMED)
def tell_operators_of_a_new_name(event: Event) -> None:
    """Have a page read again that bears another name than the one under which it was published."""
    organisation = event.subject
    if isinstance(organisation, Organisation):
        people = [each.person for each in operators_in_force(event.at).select_related("person")]
        notify(
            [person for person in people if person.pk != event.actor_id],
            about=event,
            topic=Topic.PLATFORM,
            template="community/emails/renamed.txt",
            context={"organisation": organisation, "before": event.details["before"]},
            link=reverse("community:page_decision", args=[organisation.slug]),
        )


@notice_of(events.ABUSE_UPHELD)
@notice_of(events.ABUSE_DISMISSED)
def tell_who_reported(event: Event) -> None:
    """Answer whoever left an address, or has an account."""
    report = event.subject
    if not isinstance(report, AbuseReport):
        return
    template, context = "community/emails/report_answered.txt", {"report": report, "organisation": report.organisation}
    link = reverse("community:organisations")  # a page that was closed after it answers nobody any more
    if report.by:
        notify([report.by], about=event, topic=Topic.PLATFORM, template=template, context=context, link=link)
    elif report.email:
        write_email(report.email, template=template, context=context, topic=Topic.PLATFORM, link=link)
