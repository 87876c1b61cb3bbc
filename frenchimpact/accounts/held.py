"""What was typed in a form is kept in the session while its person proves again who they are."""

from dataclasses import asdict, dataclass

from django.http import HttpRequest
from django.utils import timezone

from frenchimpact.accounts.rules import PROOF_LASTS

NAME = "held"  # in the session
LONGEST = 50_000  # characters: more is no form of the team


@dataclass(frozen=True, slots=True)
class Held:
    """The words of a form, by the names of its fields, and the page to which they go."""

    path: str
    words: list[tuple[str, str]]
    at: float  # Unix time


def hold(request: HttpRequest) -> None:
    """Keep the words of this form, unless it has files, or is longer than any form of ours."""
    words = [
        (name, word) for name, several in request.POST.lists() if name != "csrfmiddlewaretoken" for word in several
    ]
    request.session.pop(NAME, None)
    if words and not request.FILES and sum(len(name) + len(word) for name, word in words) <= LONGEST:
        request.session[NAME] = asdict(Held(request.path, words, timezone.now().timestamp()))


def held_for(request: HttpRequest) -> Held | None:
    """Give what was kept less than fifteen minutes ago."""
    kept = request.session.get(NAME)
    if not kept or timezone.now().timestamp() - kept["at"] > PROOF_LASTS.total_seconds():
        return None
    return Held(kept["path"], [(name, word) for name, word in kept["words"]], kept["at"])


def let_go(request: HttpRequest) -> None:
    """Forget what was kept for this page, which has it now."""
    held = request.session.get(NAME)
    if held and held["path"] == request.path:
        del request.session[NAME]
