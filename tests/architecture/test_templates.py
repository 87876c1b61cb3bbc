"""Templates are small, dumb, in good French, and hold neither code nor look."""

import re
from pathlib import Path

import pytest

from tests.architecture.reading import TEMPLATES, french_in, short

# The layout itself, and what is shown when nothing else works.
STANDS_ALONE = {"layout.html", "500.html", "503.html"}
PAGES = [
    path
    for path in TEMPLATES
    if path.suffix == ".html"
    and not path.name.startswith("_")
    and not {"cotton", "emails", "icons"} & set(path.parts)
    and path.name not in STANDS_ALONE
]
HTML = [path for path in TEMPLATES if path.suffix == ".html"]
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
STRAIGHT_APOSTROPHE = re.compile(r"(?<=[A-Za-zÀ-ÿ])'(?=[A-Za-zÀ-ÿ])")
STRAIGHT_QUOTES = re.compile(r'"[A-Za-zÀ-ÿ][^"\n=]*"')
BREAKABLE_SPACE = re.compile(r" [:;?!»](?=\s|$)|« ", re.MULTILINE)
TYPOGRAPHIC_ARGUMENT = re.compile(r"\{[{%][^}]*[:= ][’“”][^}]*[}%]\}")  # what Django cannot read, cotton shows as it is
NO_SPACE = re.compile(r"[A-Za-zÀ-ÿ»][?!](?=\s|$)|[a-zà-ÿ];(?=\s)", re.MULTILINE)


@pytest.mark.parametrize("path", PAGES, ids=short)
def test_a_page_extends_the_layout(path: Path) -> None:
    source = path.read_text().lstrip()

    assert re.match(r"\{% extends [\"'](ui/layout|[a-z_]+/_?[a-z_/]+)\.html[\"'] %\}", source) is not None


@pytest.mark.parametrize("path", HTML, ids=short)
def test_a_template_holds_neither_script_nor_style(path: Path) -> None:
    if "emails" not in path.parts:  # mail programs know inline style only
        assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_a_template_is_in_good_french_typography(path: Path) -> None:
    assert faults_of_typography(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_a_tag_quotes_as_django_reads_it(path: Path) -> None:
    assert TYPOGRAPHIC_ARGUMENT.findall(path.read_text()) == []


def test_a_typographic_quote_in_a_tag_is_found() -> None:
    assert TYPOGRAPHIC_ARGUMENT.findall("<c-x date=\"{{ at|date:’j F’ }}\">l’équipe {{ at|date:'j F' }}") != []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<p>l'équipe</p>", "'"),
        ('<p>la "wave" est close</p>', '"wave"'),
        ("<p>Qui êtes-vous ?</p>", " ?"),
        ("<p>Attention : danger</p>", " :"),
        ("<p>« La vague»</p>", "« "),
        ("<p>Vraiment? Oui</p>", "t?"),
        ('<c-card title="Qui ?">X</c-card>', " ?"),
    ],
)
def test_a_fault_of_typography_is_seen(text: str, fault: str) -> None:
    assert faults_of_typography(text) == [fault]


@pytest.mark.parametrize(
    "text",
    [
        "<p>Qui êtes-vous\u00a0? L’équipe\u202f; «\u00a0oui\u00a0».</p>",
        '<a href="https://exemple.test/?a=1">lien</a>',
        "{% if a == 'b' %}oui{% endif %} {{ count|plural:\"ligne,lignes\" }}",
        "<p>&nbsp;À 14:30&amp; plus</p>",
        "<code>frenchimpact load 'x' ; ls</code>",
    ],
)
def test_good_french_is_let_through(text: str) -> None:
    assert faults_of_typography(text) == []


def faults_of_typography(template: str) -> list[str]:
    text = re.sub(r"&[a-z]+;|&#\d+;", "X", french_in(template))
    patterns = (STRAIGHT_APOSTROPHE, STRAIGHT_QUOTES, BREAKABLE_SPACE, NO_SPACE)
    return [found for pattern in patterns for found in pattern.findall(text)]
