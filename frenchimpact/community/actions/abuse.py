"""Reports that a page should not stand as it is, by anybody, and what the operators do about them."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from frenchimpact.accounts.models import User
from frenchimpact.accounts.rules import require_operator_or_command_line
from frenchimpact.community import events
from frenchimpact.community.models import AbuseReport, AbuseState, Organisation
from frenchimpact.community.rules import moderation
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal


@dataclass(frozen=True)
class AbuseFacts:
    """What somebody reports; the address is where to answer who is not signed in."""

    reason: AbuseReport.Reason
    text: str
    email: str = ""


@transaction.atomic
def report_abuse(organisation: Organisation, facts: AbuseFacts, *, network: str, by: User | None) -> AbuseReport:
    """Tell the operators. The same person, or network, that reports a page for the same reason again changes nothing.

    Refuses an empty text, and more than ten an hour from one network, of which only a keyed hash is kept.
    """
    if not facts.text.strip():
        raise Refusal("Dites ce qui ne va pas : l’équipe du programme doit pouvoir le vérifier.")
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    keyed = salted_hmac("frenchimpact.community.abuse", network, algorithm="sha256").hexdigest()
    same = AbuseReport.objects.filter(organisation=organisation, reason=facts.reason, state=AbuseState.OPEN)
    if known := same.filter(by=by, network=keyed, text=facts.text.strip()).first():
        return known
    since = timezone.now() - moderation.REPORTS_COUNTED_OVER
    moderation.require_few_reports(AbuseReport.objects.filter(network=keyed, at__gt=since).count())
    report = AbuseReport.objects.create(
        organisation=organisation,
        reason=facts.reason,
        text=facts.text.strip(),
        email="" if by else facts.email.strip(),
        by=by,
        network=keyed,
    )
    record(events.ABUSE_REPORTED, report, by=by)  # not the page: its team reads its history
    return report


@transaction.atomic
def uphold_report(report: AbuseReport, answer: str, *, by: User) -> AbuseReport:
    """Say that something was done, and what. Refuses all but operators, what is handled, and an empty answer."""
    return _handle(report, AbuseState.UPHELD, answer, by)


@transaction.atomic
def dismiss_report(report: AbuseReport, answer: str, *, by: User) -> AbuseReport:
    """Say that nothing has to change, and why. Refuses all but operators, what is handled, and an empty answer."""
    return _handle(report, AbuseState.DISMISSED, answer, by)


def _handle(report: AbuseReport, state: AbuseState, answer: str, by: User) -> AbuseReport:
    now = timezone.now()
    require_operator_or_command_line(by, now)
    report = AbuseReport.objects.select_for_update(of=["self"]).select_related("organisation").get(pk=report.pk)
    moderation.require_not_own(report.by_id, by)
    moderation.require_unhandled(report)
    moderation.require_reason(answer)
    report.state, report.answer = state, answer.strip()
    report.handled_at, report.handled_by = now, by
    report.save(update_fields=["state", "answer", "handled_at", "handled_by"])
    kind = events.ABUSE_UPHELD if state == AbuseState.UPHELD else events.ABUSE_DISMISSED
    record(kind, report, by=by)
    return report
