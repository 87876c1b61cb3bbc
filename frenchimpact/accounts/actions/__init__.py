"""Everything that changes people, their links, their sessions and their appointments; others import it from here."""

from frenchimpact.accounts.actions.addresses import change_address, undo_address_change
from frenchimpact.accounts.actions.appointments import (
    NewAppointment,
    account_of,
    appoint,
    appoint_by_address,
    appoint_operator,
    appoint_operator_by_address,
    end_appointment,
    open_account_for,
)
from frenchimpact.accounts.actions.closures import close_account, reopen_account
from frenchimpact.accounts.actions.codes import issue_code, open_account, try_code
from frenchimpact.accounts.actions.factors import (
    add_passkey,
    add_totp,
    make_recovery_codes,
    remove_passkey,
    remove_totp,
    rename_passkey,
    use_passkey,
    use_recovery_code,
    use_totp,
)
from frenchimpact.accounts.actions.identities import link_identity
from frenchimpact.accounts.actions.links import (
    claim_first_operator,
    count_link_try,
    issue_first_operator_link,
    issue_sign_in_link,
    use_sign_in_link,
)
from frenchimpact.accounts.actions.losses import answer_loss, cancel_loss, report_loss
from frenchimpact.accounts.actions.personal_data import erase_person, note_export, preview_erasure
from frenchimpact.accounts.actions.retention import Delay, change_retention, purge_unused
from frenchimpact.accounts.actions.sessions import (
    close_other_sessions,
    close_session,
    forget_dead_links,
    keep_session,
    note_session_seen,
    remember_session,
)
from frenchimpact.accounts.actions.tries import count_letter, count_try, forget_tries

__all__ = [
    "Delay",
    "NewAppointment",
    "account_of",
    "add_passkey",
    "add_totp",
    "answer_loss",
    "appoint",
    "appoint_by_address",
    "appoint_operator",
    "appoint_operator_by_address",
    "cancel_loss",
    "change_address",
    "change_retention",
    "claim_first_operator",
    "close_account",
    "close_other_sessions",
    "close_session",
    "count_letter",
    "count_link_try",
    "count_try",
    "end_appointment",
    "erase_person",
    "forget_dead_links",
    "forget_tries",
    "issue_code",
    "issue_first_operator_link",
    "issue_sign_in_link",
    "keep_session",
    "link_identity",
    "make_recovery_codes",
    "note_export",
    "note_session_seen",
    "open_account",
    "open_account_for",
    "preview_erasure",
    "purge_unused",
    "remember_session",
    "remove_passkey",
    "remove_totp",
    "rename_passkey",
    "reopen_account",
    "report_loss",
    "try_code",
    "undo_address_change",
    "use_passkey",
    "use_recovery_code",
    "use_sign_in_link",
    "use_totp",
]
