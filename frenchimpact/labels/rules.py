"""Who may act on a label, and when: whoever decides on labels, and whoever holds one. Rules never write."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from frenchimpact.accounts.models import User, Visitor
from frenchimpact.accounts.rules import is_decider, is_officer, is_operator
from frenchimpact.calls.calculations.delays import day_in_paris, end_of, last_day
from frenchimpact.calls.models import Application
from frenchimpact.calls.rules.applicants import may_lead, may_read
from frenchimpact.labels.models import ActKind, Label, LabelAct, State, WaveRecord
from frenchimpact.shared.errors import Refusal
from frenchimpact.ui.words import long_date

OBSERVATION_DAYS = 15  # what the form proposes; the authority may give more, never less than the least
LEAST_DAYS, MOST_DAYS = 8, 90


def may_follow(label: Label, person: Visitor, at: datetime) -> bool:
    """Say whether this person reads what was decided on a label: its collective, and who examines or decides."""
    return is_holder(label, person) or is_officer(person, at) or is_decider(person, at)


def is_holder(label: Label, person: Visitor) -> bool:
    return label.bearer is not None and may_read(label.bearer, person)


def may_observe(label: Label, person: Visitor, at: datetime) -> bool:
    """Say whether this person may answer for the holder now: a pilot, in the delay."""
    act = suspension_of(label)
    return bool(act and label.bearer and may_lead(label.bearer, person) and at <= _until(act))


def may_know_of_record(record: WaveRecord, person: Visitor, at: datetime) -> bool:
    """Say whether this person may know that a wave has a record: everybody once its labels are published."""
    return WaveRecord.objects.shown(at).filter(pk=record.pk).exists() or is_operator(person, at)


def may_read_record(record: WaveRecord, person: Visitor, at: datetime) -> bool:
    """Say whether this person may read a record whole: everybody, unless too few have read for a pseudonym to hide."""
    return is_operator(person, at) or (record.is_open and may_know_of_record(record, person, at))


def suspension_of(label: Label) -> LabelAct | None:
    """Return the suspension in force."""
    if label.state != State.SUSPENDED:
        return None
    return LabelAct.objects.filter(label=label, kind=ActKind.SUSPENSION).order_by("at", "pk").last()


def is_heard(act: LabelAct, at: datetime) -> bool:
    """Say whether the holder was heard, or had the time to be (CRPA L121-1, L122-1)."""
    return at > _until(act) or act.observations.exists()


def observations_until(at: datetime, days: int) -> datetime:
    """Return the last second of the delay: a working day in Paris."""
    return end_of(last_day(day_in_paris(at), days))


def require_authority(person: User, label: Label, at: datetime) -> None:
    """Refuse anybody but the authority that delivers labels, and one of its people who works for who bears it."""
    if not is_decider(person, at):
        raise Refusal("Seule l’autorité de décision suspend ou retire un label : prévenez-la.")
    if Application.objects.tied_to(person).filter(label=label).exists():
        raise Refusal(
            f"Vous travaillez pour {label.words.the} qui porte ce label\u00a0: une autre autorité doit décider."
        )


def require_public(label: Label, at: datetime) -> None:
    if label.published_at is None or label.number is None:
        raise Refusal("Ce label n’est pas un label public de ce site : il ne se suspend ni ne se retire ici.")
    if label.state_on(localdate(at)) == State.EXPIRED:
        raise Refusal("Ce label est arrivé à son terme : il n’y a plus rien à suspendre ni à retirer.")


def require_reasons(reasons: str) -> None:
    if not reasons.strip():
        raise Refusal("Écrivez les motifs : ils sont dus à qui porte le label.")


def require_days(days: int) -> None:
    if not LEAST_DAYS <= days <= MOST_DAYS:
        raise Refusal(
            f"Laissez à qui porte le label entre {LEAST_DAYS} et {MOST_DAYS} jours pour présenter ses observations."
        )


def require_suspended(label: Label) -> LabelAct:
    act = suspension_of(label)
    if act is None:
        raise Refusal("Ce label n’est pas suspendu : rechargez la page pour voir où il en est.")
    return act


def require_heard(act: LabelAct, at: datetime) -> None:
    if not is_heard(act, at):
        until = long_date(localdate(_until(act)))
        raise Refusal(
            f"Qui porte ce label a jusqu’au {until} pour présenter ses observations : attendez-les, ou la "
            "fin de ce délai."
        )


def require_successor(label: Label, other: Label, at: datetime) -> None:
    """Refuse a label that replaces itself, or that does not hold."""
    if other.pk == label.pk:
        raise Refusal("Un label ne se remplace pas lui-même : donnez le numéro de celui que le territoire rejoint.")
    if label.organisation_id or other.organisation_id:
        raise Refusal("Seul le label d’un territoire en remplace un autre\u00a0: suspendez celui-ci, puis retirez-le.")
    if other.published_at is None or other.state_on(localdate(at)) != State.ACTIVE:
        raise Refusal("Le label qui remplace doit être public et en cours de validité : vérifiez son numéro.")


def require_observer(label: Label, act: LabelAct, person: User, at: datetime) -> None:
    if label.bearer is None or not may_lead(label.bearer, person):
        raise Refusal(f"Seule une {label.words.lead} répond en son nom\u00a0: prévenez l’une d’elles.")
    if at > _until(act):
        raise Refusal(
            f"Le délai pour présenter des observations est passé depuis le {long_date(localdate(_until(act)))} : "
            "écrivez au service."
        )


def _until(act: LabelAct) -> datetime:
    return act.observations_until or act.at + timedelta(days=OBSERVATION_DAYS)
