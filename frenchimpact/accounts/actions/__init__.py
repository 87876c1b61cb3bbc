"""Everything that changes people, their links, their sessions and their appointments; others import it from here."""

from frenchimpact.accounts.actions.appointments import (
    account_of,
    appoint,
    appoint_operator,
    appoint_operator_by_address,
    end_appointment,
    open_account_for,
)
from frenchimpact.accounts.actions.links import (
    claim_first_operator,
    count_link_try,
    issue_first_operator_link,
    issue_sign_in_link,
    use_sign_in_link,
)
from frenchimpact.accounts.actions.personal_data import erase_person, note_export, preview_erasure
from frenchimpact.accounts.actions.retention import change_retention, purge_unused
from frenchimpact.accounts.actions.sessions import close_other_sessions, forget_dead_links, remember_session

__all__ = [
    "account_of",
    "appoint",
    "appoint_operator",
    "appoint_operator_by_address",
    "change_retention",
    "claim_first_operator",
    "close_other_sessions",
    "count_link_try",
    "end_appointment",
    "erase_person",
    "forget_dead_links",
    "issue_first_operator_link",
    "issue_sign_in_link",
    "note_export",
    "open_account_for",
    "preview_erasure",
    "purge_unused",
    "remember_session",
    "use_sign_in_link",
]
