"""What was submitted, as people read it: dates and numbers in French, one part after the other."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from frenchimpact.ui.words import WIDE, figure, long_date, number, plural

Content = Mapping[str, Any]  # the JSON of a submission
NOTHING = "–"


def parts_of(content: Content) -> list[dict[str, Any]]:
    """Give the collective, its members, its challenges and the answers as sections of questions, in that order."""
    return [
        *_applicant(content),
        *content.get("sections", []),
    ]


def _applicant(content: Content) -> list[dict[str, Any]]:
    if "organisation" in content:
        return [{"title": "L’organisation", "questions": _organisation(content)}]
    return [
        {"title": "Le collectif", "questions": _collective(content)},
        {"title": "Les membres", "questions": [_member(one) for one in content.get("members", [])]},
        {"title": "Les défis", "questions": [_challenge(one) for one in content.get("challenges", [])]},
    ]


def _organisation(content: Content) -> list[dict[str, Any]]:
    said = content["organisation"]
    return [
        _line("Nom", content.get("name")),
        _line("Natures", ", ".join(said.get("kinds", []))),
        _line("Forme juridique", said.get("legal_form")),
        _line("Appartenance à l’ESS", said.get("ess_basis")),
        _line("Numéros", ", ".join(said.get("numbers", []))),
        _line("Statuts et agréments", ", ".join(said.get("statuses", []))),
        _line("Siège", said.get("seat")),
        _line("Présentation", said.get("presentation")),
    ]


def _collective(content: Content) -> list[dict[str, Any]]:
    perimeter = content.get("perimeter") or {}
    communes, people = perimeter.get("communes") or 0, perimeter.get("population") or 0
    places = [", ".join(str(part.get("name", "")) for part in perimeter.get("parts", []))]
    places += [f"{number(communes)}{WIDE}{plural(communes, 'commune')}"]
    places += [f"{number(people)}{WIDE}{plural(people, 'habitant')}"]
    return [
        _line("Territoire", content.get("name")),
        _line("Chef de file", content.get("lead")),
        _line("Périmètre", ", ".join(place for place in places if place)),
    ]


def _member(member: Content) -> dict[str, Any]:
    signed = "Lettre d’engagement non signée"
    if member.get("signed_on"):
        who = f"{member.get('signatory')} ({member.get('capacity')})"
        signed = f"Lettre d’engagement signée le {_day(member['signed_on'])} par {who}"
    lines = [member.get("role"), member.get("contribution"), signed]
    return _line(str(member.get("name", "")), "\n".join(str(line) for line in lines if line))


def _challenge(challenge: Content) -> dict[str, Any]:
    unit = f" {challenge.get('unit') or ''}".rstrip()
    source = ", ".join(str(challenge[key]) for key in ("baseline_source", "baseline_year") if challenge.get(key))
    lines = [
        challenge.get("statement"),
        f"Indicateur{WIDE}: {challenge.get('indicator') or NOTHING}",
        f"Valeur de départ{WIDE}: {_figure(challenge.get('baseline'))}{unit} ({source or NOTHING})",
        f"Cible{WIDE}: {_figure(challenge.get('target'))}{unit}, avant le {_day(challenge.get('deadline'))}",
    ]
    return _line(f"{challenge.get('position')}. {challenge.get('title')}", "\n".join(str(one) for one in lines if one))


def _line(label: str, text: object) -> dict[str, Any]:
    return {"label": label, "text": str(text or ""), "files": []}


def _day(text: object) -> str:
    try:
        return long_date(date.fromisoformat(str(text)[:10]))
    except ValueError:
        return str(text or NOTHING)


def _figure(value: object) -> str:
    try:
        return figure(Decimal(str(value)))
    except InvalidOperation:
        return NOTHING
