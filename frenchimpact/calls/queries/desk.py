"""What the officers’ desk asks: last submissions, complements, proposals."""

from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from frenchimpact.calls import events
from frenchimpact.calls.models import Application, Complement, Proposal, Submission
from frenchimpact.journal.models import Event
from frenchimpact.shared.errors import Refusal


def locked(application: Application) -> Application:
    """Take the application for oneself until the end of the transaction, as it stands now."""
    related = ("call", "collective", "sheet", "officer")
    return Application.objects.select_for_update(of=["self"]).select_related(*related).get(pk=application.pk)


def last_submission(application: Application) -> Submission:
    """Give what was submitted last, complements included; refuses a draft."""
    submission = application.submissions.order_by("number").last()
    if submission is None:
        raise Refusal("Cette candidature n’a pas encore été déposée.")
    return submission


def proposal_in_force(application: Application) -> Proposal:
    """Give the proposal that waits for a decision, or was decided upon; refuses where there is none."""
    proposal = application.proposals.filter(sent_back_at=None).first()
    if proposal is None:
        raise Refusal("Aucune proposition n’attend de décision : la personne qui instruit doit d’abord en faire une.")
    return proposal


def overdue_complements(at: datetime) -> QuerySet[Complement]:
    return Complement.objects.select_related("application").filter(answered_at=None, lapsed_at=None, due_at__lt=at)


def complements_due_within(at: datetime, delay: timedelta) -> QuerySet[Complement]:
    waiting = Complement.objects.select_related("application").filter(answered_at=None, lapsed_at=None)
    return waiting.filter(due_at__gte=at, due_at__lte=at + delay, asked_at__lt=at - timedelta(hours=1)).order_by("pk")


def was_reminded(complement: Complement, days: int) -> bool:
    """Say whether the collective was reminded this many days before, or nearer still."""
    return Event.objects.filter(
        verb=events.COMPLEMENTS_REMINDED.code,
        subject_type=ContentType.objects.get_for_model(Application),
        subject_id=complement.application_id,
        details__complement=complement.pk,
        details__days__lte=days,
    ).exists()
