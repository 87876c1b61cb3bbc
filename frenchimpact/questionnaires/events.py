"""What can happen to a questionnaire and to what is written in it."""

from frenchimpact.journal.kinds import Kind

FORM_PUBLISHED = Kind("questionnaires.form_published", "a publié une version du questionnaire")
DRAFT_WRITTEN = Kind("questionnaires.draft_written", "a modifié le brouillon du questionnaire")
DRAFT_DROPPED = Kind("questionnaires.draft_dropped", "a abandonné le brouillon du questionnaire")
SHEET_STARTED = Kind("questionnaires.sheet_started", "a commencé les réponses")
ANSWERED = Kind("questionnaires.answered", "a écrit une réponse")
SHEET_CLOSED = Kind("questionnaires.sheet_closed", "a fermé les réponses")
SHEET_OPENED = Kind("questionnaires.sheet_opened", "a rouvert des réponses")
FILE_ADDED = Kind("questionnaires.file_added", "a joint une pièce")
FILE_REMOVED = Kind("questionnaires.file_removed", "a retiré une pièce")
FILE_RESTORED = Kind("questionnaires.file_restored", "a remis une pièce")
