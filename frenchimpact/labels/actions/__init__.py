"""Everything that changes a label, but for the historical file (see `imports`); others import it from here."""

from frenchimpact.labels.actions.awards import decide_application
from frenchimpact.labels.actions.history import Announcement, write_down_label
from frenchimpact.labels.actions.life import (
    ActFacts,
    lift_suspension,
    present_observations,
    replace_label,
    suspend_label,
    withdraw_label,
)
from frenchimpact.labels.actions.proofs import change_key, prepare_proofs
from frenchimpact.labels.actions.publication import publish_due_labels, publish_label, put_off_publications
from frenchimpact.labels.actions.records import write_missing_records, write_record
from frenchimpact.labels.actions.terms import expire_due_labels, expire_label, remind_of_terms

__all__ = [
    "ActFacts",
    "Announcement",
    "change_key",
    "decide_application",
    "expire_due_labels",
    "expire_label",
    "lift_suspension",
    "prepare_proofs",
    "present_observations",
    "publish_due_labels",
    "publish_label",
    "put_off_publications",
    "remind_of_terms",
    "replace_label",
    "suspend_label",
    "withdraw_label",
    "write_down_label",
    "write_missing_records",
    "write_record",
]
