"""When a sheet, or one question of it, may be written; and what an answer that nobody has read is worth."""

from frenchimpact.accounts.models import User
from frenchimpact.questionnaires.models import Answer, AnswerSheet, Opening, Question
from frenchimpact.shared.errors import Refusal


class Conflict(Refusal):
    """Somebody else wrote the same answer meanwhile: `answer` is theirs, so that both can be compared."""

    def __init__(self, answer: Answer, by: User) -> None:
        who = f"{answer.changed_by or 'Une autre personne'} a changé cette réponse entre-temps"
        if answer.changed_by == by:
            who = "Vous avez changé cette réponse sur une autre page"
        super().__init__(f"{who}\u00a0: comparez les deux, puis choisissez.")
        self.answer = answer


def question_of(sheet: AnswerSheet, key: str) -> Question:
    """Find the question of this sheet's form by its key; refuses a key that the form does not have."""
    question = Question.objects.filter(version=sheet.version_id, key=key).first()
    if question is None:
        raise Refusal("Cette question n’est pas dans ce questionnaire\u00a0: rechargez la page.")
    return question


def is_open(sheet: AnswerSheet, key: str) -> bool:
    """Say whether this question may be written: a draft is all open, complements open some questions."""
    return sheet.opening == Opening.ALL or (sheet.opening == Opening.SOME and key in sheet.open_keys)


def require_open(sheet: AnswerSheet, key: str) -> None:
    if sheet.opening == Opening.NONE:
        raise Refusal("Ces réponses sont déposées\u00a0: elles ne changent plus.")
    if not is_open(sheet, key):
        raise Refusal("Cette question n’est pas à compléter\u00a0: seules celles demandées le sont.")


def require_read(answer: Answer | None, version: int, by: User) -> None:
    """Refuse to write over an answer that the writer has not read: `version` is the one that they began from."""
    current = answer.version if answer else 0
    if answer is not None and version < current:
        raise Conflict(answer, by)
    if version != current:
        raise Refusal("Cette page n’est plus à jour\u00a0: rechargez-la, votre texte est gardé dans ce navigateur.")


def require_room(question: Question, count: int) -> None:
    if count >= question.max_files:
        raise Refusal(f"Cette question reçoit {question.max_files} pièce(s) au plus\u00a0: retirez-en une d’abord.")
