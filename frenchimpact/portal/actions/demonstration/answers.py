"""What the fictional collectives answer to the questionnaire of the call."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.calls.models import Application
from frenchimpact.questionnaires.actions import write_answer
from frenchimpact.questionnaires.models import QuestionKind

TEXTS = {
    "presentation": "Trois communes, une rivière, une gare fermée et une école qui tient bon. Ce récit est inventé.",
    "besoins": "Des personnes âgées isolées, des jeunes sans moyen de transport, des logements froids. Source fictive.",
    "existant": "Un café associatif, deux ateliers de réparation, un marché. Il manque quelqu’un pour les relier.",
    "gouvernance": "Une assemblée par trimestre, un bureau tournant, des décisions sans opposition ferme.",
    "animation_temps": "Une animatrice, à mi-temps",
    "acteurs": "Le centre social, la mission locale et les clubs sportifs, tous inventés.",
    "projets": "Une navette partagée, une cuisine commune.",
    "choix_defis": "Choisis en réunion publique par les habitantes et les habitants présents.",
    "actions_defis": "Visiter, réparer, se réunir\u00a0: une action par défi dans les six premiers mois.",
    "attentes": "De la méthode, des contacts, et quelqu’un qui réponde au téléphone.",
    "freins_lesquels": "Une règle inventée empêche de prêter le minibus de l’école le samedi.",
    "financeurs": "La communauté de communes, encore un an\u00a0; une fondation fictive, deux ans.",
    "participation": "Douze ateliers, un tirage au sort, des visites à domicile.",
    "participation_suite": "Un tiers des voix à l’assemblée.",
    "mesure": "Un relevé par an, confié à l’université fictive, publié.",
    "partage": "Un carnet de bord ouvert à toutes et à tous.",
}
OTHERS: dict[str, object] = {
    "axes": ["strategie", "financement", "impact"],
    "budget": "48000",
    "equipe": "1,5",
    "depenses": [["Salaires", "39000"], ["Local prêté", ""], ["Déplacements et réunions", "9000"]],
    "ressources": [["Communauté de communes fictive", "30000"], ["Fondation inventée", "18000"]],
}
HALF = 7


@transaction.atomic
def write_answers(
    application: Application,
    *,
    by: list[User],
    at: datetime,
    only: int | None = None,
    others: Mapping[str, object] | None = None,
) -> None:
    """Write the answers in turn, as people who write together do; `only` so many of them."""
    questions = application.sheet.version.questions.exclude(kind=QuestionKind.FILES).order_by("position")
    told = {**TEXTS, **OTHERS, **(others or {})}
    for turn, question in enumerate(questions[:only]):
        value = told.get(question.key, "oui" if question.kind == QuestionKind.YES_NO and not others else None)
        if value is None and others:  # asked of another kind of structure
            continue
        write_answer(application.sheet, question.key, value, version=0, by=by[turn % len(by)], at=at)
