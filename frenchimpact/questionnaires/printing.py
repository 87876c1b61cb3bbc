"""A dossier as a PDF that screen readers read (PDF/UA-1): text comes in as data, never as code."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import typst

from frenchimpact.ui.words import non_breaking

HERE = Path(__file__).parent
TEMPLATE = HERE / "templates" / "questionnaires" / "content.typ"
FONTS = HERE.parent / "ui" / "fonts"


def pdf_of(
    content: Mapping[str, object],
    *,
    title: str,
    subtitle: str = "",
    facts: Iterable[tuple[str, str]] | Mapping[str, str] = (),
) -> bytes:
    """Print what `queries.content_of` gives (sections may be missing), under a title and a table of facts."""
    pairs = facts.items() if isinstance(facts, Mapping) else facts
    told = {
        "title": non_breaking(title),
        "subtitle": non_breaking(subtitle),
        "facts": [[non_breaking(str(name)), non_breaking(str(value))] for name, value in pairs],
        "sections": content.get("sections", []),
        "service": "French Impact",
    }
    told_as = {"content": json.dumps(told)}
    try:
        return _compiled(told_as, pdf_standards="ua-1", ignore_system_fonts=True)
    except typst.TypstError:  # a letter that our fonts do not have: the text matters more than the standard
        return _compiled(told_as)


def _compiled(told: dict[str, str], **how: Any) -> bytes:  # noqa: ANN401  # options of the library
    return bytes(typst.compile(TEMPLATE.read_bytes(), font_paths=[str(FONTS)], sys_inputs=told, **how))
