"""What an answer was at the version that somebody began from."""

from frenchimpact.questionnaires.models import AnswerSheet


def value_at(sheet: AnswerSheet, key: str, version: int) -> object:
    """Give the value that this question had at this version; None at version 0, and where it was never answered."""
    for answers in (sheet.answers, sheet.former_answers):
        found = answers.filter(key=key, version=version).first()
        if found is not None:
            return found.value
    return None
