"""Everything that changes calls, waves and applications; others import it from here."""

from frenchimpact.calls.actions.calls import CallFacts, change_call, close_call, create_call, open_call
from frenchimpact.calls.actions.decisions import DecisionFacts, read_decision, record_decision, send_back
from frenchimpact.calls.actions.eligibility import add_rule, change_rule, move_rule, remove_rule, write_rules
from frenchimpact.calls.actions.examination import (
    ask_complements,
    assign_officer,
    check_admissibility,
    declare_complete,
    lapse_overdue,
    propose,
    remind_of_complements,
)
from frenchimpact.calls.actions.letters import write_letters
from frenchimpact.calls.actions.questions import publish_questions
from frenchimpact.calls.actions.shipping import ship_support_call, ship_territory_call
from frenchimpact.calls.actions.waves import (
    WaveFacts,
    change_wave,
    delete_wave,
    draft_wave,
    open_wave,
    preview_wave,
    prorogue_wave,
    settle_waves,
    undo_preview,
)

__all__ = [
    "CallFacts",
    "DecisionFacts",
    "WaveFacts",
    "add_rule",
    "ask_complements",
    "assign_officer",
    "change_call",
    "change_rule",
    "change_wave",
    "check_admissibility",
    "close_call",
    "create_call",
    "declare_complete",
    "delete_wave",
    "draft_wave",
    "lapse_overdue",
    "move_rule",
    "open_call",
    "open_wave",
    "preview_wave",
    "propose",
    "prorogue_wave",
    "publish_questions",
    "read_decision",
    "record_decision",
    "remind_of_complements",
    "remove_rule",
    "send_back",
    "settle_waves",
    "ship_support_call",
    "ship_territory_call",
    "undo_preview",
    "write_letters",
    "write_rules",
]
