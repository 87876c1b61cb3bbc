"""When a committee may deliberate, and what counts as its advice; rules never write."""

from collections.abc import Iterable
from dataclasses import dataclass

from frenchimpact.calls.models import Application, CommitteeMember, Meeting, MeetingItem, Sense, Stage, Way
from frenchimpact.shared.errors import Refusal
from frenchimpact.ui.words import plural


@dataclass(frozen=True)
class Advice:
    """What the committee says of a file; votes only where it voted."""

    sense: Sense
    way: Way
    reasons: str
    votes_for: int = 0
    votes_against: int = 0
    abstentions: int = 0

    @property
    def cast(self) -> int:
        return self.votes_for + self.votes_against + self.abstentions


def quorum_of(percent: int, sitting: int) -> int:
    """How many members must be there: the share of those who sit, rounded up, never nobody."""
    return max(1, -(-percent * sitting // 100))


def require_unseen(meeting: Meeting, version: int) -> None:
    if meeting.closed_at is not None:
        raise Refusal("Cette séance est close\u00a0: ce qui y est noté ne change plus.")
    if meeting.version != version:
        raise Refusal("La séance a changé pendant que vous écriviez\u00a0: rechargez la page, puis recommencez.")


def require_declared(members: Iterable[CommitteeMember]) -> None:
    """Refuse members of whom ties are not known; they come from `members_of`."""
    unknown = [str(one) for one in members if not getattr(one, "has_declared")]  # noqa: B009  # annotated
    if unknown:
        raise Refusal(f"N’a pas déclaré ses intérêts, et ne siège pas avant\u00a0: {', '.join(unknown)}.")


def require_quorum(meeting: Meeting, able: int) -> None:
    """Refuse to deliberate upon a file with too few; `able`: members who are there and have not left the table."""
    if able < meeting.quorum:
        wanted = f"{_members(meeting.quorum)} sans lien avec ce dossier"
        raise Refusal(
            f"Le quorum n’est pas atteint\u00a0: il faut {wanted}, {_there_are(able)}. Notez les présents, ou reportez "
            "ce point."
        )


def require_quorum_to_close(meeting: Meeting, present: int) -> None:
    """Refuse to close a meeting at which too few are."""
    if present < meeting.quorum:
        wanted = _members(meeting.quorum)
        raise Refusal(
            f"Le quorum n’est pas atteint\u00a0: il faut {wanted}, {_there_are(present)}. Notez les présents avant de "
            "clore la séance."
        )


def _members(count: int) -> str:
    return f"{count} {plural(count, 'membre présent', 'membres présents')}"


def _there_are(count: int) -> str:
    if count > 1:
        return f"ils sont {count}"
    return "il n’y en a qu’un" if count else "il n’y en a aucun"


def require_sound(advice: Advice, able: int) -> None:
    """Refuse no reasons, votes that do not add up, what the majority did not choose; the chair parts ties."""
    if not advice.reasons.strip():
        raise Refusal("Écrivez les motifs de l’avis\u00a0: l’autorité et le candidat en ont besoin.")
    if advice.way != Way.VOTE:
        if advice.cast:
            raise Refusal("Un consensus n’a pas de voix\u00a0: effacez-les, ou choisissez le vote.")
        return
    if not 0 < advice.cast <= able:
        raise Refusal(f"{advice.cast} voix pour {able} votants\u00a0: corrigez le compte.")
    majority = advice.votes_for - advice.votes_against
    if (majority > 0 and advice.sense != Sense.FAVOURABLE) or (majority < 0 and advice.sense != Sense.UNFAVOURABLE):
        raise Refusal("L’avis n’est pas celui de la majorité des voix\u00a0: corrigez l’un ou l’autre.")


def require_in_review(application: Application) -> None:
    if application.stage != Stage.IN_REVIEW:
        raise Refusal("Ce dossier n’est plus devant le comité\u00a0: rechargez la page.")


def require_not_on_an_agenda(application: Application) -> None:
    """Refuse an officer’s proposal on a file upon which the committee deliberates."""
    if MeetingItem.objects.filter(application=application, meeting__closed_at=None).exists():
        raise Refusal("Le comité délibère de ce dossier\u00a0: attendez la clôture de sa séance.")
