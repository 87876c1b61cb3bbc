"""Which official files stand in the database."""

from frenchimpact.geography.models import Dataset
from frenchimpact.shared.pages import once_a_page

Edition = tuple[tuple[str, str, str], ...]  # name, digest and moment of each load: what is computed may depend on them


def vintage_of(name: str) -> str:
    """Give the vintage of a loaded data set; empty when it is not loaded."""
    return Dataset.objects.filter(name=name).values_list("vintage", flat=True).first() or ""


def edition_of(*names: str) -> Edition:
    """Tell which loads of these data sets are the latest, in one query; empty unless all are loaded.

    What is computed from official data alone may be kept in memory under this key: it is another after each load.
    """
    found = tuple(load for load in latest_loads() if load[0] in names)
    return found if len(found) == len(names) else ()


@once_a_page
def latest_loads() -> Edition:
    """Tell the latest load of every data set, by name; one query, asked once while a page is made."""
    rows = Dataset.objects.order_by("name").values_list("name", "digest", "loaded_at")
    return tuple((name, digest, moment.isoformat()) for name, digest, moment in rows)
