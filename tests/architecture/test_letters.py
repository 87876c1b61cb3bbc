"""Every e-mail makes sense alone: who is spoken to, what happened, and where to see it or answer."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.reading import ROOT, SOURCES

TEMPLATES = sorted(
    path for path in ROOT.glob("*/templates/**/emails/*.txt") if path.stem not in {"layout", "demo_notice"}
)
WRITE = {"notify", "write_email", "write_last_word"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_letter_greets_and_names_where_its_link_leads(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert [name for name in ("subject", "text", "button") if f"{{% block {name} %}}" not in text] == []
    assert "{% block text %}Bonjour" in text
    assert re.findall(r"(?<=\w) [:;?!»]|« ", re.sub(r"{[{%].*?[%}]}", "", text)) == []


def test_whoever_writes_a_letter_says_where_it_leads() -> None:
    without = [
        f"{path}:{call.lineno}"
        for path in SOURCES
        if path.name != "factories.py" and "tests" not in path.parts
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") in WRITE
        and "link" not in {word.arg for word in call.keywords}
    ]

    assert without == []
