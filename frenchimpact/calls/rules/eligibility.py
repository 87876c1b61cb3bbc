"""When the eligibility rules of a call may change, and what a rule must be."""

from collections.abc import Mapping, Sequence

from frenchimpact.calls.models import Call, CallStage
from frenchimpact.eligibility.calculations import Fact, Rule, faults_of
from frenchimpact.shared.errors import Refusal

MOST_RULES = 40
LONGEST_TITLE = 120
LONGEST_TODO = 500


def may_change_rules(call: Call) -> bool:
    return call.stage != CallStage.CLOSED


def require_changeable_rules(call: Call, read: int, standing: int) -> None:
    """Refuse to change the rules of a closed call, and over what somebody else changed meanwhile."""
    if not may_change_rules(call):
        raise Refusal("Cet appel est clos : ses règles ne changent plus.")
    if read != standing:
        raise Refusal("Quelqu’un a changé ces règles pendant que vous écriviez : rechargez la page, puis recommencez.")


def require_sound(rules: Sequence[Rule], facts: Mapping[str, Fact], settings: Mapping[str, int]) -> None:
    """Refuse rules that cannot be evaluated or told, too many of them, and two of the same name."""
    if len(rules) > MOST_RULES:
        raise Refusal(f"Un appel a au plus {MOST_RULES} règles : retirez-en une.")
    if len({rule.title.casefold() for rule in rules}) < len(rules) or len({rule.key for rule in rules}) < len(rules):
        raise Refusal("Deux règles portent le même titre : changez-en un.")
    for rule in rules:
        if not rule.title.strip() or len(rule.title) > LONGEST_TITLE or len(rule.todo) > LONGEST_TODO:
            raise Refusal(f"Une règle a un titre de {LONGEST_TITLE} caractères au plus, et {LONGEST_TODO} pour l’aide.")
        for fault in faults_of(rule, facts, settings):
            raise Refusal(fault)


def require_sound_with_questions(rules: Sequence[Rule], facts: Mapping[str, Fact], settings: Mapping[str, int]) -> None:
    """Refuse questions without which a rule could not be checked any more; name the rule."""
    for rule in rules:
        if faults_of(rule, facts, settings):
            raise Refusal(
                f"La règle d’éligibilité « {rule.title} » porte sur une question que vous retirez ou changez : "
                "changez d’abord la règle, puis publiez."
            )
