"""Parting a person from what they wrote: a dossier belongs to the collective that submits it."""

from datetime import datetime

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.questionnaires.models import Answer, AnswerFile, FormerAnswer, Presence


@transaction.atomic
def forget_who_wrote(person: User, at: datetime) -> int:  # noqa: ARG001  # as every erasure is asked
    """Take a person’s name off answers and files, and their presence away. Return how many answers and files."""
    answers = Answer.objects.filter(changed_by=person).update(changed_by=None)
    answers += FormerAnswer.objects.filter(changed_by=person).update(changed_by=None)
    files = AnswerFile.objects.filter(added_by=person).update(added_by=None)
    AnswerFile.objects.filter(removed_by=person).update(removed_by=None)
    Presence.objects.filter(person=person).delete()
    return answers + files
