"""The documents for maintainers tell of the code as it is."""

import re

from tests.architecture.reading import OUR_MODELS, ROOT, SOURCES

DOCS = ROOT.parent / "docs"
SET_BY_OURSELVES = {"FRENCHIMPACT_COMMAND", "FRENCHIMPACT_SUPERVISOR"}  # one process tells them to the next


def test_the_diagram_of_the_model_names_every_model() -> None:
    told = (DOCS / "model.md").read_text()

    assert [model.__name__ for model in OUR_MODELS if not re.search(rf"\b{model.__name__}\b", told)] == []


def test_every_model_has_its_word_in_the_glossary() -> None:
    told = (DOCS / "glossary.md").read_text()

    assert [model.__name__ for model in OUR_MODELS if not re.search(rf"\b{model.__name__}\b", told)] == []


def test_every_variable_that_the_site_reads_is_in_the_operations_guide() -> None:
    read = {name for path in SOURCES for name in re.findall(r"\bFRENCHIMPACT_[A-Z_]*[A-Z]", path.read_text())}
    told = set(re.findall(r"\bFRENCHIMPACT_[A-Z_]*[A-Z]", (DOCS / "operations.md").read_text()))

    assert (read - told - SET_BY_OURSELVES, told - read) == (set(), set())


def test_every_module_of_the_code_is_on_the_map() -> None:
    told = (DOCS / "map.md").read_text()
    modules = sorted(path.name for path in ROOT.iterdir() if (path / "__init__.py").exists())

    assert [name for name in modules if f"| `{name}/` |" not in told] == []


def test_every_link_between_documents_leads_somewhere() -> None:
    pages = [ROOT.parent / "README.md", *sorted(DOCS.rglob("*.md"))]
    broken = [
        f"{page.name}: {link}"
        for page in pages
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text())
        if not (page.parent / link).exists()
    ]

    assert broken == []
