"""Labels in the search box, by the number that stands on a certificate; by name one finds who holds them."""

from collections.abc import Sequence

from django.utils import timezone

from frenchimpact.labels.calculations.numbers import Slip, read_number
from frenchimpact.labels.queries import label_numbered, standing_of
from frenchimpact.search.registry import Hit, Source, register
from frenchimpact.shared.errors import Refusal


def find_hits(text: str, limit: int) -> Sequence[Hit]:
    """Give the label of this number, if it is one of ours; what is no number asks nothing of the database."""
    if limit < 1 or isinstance(read_number(text), Slip):
        return []
    try:
        label = label_numbered(text)
    except Refusal:
        return []
    told = standing_of(label, timezone.localdate()).state.label
    return [Hit(str(label), "label", label.get_absolute_url(), told.capitalize())]


register(Source("labels", "Labels", find_hits, order=6))
