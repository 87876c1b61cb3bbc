"""What makes a form sound: said to whoever writes it, before anybody answers."""

import re

from frenchimpact.questionnaires.calculations.forms import FormFacts, QuestionFacts
from frenchimpact.questionnaires.models import QuestionKind
from frenchimpact.shared.errors import Refusal

KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
WITH_CHOICES = {QuestionKind.CHOICE, QuestionKind.CHOICES}
CONDITIONS_ON = {*WITH_CHOICES, QuestionKind.YES_NO}
CELLS = {QuestionKind.SHORT_TEXT, QuestionKind.NUMBER, QuestionKind.AMOUNT}
MOST_COLUMNS = 6  # beyond, nobody fills it on a telephone
MOST_FILES = 20
LONGEST_TEXT = 50_000
YES_NO = (("oui", "Oui"), ("non", "Non"))


def require_read(form: FormFacts, read: str) -> None:
    """Refuse to change what somebody else changed since it was read; `read` is the digest that stood on the page."""
    if form.digest != read:
        raise Refusal(
            "Quelqu’un a changé ces questions pendant que vous écriviez\u00a0: rechargez la page, puis recommencez."
        )


def require_without_questions(form: FormFacts, key: str) -> None:
    """Refuse to take away a section that still has questions."""
    if any(one.questions for one in form.sections if one.key == key):
        raise Refusal("Cette partie a encore des questions\u00a0: retirez-les, ou changez-les de partie.")


def require_sound(form: FormFacts) -> None:
    """Refuse keys that stand twice, questions without choices, conditions on later questions, limits upside down."""
    if not form.questions:
        raise Refusal("Ce questionnaire n’a pas encore de question\u00a0: ajoutez-en une.")
    _require_unique([one.key for one in form.sections], "partie")
    _require_unique([one.key for one in form.questions], "question")
    earlier: dict[str, QuestionFacts] = {}
    for question in form.questions:
        _require_question(question)
        _require_condition(question, earlier)
        earlier[question.key] = question


def _require_unique(keys: list[str], what: str) -> None:
    for key in keys:
        if not KEY.fullmatch(key):
            raise Refusal(f"La clé «\u00a0{key}\u00a0» n’est pas valable\u00a0: minuscules, chiffres et tirets.")
        if keys.count(key) > 1:
            raise Refusal(f"Deux fois la clé «\u00a0{key}\u00a0»\u00a0: donnez à chaque {what} la sienne.")


def _require_question(question: QuestionFacts) -> None:
    name = f"«\u00a0{question.label or question.key}\u00a0»"
    if question.kind not in QuestionKind.values:
        raise Refusal(f"Le type de {name} est inconnu\u00a0: choisissez-en un dans la liste.")
    if not question.label.strip():
        raise Refusal(f"La question {name} n’a pas de texte\u00a0: écrivez-le.")
    values = [value for value, _ in question.choices]
    if question.kind in WITH_CHOICES and len(set(values)) < 2:  # noqa: PLR2004
        raise Refusal(f"Donnez au moins deux choix à {name}.")
    if len(set(values)) != len(values):
        raise Refusal(f"Deux choix de {name} ont la même valeur\u00a0: distinguez-les.")
    _require_columns(question, name)
    _require_limits(question, name)


def _require_columns(question: QuestionFacts, name: str) -> None:
    if question.kind != QuestionKind.TABLE:
        return
    if not 1 <= len(question.columns) <= MOST_COLUMNS:
        raise Refusal(f"Donnez de 1 à {MOST_COLUMNS} colonnes à {name}.")
    if not all(label.strip() and kind in CELLS for label, kind in question.columns):
        raise Refusal(f"Chaque colonne de {name} a un titre, et contient un texte, un nombre ou un montant.")


def _require_limits(question: QuestionFacts, name: str) -> None:
    if question.max_length is not None and not 1 <= question.max_length <= LONGEST_TEXT:
        raise Refusal(f"La longueur de {name} doit aller de 1 à {LONGEST_TEXT} caractères.")
    low, high = question.minimum, question.maximum
    if low is not None and high is not None and low > high:
        raise Refusal(f"Le minimum de {name} dépasse son maximum\u00a0: corrigez l’un des deux.")
    if not 1 <= question.max_files <= MOST_FILES:
        raise Refusal(f"Le nombre de pièces de {name} doit aller de 1 à {MOST_FILES}.")


def _require_condition(question: QuestionFacts, earlier: dict[str, QuestionFacts]) -> None:
    if not question.condition_key:
        return
    name = f"«\u00a0{question.label}\u00a0»"
    asked = earlier.get(question.condition_key)
    if asked is None:
        raise Refusal(f"{name} ne peut dépendre que d’une question posée avant elle.")
    if asked.kind not in CONDITIONS_ON:
        raise Refusal(f"{name} ne peut dépendre que d’un choix ou d’un oui ou non.")
    known = {value for value, _ in (YES_NO if asked.kind == QuestionKind.YES_NO else asked.choices)}
    if not question.condition_values or not set(question.condition_values) <= known:
        raise Refusal(f"Dites pour quelles réponses à «\u00a0{asked.label}\u00a0» il faut poser {name}.")
