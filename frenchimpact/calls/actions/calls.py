"""What the operator does with a call."""

from dataclasses import asdict, dataclass
from itertools import count

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from frenchimpact.accounts.models import User
from frenchimpact.calls import events
from frenchimpact.calls.actions.letters import keep_letters
from frenchimpact.calls.models import ApplicantKind, Call, CallStage, ImplicitSense
from frenchimpact.calls.rules import calls as rules
from frenchimpact.journal.actions import record
from frenchimpact.questionnaires.models import Form
from frenchimpact.shared.errors import Refusal

LONGEST_SLUG = 70


@dataclass(frozen=True)
class CallFacts:
    """The settings of a call; delays in days, but for those that say otherwise."""

    title: str
    summary: str
    service: str
    authority: str
    contact: str
    postal_address: str = ""
    phone: str = ""
    text: str = ""
    remedies: str = ""
    challenge_count: int = 3
    member_count: int = 3
    label_months: int = 36
    label_name: str = "Territoire French Impact"
    admissibility_days: int = 10
    completeness_days: int = 10
    correction_days: int = 15
    instruction_days: int = 30
    proposal_days: int = 10
    implicit_months: int = 2
    implicit_sense: ImplicitSense = ImplicitSense.REJECTION
    implicit_basis: str = "CRPA, article L231-4"
    long_delay_note: str = ""


@transaction.atomic
def create_call(
    facts: CallFacts,
    form: Form,
    *,
    by: User,
    slug: str = "",
    applicant: ApplicantKind = ApplicantKind.COLLECTIVE,
) -> Call:
    """Prepare a call, which only the team sees. Refuses anybody else."""
    now = timezone.now()
    rules.require_operator(by, now)
    call = Call.objects.create(
        form=form, slug=_free_slug(slug or facts.title), applicant=applicant, created_by=by, **asdict(facts)
    )
    record(events.CALL_CREATED, call, by=by)
    return call


@transaction.atomic
def change_call(call: Call, facts: CallFacts, *, by: User) -> Call:
    """Change the settings of a call, but for its address. Refuses to make an open call one that could not be opened."""
    rules.require_operator(by, timezone.now())
    call = Call.objects.select_for_update().get(pk=call.pk)
    changed = [name for name, value in asdict(facts).items() if getattr(call, name) != value]
    if not changed:
        return call
    keep_letters(call, by=by)
    for name in changed:
        setattr(call, name, getattr(facts, name))
    if call.stage == CallStage.OPEN:
        call.stage = CallStage.DRAFT
        rules.require_openable(call)
        call.stage = CallStage.OPEN
    call.save(update_fields=changed)
    record(events.CALL_CHANGED, call, by=by, fields=changed)
    return call


@transaction.atomic
def open_call(call: Call, *, by: User) -> Call:
    """Open a call to everybody, for the first time or again.

    Refuses settings left to fill in, no published questionnaire, silence that accepts, and delays longer than
    silence without a note.
    """
    now = timezone.now()
    rules.require_operator(by, now)
    call = Call.objects.select_for_update().get(pk=call.pk)
    rules.require_openable(call)
    call.stage, call.opened_at, call.closed_at = CallStage.OPEN, call.opened_at or now, None
    call.save(update_fields=["stage", "opened_at", "closed_at"])
    record(events.CALL_OPENED, call, by=by)
    return call


@transaction.atomic
def close_call(call: Call, *, by: User) -> Call:
    """Close a call: what was submitted is examined to the end, nothing new comes. Refuses while a wave accepts."""
    now = timezone.now()
    rules.require_operator(by, now)
    call = Call.objects.select_for_update().get(pk=call.pk)
    if call.stage != CallStage.OPEN:
        raise Refusal("Cet appel n’est pas ouvert : il n’y a rien à clore.")
    if wave := call.waves.accepting(now).first():
        raise Refusal(f"La vague {wave.number} accepte encore des dépôts : attendez sa date limite.")
    call.stage, call.closed_at = CallStage.CLOSED, now
    call.save(update_fields=["stage", "closed_at"])
    record(events.CALL_CLOSED, call, by=by)
    return call


def _free_slug(text: str) -> str:
    """Make an address that no call has."""
    base = slugify(text.replace("’", "'"))[:LONGEST_SLUG] or "appel"
    taken = set(Call.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    candidates = (base if turn == 1 else f"{base}-{turn}" for turn in count(1))
    return next(slug for slug in candidates if slug not in taken)
