"""How the house rules read the code: files, calls, templates."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).parents[2] / "frenchimpact"
SOURCES = [path for path in sorted(ROOT.rglob("*.py")) if not {"migrations", "tests"} & set(path.parts)]
TESTS = [path for path in sorted(ROOT.rglob("*.py")) if "tests" in path.parts] + sorted(
    (ROOT.parent / "tests").rglob("*.py")
)
TEMPLATES = sorted(path for path in ROOT.rglob("templates/**/*") if path.suffix in {".html", ".txt", ".xml"})
OUR_MODELS = [model for model in apps.get_models() if model.__module__.startswith("frenchimpact.")]

# One order for imports and for foreign keys: the layers of the first import contract, from the top down.
CONTRACTS = tomllib.loads((ROOT.parent / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
DEPTH = {name.strip(" ()"): depth for depth, line in enumerate(CONTRACTS[0]["layers"]) for name in line.split("|")}

ALWAYS_WRITES = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# Django's own signatures take keywords only; a positional argument tells a namesake: dict.update({…}),
# hash.update(b"…"), storage.save(name, file). A dict with keywords is written `d |= {…}`.
WRITES_BY_KEYWORD = {"save", "create", "update", "delete"}


def short(path: Path) -> str:
    return str(path.relative_to(ROOT.parent))


def is_kind(path: Path, kind: str) -> bool:
    """Tell whether a file is a module's `actions.py`, or one of its folder `actions/`."""
    return kind in {*path.relative_to(ROOT).parts, path.stem}


def calls_in(source: str) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, node


def writes_in(source: str) -> list[int]:
    """Lines that write to the database."""
    return [
        call.lineno
        for name, call in calls_in(source)
        if name in ALWAYS_WRITES or (name in WRITES_BY_KEYWORD and not call.args)
    ]


def functions_in(source: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def is_downward(from_module: str, to_module: str) -> bool:
    return from_module == to_module or DEPTH[from_module] < DEPTH[to_module]


def module_of(model: type[Model]) -> str:
    return model.__module__.split(".")[1]


def french_in(template: str) -> str:
    """Return what people read of a template: its text and the attributes that are words, each on its own line."""
    without_code = re.sub(r"<(script|style|code|pre)\b.*?</\1>", " ", template, flags=re.DOTALL)
    without_comments = re.sub(
        r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", "", without_code, flags=re.DOTALL
    )
    without_django = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "X", without_comments, flags=re.DOTALL)
    words = re.findall(
        r"""\b(?:title|lead|kicker|label|submit|alt|aria-label|placeholder|caption|unit)="([^"]*)\"""", without_django
    )
    return "\n".join([re.sub(r"<[^>]*>", "\n", without_django), *words])
