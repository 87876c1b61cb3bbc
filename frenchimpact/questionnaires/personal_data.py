"""What questionnaires hold about whoever writes in them."""

from collections.abc import Sequence
from datetime import datetime

from frenchimpact.accounts.holdings import Holding, Row, register
from frenchimpact.accounts.models import User
from frenchimpact.questionnaires.actions.erasure import forget_who_wrote
from frenchimpact.questionnaires.models import Answer, AnswerFile, FormerAnswer, Presence

KEPT = "Les réponses écrites et les pièces jointes pour un collectif, sans votre nom\u00a0: elles lui appartiennent."


def _rows(person: User) -> Sequence[Row]:
    written: list[Row] = [
        {"Dossier": one.sheet.public_id, "Question": one.key, "Réponse": str(one.value), "Écrite le": one.changed_at}
        for table in (Answer, FormerAnswer)
        for one in table._default_manager.filter(changed_by=person).select_related("sheet").order_by("pk")
    ]
    given: list[Row] = [
        {"Dossier": one.sheet.public_id, "Question": one.key, "Pièce": one.document.name, "Ajoutée le": one.added_at}
        for one in AnswerFile.objects.filter(added_by=person).select_related("sheet", "document").order_by("pk")
    ]
    seen: list[Row] = [
        {"Dossier": one.sheet.public_id, "Question": one.key, "Vu le": one.seen_at}
        for one in Presence.objects.filter(person=person).select_related("sheet").order_by("pk")
    ]
    return [*written, *given, *seen]


def _erase(person: User, at: datetime) -> Sequence[str]:
    return [KEPT] if forget_who_wrote(person, at) else []


register(Holding("questionnaires", "Mes réponses", _rows, _erase))
