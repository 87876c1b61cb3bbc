"""Every list of the site: filters, chips, count, sort, pages, exports, all kept in the address.

A list is declared once, beside the view, and answers a request:

    TERRITORIES = List(
        name="territoires",
        columns=[
            Column("nom", "Territoire", lambda t: t.name, sort="sort_key", link=lambda t: t.get_absolute_url()),
            Column("population", "Habitants", lambda t: t.population, sort="population", numeric=True),
        ],
        default_sort="nom",
        filters=TerritoryFilters,  # a django-filter FilterSet, every filter with a label
        empty="Aucun territoire ne répond à ces choix.",
    )

    def territories(request):
        answer = TERRITORIES.answer(request, Territory.objects.public())
        if isinstance(answer, HttpResponseBase):
            return answer  # ?export=csv or ?export=xlsx: the same rows, all pages
        return render(request, "community/territories.html", {"listing": answer})

and the template says `<c-listing :listing="listing" />`. The list asks two questions of the database (how many, and the
rows of the page), whatever the number of rows, as long as `value` asks none: use `select_related`. Nothing that a
visitor writes in the address is an error: what is not understood is left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.paginator import Paginator
from django.db.models import F, Model, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django_filters import FilterSet

from frenchimpact.ui import exports
from frenchimpact.ui.list_address import SORT, Address
from frenchimpact.ui.list_page import Cell, Header, Line, ListPage, active_filters, pages

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: `value` is what is shown and exported, `sort` the field that the database orders by."""

    key: str
    label: str
    value: Callable[[Row], object]
    sort: str | None = None
    link: Callable[[Row], str] | None = None
    numeric: bool = False


@dataclass(frozen=True)
class List(Generic[Row]):
    """A declared list; `name` is its anchor in the page and the start of its files' names.

    `default_sort` is a column's key, with `-` for the greatest first. `card` names a template that shows one `row`:
    the page then has cards in place of the table; `shown` makes of all rows of a page, in their order, what the card
    calls `row`. `noun` says what is counted: « commune,communes ».
    """

    name: str
    columns: Sequence[Column[Row]]
    default_sort: str
    filters: type[FilterSet] | None = None
    per_page: int = 25
    empty: str = "Rien à montrer pour l’instant."
    card: str = ""
    shown: Callable[[Sequence[Row]], Sequence[object]] = tuple
    noun: str = "résultat,résultats"

    def answer(
        self, request: HttpRequest, queryset: QuerySet[Row], *, total: int | None = None
    ) -> ListPage | HttpResponseBase:
        """Answer the page that was asked for, or the file when an export was.

        `total`, where the caller knows how many rows there are, spares an unfiltered list that question.
        """
        chosen = self.filters(request.GET, queryset=queryset, request=request) if self.filters else None
        sort = self._sort(request.GET.get(SORT, ""))
        rows = self._ordered(chosen.qs if chosen else queryset, sort)
        if (export := exports.ALL.get(request.GET.get(exports.PARAMETER, ""))) is not None:
            return export(self.name, [(column.label, column.value) for column in self.columns], rows)
        address = Address.of(request, chosen, sort if sort != self.default_sort else "")
        paginator = Paginator(rows, self.per_page)
        if total is not None and chosen is None:
            paginator.count = total
        page = paginator.get_page(request.GET.get("page"))
        return ListPage(
            name=self.name,
            headers=[self._header(column, sort, address) for column in self.columns],
            lines=self._lines(list(page.object_list)),
            count=page.paginator.count,
            form=chosen.form if chosen else None,
            chips=active_filters(chosen.form, address) if chosen else [],
            pages=pages(page, address),
            address=address,
            empty=self.empty,
            card=self.card,
            noun=self.noun,
        )

    def _sort(self, asked: str) -> str:
        keys = {column.key for column in self.columns if column.sort}
        return asked if asked.removeprefix("-") in keys else self.default_sort

    def _ordered(self, rows: QuerySet[Row], sort: str) -> QuerySet[Row]:
        field = next(column.sort for column in self.columns if column.key == sort.removeprefix("-"))
        if field is None:
            return rows.order_by("pk")
        first = F(field).desc(nulls_last=True) if sort.startswith("-") else F(field).asc(nulls_last=True)
        return rows.order_by(first, "pk")  # pk: the same order on every page, even between equals

    def _header(self, column: Column[Row], sort: str, address: Address) -> Header:
        if column.sort is None:
            return Header(column.key, column.label, numeric=column.numeric)
        is_sorted = sort.removeprefix("-") == column.key
        turned = column.key if sort == f"-{column.key}" else f"-{column.key}" if is_sorted else column.key
        direction = "" if not is_sorted else "descending" if sort.startswith("-") else "ascending"
        return Header(column.key, column.label, column.numeric, address.sorted_by(turned), direction)

    def _lines(self, rows: Sequence[Row]) -> list[Line]:
        return [Line(shown, self._cells(row)) for row, shown in zip(rows, self.shown(rows), strict=True)]

    def _cells(self, row: Row) -> list[Cell]:
        return [
            Cell.of(column.label, column.value(row), column.link(row) if column.link else "", numeric=column.numeric)
            for column in self.columns
        ]
