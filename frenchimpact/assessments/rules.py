"""What a sound grid is, and when an assessment may be handed over; rules never write."""

from collections.abc import Sequence
from dataclasses import dataclass

from frenchimpact.assessments.calculations import WHOLE
from frenchimpact.assessments.models import ANCHORS, Assessment
from frenchimpact.shared.errors import Refusal

MOST_CRITERIA = 12  # beyond, nobody keeps them all in mind


@dataclass(frozen=True)
class CriterionFacts:
    """A criterion as the operator writes it; `anchors` say in words what each score from 0 to 5 means."""

    key: str
    title: str
    question: str
    weight: int
    anchors: tuple[str, ...]


def require_sound(criteria: Sequence[CriterionFacts]) -> None:
    """Refuse weights that do not add up, anchors left empty, and two criteria of one name."""
    if not criteria:
        raise Refusal("Une grille a au moins un critère\u00a0: gardez celui-ci, ou écrivez-en d’abord un autre.")
    if len(criteria) > MOST_CRITERIA:
        raise Refusal(f"Une grille a {MOST_CRITERIA} critères au plus\u00a0: réunissez ceux qui se ressemblent.")
    titles = [one.title.strip().casefold() for one in criteria]
    if len(set(titles)) < len(titles):
        raise Refusal("Deux critères portent le même nom\u00a0: distinguez-les.")
    for one in criteria:
        if len(one.anchors) != ANCHORS or not all(anchor.strip() for anchor in one.anchors):
            raise Refusal(f"Dites en mots ce que vaut chaque note de 0 à 5 pour «\u00a0{one.title}\u00a0».")
    if (total := sum(one.weight for one in criteria)) != WHOLE:
        raise Refusal(f"Les poids font {total} au lieu de {WHOLE}\u00a0: corrigez-les ensemble.")


def require_unlocked(assessment: Assessment) -> None:
    if assessment.locked_at is not None:
        raise Refusal("La décision est prise\u00a0: les évaluations de ce dossier ne changent plus.")


def require_whole(missing: int) -> None:
    if missing:
        raise Refusal("Donnez une note à chaque critère, et dites votre confiance, avant de transmettre.")
