"""What others ask of questionnaires: what is missing, how far one is, the whole as plain data."""

from frenchimpact.questionnaires.queries.contents import content_of
from frenchimpact.questionnaires.queries.forms import facts_of, form_facts, published_version
from frenchimpact.questionnaires.queries.readings import (
    Item,
    Missing,
    Progress,
    Reading,
    missing_of,
    progress_of,
    reading_of,
)

__all__ = [
    "Item",
    "Missing",
    "Progress",
    "Reading",
    "content_of",
    "facts_of",
    "form_facts",
    "missing_of",
    "progress_of",
    "published_version",
    "reading_of",
]
