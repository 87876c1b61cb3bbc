"""The eligibility rules of the call « Structure d’accompagnement », as it ships: what its own announcement says."""

from frenchimpact.community.models import Kind
from frenchimpact.eligibility.calculations import Comparison, Rule

SUPPORT = frozenset(kind.value for kind in (Kind.INCUBATOR, Kind.FUNDER, Kind.RUCHE, Kind.EVALUATOR, Kind.PTCE))

RULES = (
    Rule(
        "nature",
        "Structure d’accompagnement",
        Comparison("organisation.kinds", "has_any_of", SUPPORT),
        "Dites sur la page de l’organisation ce qu’elle est : incubateur, financeur, ruche, évaluateur ou PTCE.",
    ),
    Rule(
        "numero",
        "Personne morale identifiée",
        Comparison("organisation.is_registered", "is_yes"),
        "Ajoutez à la page de l’organisation son numéro SIREN, RNA ou équivalent.",
    ),
    Rule(
        "page",
        "Page publiée",
        Comparison("organisation.is_shown", "is_yes"),
        "L’équipe du programme lit chaque page avant de la publier : attendez sa réponse, ou écrivez-lui.",
    ),
    Rule(
        "siege",
        "Siège",
        Comparison("organisation.has_seat", "is_yes"),
        "Indiquez la commune du siège parmi les lieux de l’organisation.",
    ),
    Rule(
        "creation",
        "Date de création",
        Comparison("answer.creation", "is_given"),
        "Répondez à la question sur la date de création.",
    ),
)
