"""A second factor is lost: 48 hours in which the person may object, then the programme team answers."""

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts import events, rules
from frenchimpact.accounts.models import FactorLoss, Passkey, RecoveryCode, Totp, User
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal
from frenchimpact.shared.ids import hash_of_token, new_token


@transaction.atomic
def report_loss(message: str, *, by: User) -> tuple[FactorLoss, str]:
    """Write down that this person, who proved their address, lost their factor; return it with the token that cancels.

    Refuses a second one while the first waits.
    """
    person = User.objects.select_for_update().get(pk=by.pk)
    if FactorLoss.objects.open().filter(person=person).exists():
        raise Refusal(
            "Une demande est déjà en cours pour ce compte : l’équipe du programme vous répondra par courriel."
        )
    now, token = timezone.now(), new_token()
    loss = FactorLoss.objects.create(
        person=person,
        message=message.strip(),
        token_hash=hash_of_token(token),
        asked_at=now,
        due_at=now + rules.LOSS_DELAY,
    )
    record(events.FACTOR_LOST, person, by=person)
    return loss, token


@transaction.atomic
def cancel_loss(token: str) -> FactorLoss:
    """Cancel by the link that was sent to the address; refuses in the same words what is unknown or closed."""
    loss = FactorLoss.objects.open().select_for_update().filter(token_hash=hash_of_token(token)).first()
    if loss is None:
        raise Refusal("Cette demande est déjà close : il n’y a plus rien à annuler.")
    loss.cancelled_at = timezone.now()
    loss.save(update_fields=["cancelled_at"])
    record(events.LOSS_CANCELLED, loss.person, by=loss.person)
    return loss


@transaction.atomic
def answer_loss(loss: FactorLoss, *, accepted: bool, reason: str, by: User) -> FactorLoss:
    """Accept: all factors go and all sessions close, the person comes in by a code and sets up another. Or refuse.

    Refuses before 48 hours, a request that is closed, an answer to oneself, and anybody but operators.
    """
    now = timezone.now()
    rules.require_operator_or_command_line(by, now)
    loss = FactorLoss.objects.select_for_update().get(pk=loss.pk)
    rules.require_answer_after_delay(loss, now)
    if loss.person_id == by.pk:
        raise Refusal("Personne ne répond à sa propre demande : une autre personne de l’équipe doit le faire.")
    if not reason.strip():
        raise Refusal("Dites comment vous avez vérifié qui fait cette demande : le journal en garde la trace.")
    loss.accepted, loss.answer, loss.answered_at, loss.answered_by = accepted, reason.strip(), now, by
    loss.save(update_fields=["accepted", "answer", "answered_at", "answered_by"])
    if accepted:
        _forget_factors(loss.person_id)
    record(events.LOSS_ANSWERED, loss.person, by=by, accepted=accepted)
    return loss


def _forget_factors(person: int) -> None:
    for kind in (Passkey, Totp, RecoveryCode):
        kind._default_manager.filter(person=person).delete()
    Session.objects.filter(opensession__person=person).delete()
