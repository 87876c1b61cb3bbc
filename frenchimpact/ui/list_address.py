"""The address of a list: what is chosen is in it, and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.forms import BaseForm
from django.http import HttpRequest
from django_filters import FilterSet

SORT = "tri"
Pair = tuple[str, str]


@dataclass(frozen=True)
class Address:
    """The path, the filters that are set, and the sort if it is not the usual one."""

    path: str
    filters: tuple[Pair, ...]
    sort: str

    @classmethod
    def of(cls, request: HttpRequest, chosen: FilterSet | None, sort: str) -> "Address":
        known = [name for field in chosen.form.fields for name in parameters(chosen.form, field)] if chosen else []
        filters = tuple((name, value) for name in known for value in request.GET.getlist(name) if value.strip())
        return cls(request.path, filters, sort)

    def page(self, number: int) -> str:
        return self._with(self.filters, self.sort, [("page", str(number))] if number > 1 else [])

    def sorted_by(self, sort: str) -> str:
        return self._with(self.filters, sort)

    def without(self, names: Iterable[str], value: str | None = None) -> str:
        """Leave out a filter, or one value of a filter that has several."""
        gone = set(names)
        kept = [pair for pair in self.filters if pair[0] not in gone or (value is not None and pair[1] != value)]
        return self._with(kept, self.sort)

    def exported(self, extension: str) -> str:
        return self._with(self.filters, self.sort, [("export", extension)])

    @property
    def reset(self) -> str:
        return self._with((), self.sort)

    def _with(self, filters: Iterable[Pair], sort: str, more: Iterable[Pair] = ()) -> str:
        query = urlencode([*filters, *([(SORT, sort)] if sort else []), *more])
        return f"{self.path}?{query}" if query else self.path


def parameters(form: BaseForm, field: str) -> list[str]:
    """Name the parameters of a filter: one, or two for a range (`population_min`, `population_max`)."""
    suffixes = getattr(form.fields[field].widget, "suffixes", None)
    return [f"{field}_{suffix}" if suffix else field for suffix in suffixes] if suffixes else [field]
