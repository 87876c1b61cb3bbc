"""The minutes of a meeting as a PDF: what was written down does not change, names and places are those of the day."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localtime

from frenchimpact.accounts.models import User
from frenchimpact.calls.models import Committee, Meeting, MeetingItem, Sense, Way
from frenchimpact.calls.queries.committees.balance import UNKNOWN, balance_of
from frenchimpact.calls.queries.committees.waves import tied_files
from frenchimpact.questionnaires.printing import pdf_of
from frenchimpact.ui.words import long_date, plural

Section = dict[str, object]


def minutes_pdf(committee: Committee, meeting: Meeting, viewer: User, at: datetime) -> bytes:
    facts, sections = minutes_in_words(committee, meeting, viewer, at)
    title = f"Procès-verbal du comité, vague {meeting.wave.number}"
    return pdf_of({"sections": sections}, title=title, subtitle=str(meeting.wave.call), facts=facts)


def minutes_in_words(
    committee: Committee, meeting: Meeting, viewer: User, at: datetime
) -> tuple[list[tuple[str, str]], list[Section]]:
    """Tell the minutes; of a file to which whoever asks is tied, they learn that it was dealt with, no more."""
    related = ("application__collective__perimeter", "application__organisation", "asked_by__person")
    items = list(meeting.items.select_related(*related).prefetch_related("recusals__member__person"))
    hidden = tied_files(committee, [one.application for one in items], viewer, at)
    present = meeting.present.select_related("person").order_by("person__name")
    facts = [
        ("Appel", str(meeting.wave.call)),
        ("Séance", f"ouverte le {_instant(meeting.opened_at)}, close le {_instant(meeting.closed_at)}"),
        ("Présidence", str(meeting.closed_by or "une personne effacée")),
        ("Présents à la clôture", ", ".join(str(one) for one in present)),
        ("Quorum", f"{_count(meeting.quorum, 'membre')} sur {meeting.sitting}"),
        ("Imprimé", f"{_instant(at)}, avec les noms et les territoires de ce jour"),
    ]
    sections = [
        _section("Dossiers délibérés", [one for one in items if one.is_deliberated], hidden),
        _section("Dossiers adoptés en bloc", [one for one in items if not one.is_deliberated], hidden),
        balance_section(items, hidden),
    ]
    return facts, sections


def _section(title: str, items: Sequence[MeetingItem], hidden: set[int]) -> Section:
    told = [(str(one.application.applicant), "" if one.application_id in hidden else _told(one)) for one in items]
    questions = [_line(name, text or "Un lien vous écarte de ce dossier.") for name, text in told]
    return {"title": title, "questions": questions or [_line("Aucun", "Sans objet.")]}


def _told(item: MeetingItem) -> str:
    if not item.sense:
        return "Reporté à une autre séance."
    lines = [f"Avis {item.get_sense_display()}, {item.get_way_display()}{_votes(item)}."]
    if item.asked_by:
        lines.append(f"Délibéré à la demande de {item.asked_by}.")
    lines.extend(f"Déport\u00a0: {one.member} ({one.reasons})." for one in item.recusals.all())
    return "\n".join([*lines, f"Motifs\u00a0: {item.reasons}"])


def _votes(item: MeetingItem) -> str:
    if item.way != Way.VOTE:
        return ""
    return f"\u00a0: {item.votes_for} pour, {item.votes_against} contre, {_count(item.abstentions or 0, 'abstention')}"


def balance_section(items: Sequence[MeetingItem], hidden: set[int]) -> Section:
    """Say what the favourable advices cover, beside all that was on the agenda; hidden files are in neither."""
    shown = [one for one in items if one.application_id not in hidden]
    lines = []
    for name, found in (
        ("Avis favorables", [one for one in shown if one.sense == Sense.FAVOURABLE]),
        ("Tous les dossiers de la séance", shown),
    ):
        balance, count = balance_of([one.application for one in found]), plural(len(found), "dossier")
        text = f"{len(found)} {count}. Régions\u00a0: {balance.told_regions}. Outre-mer\u00a0: {balance.overseas}."
        lines.append(_line(name, text))
    if len(shown) < len(items):
        lines.append(_line("Dossiers dont un lien vous écarte", "Ils ne sont pas comptés ici."))
    lines.append(_line("Communes rurales, quartiers prioritaires de la ville", UNKNOWN))
    return {"title": "Équilibre", "questions": lines}


def _line(label: str, text: str) -> dict[str, str]:
    return {"label": label, "text": text}


def _count(number: int, what: str) -> str:
    return f"{number} {plural(number, what)}"


def _instant(at: datetime | None) -> str:
    if at is None:
        return ""
    local = localtime(at)
    return f"{long_date(local.date())} à {local:%H}\u00a0h\u00a0{local:%M}"
