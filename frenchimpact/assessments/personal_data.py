"""What assessments hold about whoever made them."""

from collections.abc import Sequence
from datetime import datetime

from frenchimpact.accounts.holdings import Holding, Row, register
from frenchimpact.accounts.models import User
from frenchimpact.assessments.actions import forget_who_assessed
from frenchimpact.assessments.models import Assessment, SealedAssessment

KEPT = "Les évaluations que vous avez transmises, sans votre nom\u00a0: des décisions reposent sur elles."


def _rows(person: User) -> Sequence[Row]:
    begun: list[Row] = [
        {"Évaluation": one.sheet.public_id, "Confiée le": one.started_at}
        for one in Assessment.objects.filter(person=person).select_related("sheet").order_by("pk")
    ]
    sealed: list[Row] = [
        {
            "Évaluation": one.assessment.sheet.public_id,
            "Transmise le": one.at,
            "Moyenne": str(one.mean),
            "Pour le candidat": one.for_applicant,
            "Pour le comité": one.for_committee,
        }
        for one in SealedAssessment.objects.filter(assessment__person=person)
        .select_related("assessment__sheet")
        .order_by("pk")
    ]
    return [*begun, *sealed]


def _erase(person: User, at: datetime) -> Sequence[str]:
    return [KEPT] if forget_who_assessed(person, at) else []


register(Holding("assessments", "Mes évaluations", _rows, _erase))
