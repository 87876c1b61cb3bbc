"""The letter of a decision: what it says, who signs it, and which remedies remain."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from frenchimpact.accounts.models import Appointment, Capacity, User
from frenchimpact.calls.models import Application, Decision, Sense
from frenchimpact.calls.queries.applicants import lead_of
from frenchimpact.ui.words import long_date

VERB = {
    Sense.FAVOURABLE: "j’ai décidé de délivrer le label « {label} » à {whose}.",
    Sense.UNFAVOURABLE: "j’ai décidé de ne pas délivrer le label « {label} » à {whose}.",
}


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
    decision: str
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
    """Write the letter of a decision that was taken; it never changes."""
    signed = (decision.signed_name, decision.signed_title, decision.signed_delegation)
    facts = (decision.sense, decision.reasons, decision.conditions)
    return _letter(decision.application, facts, signed, decision.at)


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
    sense, reasons, conditions = facts
    lead, of_whom = lead_of(application.applicant), f"{call.words.of} «\u00a0{application.applicant}\u00a0»"
    shown = timezone.localdate(max(wave.publication_at, at)) if wave and sense == Sense.FAVOURABLE else None
    return Letter(
        service=call.service,
        authority=call.authority,
        contact=call.contact,
        postal_address=call.postal_address,
        phone=call.phone,
        receipt=application.receipt_number or "",
        addressee=f"{lead.name}, chef de file {of_whom}" if application.collective else lead.name,
        of_whom=of_whom,
        call=call.title,
        on=timezone.localdate(at),
        decision=VERB[Sense(sense)].format(label=call.label_name, whose=call.words.your),
        reasons=reasons,
        conditions=conditions,
        published_on=shown,
        remedies=call.remedies,
        signed_name=signed[0],
        signed_title=signed[1],
        signed_delegation=signed[2],
        is_draft=is_draft,
    )
