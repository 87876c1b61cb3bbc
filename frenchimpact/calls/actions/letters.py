"""What the operator writes of a call's letters; those that were notified keep their words."""

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.calls import events
from frenchimpact.calls.models import Call, Decision
from frenchimpact.calls.queries.letters import OF_A_LETTER, frozen, written_letter
from frenchimpact.calls.rules.calls import require_operator
from frenchimpact.calls.rules.letters import DEFAULTS, digest_of_letters, require_sound_text, text_of
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal


@transaction.atomic
def write_letters(call: Call, texts: dict[str, str], *, read: str, by: User) -> Call:
    """Write the sentences of a call's letters, by field; those of the site are kept as none.

    `read`: the digest of what was read. Refuses anybody but an operator, what somebody else changed meanwhile, an empty
    text and names that nothing replaces.
    """
    require_operator(by, timezone.now())
    call = Call.objects.select_for_update().get(pk=call.pk)
    if read != digest_of_letters(call):
        raise Refusal("Quelqu’un a changé ces lettres entre-temps\u00a0: rechargez la page, puis recommencez.")
    written = {name: texts[name].replace("\r\n", "\n").strip() for name in DEFAULTS}
    for text in written.values():
        require_sound_text(text)
    changed = [name for name, text in written.items() if text != text_of(call, name)]
    if not changed:
        return call
    keep_letters(call, by=by)
    for name in changed:
        setattr(call, name, "" if written[name] == DEFAULTS[name] else written[name])
    call.save(update_fields=changed)
    record(events.CALL_CHANGED, call, by=by, fields=changed)
    return call


@transaction.atomic
def keep_letters(call: Call, *, by: User | None) -> int:
    """Keep, word for word, the letters of this call that were notified before letters were kept; say how many."""
    earlier = Decision.objects.select_for_update(of=("self",)).filter(application__call=call, letter={})
    kept = 0
    for decision in earlier.select_related(*OF_A_LETTER).order_by("pk"):
        decision.letter = frozen(written_letter(decision))
        decision.save(update_fields=["letter"])
        kept += 1
    if kept:
        record(events.LETTERS_KEPT, call, by=by, count=kept)
    return kept
