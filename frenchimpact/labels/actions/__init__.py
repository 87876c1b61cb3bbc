"""Everything that changes a label, but for the historical file (see `imports`); others import it from here."""

from frenchimpact.labels.actions.awards import decide_application
from frenchimpact.labels.actions.history import Announcement, write_down_label
from frenchimpact.labels.actions.publication import publish_due_labels, publish_label, put_off_publications
from frenchimpact.labels.actions.terms import expire_due_labels, expire_label

__all__ = [
    "Announcement",
    "decide_application",
    "expire_due_labels",
    "expire_label",
    "publish_due_labels",
    "publish_label",
    "put_off_publications",
    "write_down_label",
]
