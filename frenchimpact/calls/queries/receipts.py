"""The receipt of an application: what the law wants to stand on it, and what the collective wants to know.

CRPA R112-5: the date of receipt, the date at which silence decides and in which sense, the service with its address,
the remedies. L112-3: every request gets one.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from frenchimpact.calls.models import Application
from frenchimpact.calls.queries.timelines import Moment, Silence, timeline_of
from frenchimpact.ui.words import long_date


@dataclass(frozen=True)
class Receipt:
    number: str
    collective: str
    call: str
    wave: str
    at: datetime
    by: str
    service: str
    contact: str
    postal_address: str
    phone: str
    authority: str
    remedies: str
    digest: str
    silence: Silence | None
    following: list[Moment]

    @property
    def at_in_words(self) -> str:
        return to_the_second(self.at)

    @property
    def silence_in_words(self) -> str:
        if self.silence is None:
            return "Le silence du service ne vaut pas décision."
        sense = f"{self.silence.sense} ({self.silence.basis})"
        return f"Sans réponse le {long_date(self.silence.on)}, le silence vaut {sense}."


def receipt_of(application: Application, at: datetime) -> Receipt:
    """Return the receipt of what was submitted first; a draft has none."""
    call, submission = application.call, application.submissions.get(number=1)
    timeline = timeline_of(application, at)
    return Receipt(
        number=application.receipt_number or "",
        collective=str(submission.content.get("name") or application.applicant),
        call=call.title,
        wave=str(application.wave),
        at=submission.at,
        by=str(application.submitted_by or "Une personne effacée"),
        service=call.service,
        contact=call.contact,
        postal_address=call.postal_address,
        phone=call.phone,
        authority=call.authority,
        remedies=call.remedies,
        digest=submission.digest,
        silence=timeline.silence,
        following=[timeline.now, *timeline.following],
    )


def to_the_second(instant: datetime) -> str:
    """« 1er mars 2027 à 23 h 59 min 58 s, heure de Paris »."""
    at = localtime(instant)
    hour = f"{at:%H}\u00a0h\u00a0{at:%M}\u00a0min\u00a0{at:%S}\u00a0s"
    return f"{long_date(at.date())} à {hour}, heure de Paris"
