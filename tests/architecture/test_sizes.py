"""Files and functions fit in the eye."""

import ast
from statistics import quantiles

from tests.architecture.reading import SOURCES, TEMPLATES, TESTS, functions_in, short

FUNCTION_LINES = 25
FILE_LINES = 300
TEMPLATE_LINES = 120
SHARED_LINES = 500
LAST_CENTILES = 94  # index, in quantiles(…, n=100), of the 95th


def test_nineteen_functions_in_twenty_fit_in_the_eye() -> None:
    lengths = [length_of(node) for path in SOURCES for node in functions_in(path.read_text())]

    assert quantiles(lengths, n=100)[LAST_CENTILES] <= FUNCTION_LINES


def test_no_function_is_twice_too_long() -> None:
    too_long = [
        f"{short(path)}: {node.name}"
        for path in SOURCES
        for node in functions_in(path.read_text())
        if length_of(node) > 2 * FUNCTION_LINES
    ]

    assert too_long == []


def test_nineteen_files_in_twenty_are_short() -> None:
    lengths = [lines_of(path.read_text()) for path in [*SOURCES, *TESTS]]

    assert quantiles(lengths, n=100)[LAST_CENTILES] <= FILE_LINES


def test_no_template_is_long() -> None:
    assert [short(path) for path in TEMPLATES if lines_of(path.read_text()) > TEMPLATE_LINES] == []


def test_what_all_share_stays_small() -> None:
    shared = [path for path in SOURCES if "shared" in path.parts]

    assert sum(lines_of(path.read_text()) for path in shared) <= SHARED_LINES


def lines_of(text: str) -> int:
    return text.count("\n")


def length_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, its docstring left out: to explain is not to be long."""
    first = node.body[0]
    docstring = (first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(node) else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docstring
