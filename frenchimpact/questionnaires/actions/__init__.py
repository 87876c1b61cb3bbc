"""Every change to questionnaires and to what is written in them."""

from frenchimpact.questionnaires.actions.answers import note_presence, set_answer_aside, write_answer
from frenchimpact.questionnaires.actions.files import add_file, remove_file, restore_file
from frenchimpact.questionnaires.actions.forms import (
    create_form,
    drop_draft,
    edit_draft,
    publish_draft,
    publish_form,
    remove_section,
    write_draft,
)
from frenchimpact.questionnaires.actions.sheets import close_sheet, open_sheet_for, start_sheet
from frenchimpact.questionnaires.calculations.forms import FormFacts, QuestionFacts, SectionFacts
from frenchimpact.questionnaires.rules.sheets import Conflict

__all__ = [
    "Conflict",
    "FormFacts",
    "QuestionFacts",
    "SectionFacts",
    "add_file",
    "close_sheet",
    "create_form",
    "drop_draft",
    "edit_draft",
    "note_presence",
    "open_sheet_for",
    "publish_draft",
    "publish_form",
    "remove_file",
    "remove_section",
    "restore_file",
    "set_answer_aside",
    "start_sheet",
    "write_answer",
    "write_draft",
]
