"""One page of a list, as the component shows it: strings and booleans, so that the template decides nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import singledispatch
from typing import Any

from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.utils.timezone import localtime

from frenchimpact.ui import words
from frenchimpact.ui.list_address import Address, parameters

NOTHING = "–"


@dataclass(frozen=True)
class Header:
    key: str
    label: str
    numeric: bool = False
    url: str = ""
    direction: str = ""  # "ascending" or "descending", as aria-sort says it


@dataclass(frozen=True)
class Cell:
    label: str
    text: str
    link: str = ""
    numeric: bool = False

    @classmethod
    def of(cls, label: str, value: object, link: str, *, numeric: bool) -> "Cell":
        return cls(label, shown(value), link, numeric)


@dataclass(frozen=True)
class Line:
    row: Any  # any model: the card's template knows which
    cells: list[Cell]


@dataclass(frozen=True)
class Chip:
    label: str
    url: str  # the same list without this filter


@dataclass(frozen=True)
class PageLink:
    label: str
    url: str
    is_current: bool = False
    is_gap: bool = False


@dataclass(frozen=True)
class Pages:
    items: list[PageLink]
    previous: str
    next: str

    @property
    def has_several(self) -> bool:
        return len(self.items) > 1


@dataclass(frozen=True)
class ListPage:
    """What `<c-listing :listing="…" />` shows; `rows` are the objects, for a page that shows them its own way."""

    name: str
    headers: list[Header]
    lines: list[Line]
    count: int
    form: BaseForm | None
    chips: list[Chip]
    pages: Pages
    address: Address
    empty: str
    card: str
    noun: str

    @property
    def rows(self) -> list[Any]:
        return [line.row for line in self.lines]

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """For the menu of sorts: key, words, and whether it is the one in force."""
        return [
            (key, f"{header.label}{direction}", self._is_sorted(header, key))
            for header in self.headers
            if header.url
            for key, direction in ((header.key, ""), (f"-{header.key}", " (inversé)"))
        ]

    @property
    def counted(self) -> tuple[str, str]:
        """How many, and of what: « 27 », « territoires »."""
        one, _, many = self.noun.partition(",")
        return words.number(self.count), words.plural(self.count, one, many)

    @property
    def is_chosen(self) -> bool:
        """Whether a filter, a sort or another page than the first was asked for."""
        return bool(self.address.filters or self.address.sort or self.pages.previous)

    @property
    def csv(self) -> str:
        return self.address.exported("csv")

    @property
    def xlsx(self) -> str:
        return self.address.exported("xlsx")

    @staticmethod
    def _is_sorted(header: Header, key: str) -> bool:
        return header.direction == ("descending" if key.startswith("-") else "ascending")


@singledispatch
def shown(value: object) -> str:
    """Tell a value in French; what is unknown is a dash, never a zero."""
    return str(value) or NOTHING


@shown.register
def _(_value: None) -> str:
    return NOTHING


@shown.register
def _(value: bool) -> str:  # noqa: FBT001  # singledispatch
    return "oui" if value else "non"


@shown.register(int)
@shown.register(Decimal)
def _(value: int | Decimal) -> str:
    return words.number(value, _decimals(value))


@shown.register
def _(value: float) -> str:
    return words.number(Decimal(str(value)), 1)


@shown.register
def _(value: datetime) -> str:
    return words.long_date(localtime(value).date())


@shown.register
def _(value: date) -> str:
    return words.long_date(value)


def pages(page: "Page[Any]", address: Address) -> Pages:
    """Links to the first, the last and the neighbours of the page."""
    paginator = page.paginator
    items = [
        PageLink(str(number), address.page(number), is_current=number == page.number)
        if isinstance(number, int)
        else PageLink("…", "", is_gap=True)
        for number in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    before = address.page(page.previous_page_number()) if page.has_previous() else ""
    after = address.page(page.next_page_number()) if page.has_next() else ""
    return Pages(items, before, after)


def active_filters(form: BaseForm, address: Address) -> list[Chip]:
    """One chip for each filter in force, with the address that takes it away."""
    return [chip for field in form.visible_fields() for chip in _chips(field, form, address)]


def _chips(field: BoundField, form: BaseForm, address: Address) -> Iterator[Chip]:
    value = form.cleaned_data.get(field.name)
    names = parameters(form, field.name)
    if not any(name in names for name, _ in address.filters) or value in (None, "", []):
        return
    if isinstance(value, slice):
        yield Chip(f"{field.label}\u00a0: {_range(value)}", address.without(names))
    elif isinstance(value, list | tuple):
        for one in value:
            yield Chip(f"{field.label}\u00a0: {_choice(field, str(one))}", address.without(names, str(one)))
    else:
        yield Chip(f"{field.label}\u00a0: {_choice(field, value)}", address.without(names))


def _range(value: slice) -> str:
    low, high = value.start, value.stop
    if low is None:
        return f"jusqu’à {shown(high)}"
    return f"à partir de {shown(low)}" if high is None else f"de {shown(low)} à {shown(high)}"


def _choice(field: BoundField, value: object) -> str:
    # Not `or ()`: choices that are asked of the database have no length.
    choices: Iterable[tuple[object, object]] = getattr(field.field, "choices", ())
    if isinstance(value, str):
        return next((str(label) for key, label in choices if str(key) == value), value)
    return shown(value)


def _decimals(value: int | Decimal) -> int:
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0
