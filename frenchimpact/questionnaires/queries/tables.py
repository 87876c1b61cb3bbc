"""A table that somebody filled, as people read it, with the totals of its amounts."""

from dataclasses import dataclass
from decimal import Decimal

from frenchimpact.questionnaires.models import Question, QuestionKind
from frenchimpact.ui.words import number as written_number

CENTS = 2
NUMBERS = {QuestionKind.NUMBER, QuestionKind.AMOUNT}


@dataclass(frozen=True)
class Table:
    """Titles of columns, rows of written cells, and the totals (empty when no column is an amount)."""

    columns: list[str]
    numeric: list[bool]
    rows: list[list[str]]
    totals: list[str]

    @property
    def total(self) -> str:
        """The totals in a line: « Total – 12 000 € »."""
        return " – ".join(cell for cell in self.totals if cell)

    @property
    def text(self) -> str:
        """One row a line, and its total, for where a table cannot stand."""
        lines = [" – ".join(cell for cell in row if cell) for row in self.rows]
        return "\n".join([*lines, *([self.total] if self.totals else [])])


def table_of(question: Question, value: object) -> Table:
    columns = question.columns
    rows = [row for row in value if isinstance(row, list)] if isinstance(value, list) else []
    written = [[written_cell(column["kind"], cell) for column, cell in zip(columns, row, strict=False)] for row in rows]
    return Table(
        columns=[column["label"] for column in columns],
        numeric=[column["kind"] in NUMBERS for column in columns],
        rows=written,
        totals=_totals(columns, rows),
    )


def written_cell(kind: str, value: str, unit: str = "") -> str:
    """Write a number or an amount as people read it; anything else as it is."""
    if kind not in NUMBERS or not value:
        return value
    number, is_amount = Decimal(value), kind == QuestionKind.AMOUNT
    exponent = number.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    written = written_number(number, CENTS if is_amount and decimals else decimals)
    told = "€" if is_amount else unit
    return f"{written}\u00a0{told}" if told else written


def _totals(columns: list[dict[str, str]], rows: list[list[str]]) -> list[str]:
    """Add up the columns of amounts; what they are the total of stands in the first column."""
    amounts = [at for at, column in enumerate(columns) if column["kind"] == QuestionKind.AMOUNT]
    if not amounts or not rows:
        return []
    sums = {at: sum((Decimal(row[at] or 0) for row in rows if at < len(row)), Decimal(0)) for at in amounts}
    cells = [written_cell(QuestionKind.AMOUNT, str(sums[at])) if at in sums else "" for at in range(len(columns))]
    return cells if cells[0] else ["Total", *cells[1:]]
