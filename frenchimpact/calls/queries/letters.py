"""The letter of a decision: what it says, who signs it, and which remedies remain."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from frenchimpact.accounts.models import Appointment, Capacity, User
from frenchimpact.calls.models import Application, Call, Decision, Sense
from frenchimpact.calls.queries.applicants import lead_of
from frenchimpact.calls.rules.letters import FIELD_OF, filled, text_of
from frenchimpact.ui.words import long_date

# What a letter is written from, to be read with its decision.
OF_A_LETTER = (
    "application__call",
    "application__wave",
    "application__collective__lead",
    "application__organisation",
)


# What a letter takes from its call as it stands there.
OF_THE_CALL = ("service", "authority", "contact", "postal_address", "phone", "remedies")


@dataclass(frozen=True)
class Letter:
    """A decision as it is written to a collective: CRPA L211-2, L211-5 and L212-1."""

    service: str
    authority: str
    contact: str
    postal_address: str
    phone: str
    receipt: str
    addressee: str  # « Mairie, chef de file du collectif « Pays d’Essai » »
    of_whom: str  # « du collectif « Pays d’Essai » »
    call: str
    on: date
    opening: str
    closing: str
    reasons: str
    conditions: str
    published_on: date | None
    remedies: str
    signed_name: str
    signed_title: str
    signed_delegation: str
    is_draft: bool = False

    @property
    def told_date(self) -> str:
        return long_date(self.on)

    @property
    def reasons_in_lines(self) -> list[str]:
        return [line for line in self.reasons.splitlines() if line.strip()]


def letter_of(decision: Decision) -> Letter:
    """Give the letter as it was notified; one of before letters were kept is written from what the call says now."""
    if decision.letter:
        return _thawed(decision.letter)
    return written_letter(decision)


def written_letter(decision: Decision) -> Letter:
    """Write the letter of a decision from what its call says now."""
    signed = (decision.signed_name, decision.signed_title, decision.signed_delegation)
    facts = (decision.sense, decision.reasons, decision.conditions)
    return _letter(decision.application, facts, signed, decision.at)


def frozen(letter: Letter) -> dict[str, object]:
    """Make plain data of a letter, to be kept with its decision; days are ISO 8601."""
    days = {"on": letter.on.isoformat(), "published_on": letter.published_on and letter.published_on.isoformat()}
    return asdict(letter) | days


def example_letter(call: Call, sense: Sense, at: datetime) -> Letter:
    """Write the letter of this call as an invented applicant would have it."""
    of_whom = f"{call.words.of} «\u00a0Exemple\u00a0»"
    facts = (sense, "Les motifs de la décision.", "" if sense == Sense.FAVOURABLE else "Ce qu’il faudrait.")
    addressed = ("TFI-EXEMPLE", f"Exemple, chef de file {of_whom}", of_whom)
    signed = ("Le nom de la personne qui signe", "sa qualité", "")
    return _composed(call, facts, signed, addressed, at, is_draft=True)


def preview_letter(application: Application, facts: tuple[str, str, str], by: User, at: datetime) -> Letter:
    """Write the letter as it would be if this person decided so now: sense, reasons, conditions."""
    held = Appointment.objects.filter(person=by).to(Capacity.DECIDER).in_force(at).order_by("since").last()
    signed = (by.name or by.email, held.title if held else "", held.delegation if held else "")
    return _letter(application, facts, signed, at, is_draft=True)


def _letter(
    application: Application,
    facts: tuple[str, str, str],
    signed: tuple[str, str, str],
    at: datetime,
    *,
    is_draft: bool = False,
) -> Letter:
    call, wave = application.call, application.wave
    lead, of_whom = lead_of(application.applicant), f"{call.words.of} «\u00a0{application.applicant}\u00a0»"
    addressee = f"{lead.name}, chef de file {of_whom}" if application.collective else lead.name
    addressed = (application.receipt_number or "", addressee, of_whom)
    shown = timezone.localdate(max(wave.publication_at, at)) if wave and facts[0] == Sense.FAVOURABLE else None
    letter = _composed(call, facts, signed, addressed, at, is_draft=is_draft)
    return replace(letter, published_on=shown)


def _composed(
    call: Call,
    facts: tuple[str, str, str],
    signed: tuple[str, str, str],
    addressed: tuple[str, str, str],
    at: datetime,
    *,
    is_draft: bool,
) -> Letter:
    """Put a letter together.

    `facts`: sense, reasons, conditions; `signed`: name, title, delegation; `addressed`: receipt, addressee, of whom.
    """
    (sense, reasons, conditions), (receipt, addressee, of_whom) = facts, addressed
    signed_name, signed_title, signed_delegation = signed
    opening, closing = _words(call, Sense(sense), receipt, of_whom)
    return Letter(
        **{name: getattr(call, name) for name in OF_THE_CALL},
        call=call.title,
        receipt=receipt,
        addressee=addressee,
        of_whom=of_whom,
        on=timezone.localdate(at),
        opening=opening,
        closing=closing,
        reasons=reasons,
        conditions=conditions,
        published_on=None,
        signed_name=signed_name,
        signed_title=signed_title,
        signed_delegation=signed_delegation,
        is_draft=is_draft,
    )


def _words(call: Call, sense: Sense, receipt: str, of_whom: str) -> tuple[str, str]:
    """Give the first and the last words of a letter, names filled in."""
    names = {
        "label": call.label_name,
        "appel": call.title,
        "numero": receipt,
        "du_candidat": of_whom,
        "votre_candidat": call.words.your,
    }
    return filled(text_of(call, FIELD_OF[sense]), names), filled(text_of(call, "closing_text"), names)


def _thawed(kept: dict[str, Any]) -> Letter:
    days = {name: date.fromisoformat(kept[name]) if kept[name] else None for name in ("on", "published_on")}
    return Letter(**kept | days)
