"""A dossier as a PDF that screen readers read (PDF/UA-1): text comes in as data, never as code."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import typst

from frenchimpact.ui.words import non_breaking

HERE = Path(__file__).parent
TEMPLATE = HERE / "templates" / "questionnaires" / "content.typ"
SIGNS = TEMPLATE.with_name("signs.typ")
FONTS = HERE.parent / "ui" / "fonts"
UNDRAWN = re.compile(r'the text `"([^"\\]+)"` could not be displayed')
JOINERS = re.compile("[\u200d\u20e3\ufe0e\ufe0f]")  # what ties signs into one emoji
LATIN = 0xFF  # what our fonts draw for sure ends here
MOST_SYMBOLS = 12  # different emoji in a dossier: each costs another try


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
    return tagged_pdf(TEMPLATE, {"content": told})


def tagged_pdf(template: Path, told: Mapping[str, object]) -> bytes:
    """Print values as JSON through a template, PDF/UA-1 wherever our fonts draw every letter.

    A symbol that they lack (an emoji) is written as its name.
    """
    written = _with_names(
        {name: JOINERS.sub("", json.dumps(value, ensure_ascii=False)) for name, value in told.items()}
    )
    for _ in range(MOST_SYMBOLS):
        try:
            return _compiled(template, written, pdf_standards="ua-1", ignore_system_fonts=True)
        except typst.TypstError as error:
            symbol = _symbol_in(str(error))
            if not symbol:
                break
            written = {name: text.replace(symbol, _name_of(symbol)) for name, text in written.items()}
    return _compiled(template, written)  # letters that our fonts lack: the text matters more than the standard


def _with_names(written: dict[str, str]) -> dict[str, str]:
    """Write the names of the symbols that our fonts lack, found out on a page that holds nothing else: it is quick."""
    signs = {one for text in written.values() for one in text if ord(one) > LATIN and unicodedata.category(one) == "So"}
    while signs:
        try:
            _compiled(SIGNS, {"signs": " ".join(sorted(signs))}, pdf_standards="ua-1", ignore_system_fonts=True)
        except typst.TypstError as error:
            symbol = _symbol_in(str(error))
            if symbol not in signs:
                break
            signs.remove(symbol)
            written = {name: text.replace(symbol, _name_of(symbol)) for name, text in written.items()}
        else:
            break
    return written


def _symbol_in(complaint: str) -> str:
    """Find in what the printer says the symbol that no font draws; a letter is none."""
    found = UNDRAWN.search(complaint)
    return found[1] if found and all(unicodedata.category(one)[0] in "SM" for one in found[1]) else ""


def _name_of(symbol: str) -> str:
    return f"[{', '.join(unicodedata.name(one, 'symbole').lower() for one in symbol)}]"


def _compiled(template: Path, told: dict[str, str], **how: Any) -> bytes:  # noqa: ANN401  # options of the library
    return bytes(typst.compile(template.read_bytes(), font_paths=[str(FONTS)], sys_inputs=told, **how))
