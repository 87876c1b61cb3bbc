"""What the officers’ desk asks: last submissions, complements, proposals."""

from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import CombinedExpression

from frenchimpact.accounts.models import Appointment, Capacity, User
from frenchimpact.calls import events
from frenchimpact.calls.models import Application, ApplicationQuerySet, Complement, Proposal, Stage, Submission
from frenchimpact.journal.models import Event
from frenchimpact.shared.errors import Refusal

# How long each stage should last: a setting of the call, in days.
DELAYS = {
    Stage.SUBMITTED: "admissibility_days",
    Stage.COMPLETENESS: "completeness_days",
    Stage.INSTRUCTION: "instruction_days",
    Stage.PROPOSED: "proposal_days",
}
# And those of the committee, a setting of it.
READ = [Stage.READY_FOR_JURY, Stage.IN_REVIEW]

STILL_COMING = timedelta(minutes=15)  # how long what arrived in time may take to be dealt with


def locked(application: Application) -> Application:
    """Take the application for oneself until the end of the transaction, as it stands now."""
    related = ("call", "collective", "organisation", "sheet", "officer")
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
    """List what is late for sure: an answer that arrived in time may still wait for its turn."""
    late = Complement.objects.filter(answered_at=None, lapsed_at=None, due_at__lt=at - STILL_COMING)
    return late.select_related("application")


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
        details__due_at=complement.due_at.isoformat(),
        details__days__lte=days,
    ).exists()


def on_desk() -> ApplicationQuerySet:
    """List what was submitted, each with `due_at`: when whoever must act next should have acted (empty: nobody)."""
    complement = Complement.objects.filter(application=OuterRef("pk"), answered_at=None, lapsed_at=None)
    due_at = Case(
        When(stage=Stage.CORRECTION_REQUESTED, then=Subquery(complement.values("due_at")[:1])),
        *[When(stage=stage, then=_after(setting)) for stage, setting in DELAYS.items()],
        When(stage__in=READ, then=_after("committee__reading_days")),
        output_field=DateTimeField(null=True),
    )
    related = ("call", "wave", "collective__lead", "collective__perimeter", "organisation", "officer", "sheet")
    return Application.objects.submitted().named().select_related(*related).annotate(due_at=due_at)


def waiting_for_decision() -> ApplicationQuerySet:
    """List what waits for the deciding authority, each with its proposal in force, alone, in `proposed`."""
    in_force = Proposal.objects.filter(sent_back_at=None).select_related("by")
    proposed = Prefetch("proposals", queryset=in_force, to_attr="proposed")
    return on_desk().filter(stage=Stage.PROPOSED).prefetch_related(proposed)


def due_of(application: Application) -> datetime | None:
    """Say when whoever must act next should have acted; of an application that `on_desk` brought."""
    due: datetime | None = getattr(application, "due_at")  # noqa: B009  # annotated
    return due


def proposed_of(application: Application) -> Proposal:
    """Give the proposal of an application that `waiting_for_decision` brought."""
    proposals: list[Proposal] = getattr(application, "proposed")  # noqa: B009  # annotated
    return proposals[0]


def wave_of(application: Application) -> str:
    """Name the call and the wave: « Territoire French Impact, vague 1 »."""
    return f"{application.call}, vague {application.wave.number}" if application.wave else str(application.call)


def due_between(rows: ApplicationQuerySet, since: datetime | None, until: datetime) -> ApplicationQuerySet:
    """Keep what is due before an instant, and after another one where it is given; of what `on_desk` brought."""
    late = rows.filter(due_at__lt=until)  # type: ignore[misc]  # annotated
    return late.filter(due_at__gte=since) if since else late  # type: ignore[misc]


def officers_in_force(at: datetime) -> QuerySet[User]:
    """List who may be given an application: officers, and the programme team."""
    held = Appointment.objects.filter(capacity__in=[Capacity.OFFICER, Capacity.OPERATOR]).in_force(at)
    return User.objects.filter(pk__in=held.values("person"), is_active=True).order_by("name", "pk")


def holders(at: datetime) -> QuerySet[User]:
    """List who may be given an application, and who still holds one."""
    holding = Application.objects.submitted().under_way().exclude(officer=None).values("officer")
    able = officers_in_force(at).values("pk")
    return User.objects.filter(Q(pk__in=holding) | Q(pk__in=able)).order_by("name", "pk")


def _after(setting: str) -> CombinedExpression:
    days = ExpressionWrapper(F(f"call__{setting}") * Value(timedelta(days=1)), output_field=DurationField())
    return F("stage_since") + days
