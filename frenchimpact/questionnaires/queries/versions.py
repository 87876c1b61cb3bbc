"""What an answer was at the version that somebody began from; who wrote last."""

from dataclasses import dataclass
from datetime import datetime

from frenchimpact.questionnaires.models import AnswerSheet


def value_at(sheet: AnswerSheet, key: str, version: int) -> object:
    """Give the value that this question had at this version; None at version 0, and where it was never answered."""
    for answers in (sheet.answers, sheet.former_answers):
        found = answers.filter(key=key, version=version).first()
        if found is not None:
            return found.value
    return None


@dataclass(frozen=True)
class Written:
    at: datetime
    by: str  # empty when that person is no longer known


def last_written(sheet: AnswerSheet) -> Written | None:
    """Tell when something was last written or joined, and by whom."""
    answer = sheet.answers.select_related("changed_by").order_by("-changed_at").first()
    file = sheet.files.select_related("added_by").order_by("-added_at").first()
    told = [Written(answer.changed_at, str(answer.changed_by or ""))] if answer else []
    told += [Written(file.added_at, str(file.added_by or ""))] if file else []
    return max(told, key=lambda one: one.at, default=None)
