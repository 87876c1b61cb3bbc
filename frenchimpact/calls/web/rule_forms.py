"""The form of a rule: first what it is about, then how it is compared, with the field that fits."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from frenchimpact.calls.rules.eligibility import LONGEST_TITLE, LONGEST_TODO
from frenchimpact.calls.web.operator_forms import DayInput
from frenchimpact.eligibility.calculations import (
    OPERATORS,
    Comparison,
    Condition,
    Fact,
    FactKind,
    Operand,
    OperandValue,
    Rule,
    Setting,
    operators_for,
)

EVERYBODY = [("", "Tout le monde")]
BLANK = {Operand.NUMBER: "…", Operand.DATE: "…", Operand.YEARS: "… ans", Operand.CODES: "…"}


class FactForm(forms.Form):
    """The first page: which fact a rule is about, and whom it concerns."""

    fait = forms.ChoiceField(label="La règle porte sur")
    si = forms.ChoiceField(label="Elle concerne", required=False, help_text="Facultatif : selon un autre fait.")

    def __init__(self, data: object, *, facts: Mapping[str, Fact]) -> None:
        super().__init__(data or None)  # type: ignore[arg-type]  # a QueryDict
        named = [(key, fact.label) for key, fact in facts.items()]
        self.fields["fait"].choices = named  # type: ignore[attr-defined]  # of a ChoiceField
        self.fields["si"].choices = [*EVERYBODY, *((key, f"Selon : {label}") for key, label in named)]  # type: ignore[attr-defined]


class RuleForm(forms.Form):
    """A rule that compares one fact; one that combines several keeps its conditions."""

    title = forms.CharField(label="Titre", max_length=LONGEST_TITLE)
    todo = forms.CharField(
        label="Ce qu’il faut faire si elle n’est pas remplie",
        max_length=LONGEST_TODO,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Lu par qui candidate, avant de déposer.",
    )
    read = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: object,
        *,
        fact: Fact | None,
        concern: Fact | None = None,
        rule: Rule | None = None,
        settings: Mapping[str, str],
        read: int,
    ) -> None:
        self.before, self.fact, self.concern = rule, fact, concern
        initial = {"title": rule.title, "todo": rule.todo} if rule else {}
        super().__init__(data or None, initial={**initial, "read": read})  # type: ignore[arg-type]  # a QueryDict
        if fact:
            self.fields |= comparison_fields("asked", fact, rule.condition if rule else None, settings)
        if concern:
            self.fields |= comparison_fields("concern", concern, rule.only_if if rule else None, settings)
        self.order_fields(["title", *self.asked_names, *self.concern_names, "todo", "read"])

    @property
    def asked_names(self) -> list[str]:
        return [name for name in self.fields if name.startswith("asked_")]

    @property
    def concern_names(self) -> list[str]:
        return [name for name in self.fields if name.startswith("concern_")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for prefix, fact in (("asked", self.fact), ("concern", self.concern)):
            operator = OPERATORS.get(str(cleaned.get(f"{prefix}_operator")))
            if fact and operator and operator.operand != Operand.NOTHING and _operand(cleaned, prefix) is None:
                name = _field_of(prefix, operator.operand)
                if name not in self.errors:
                    self.add_error(name, "Donnez la valeur à laquelle comparer.")
        return cleaned

    def rule(self) -> Rule:
        """Make the rule of what was typed; its key is that of the one before."""
        typed, before = self.cleaned_data, self.before
        asked: Condition | None = comparison_from(typed, "asked", self.fact) if self.fact else None
        only_if: Condition | None = comparison_from(typed, "concern", self.concern) if self.concern else None
        if before and not self.fact:  # a rule of several comparisons
            asked, only_if = before.condition, before.only_if
        if asked is None:
            message = "A rule compares something."
            raise ValueError(message)
        return Rule(before.key if before else "", typed["title"].strip(), asked, typed["todo"].strip(), only_if)


def comparison_fields(
    prefix: str, fact: Fact, before: Condition | None, settings: Mapping[str, str]
) -> dict[str, forms.Field]:
    """Make the fields by which this fact is compared: an operator, and the values that it may be compared to."""
    known = before if isinstance(before, Comparison) and before.fact == fact.key else None
    operators = operators_for(fact.kind)
    choices = [(one.code, one.words.format(BLANK.get(one.operand, ""))) for one in operators]
    label = f"Seulement selon\u00a0: {fact.label}" if prefix == "concern" else fact.label
    chosen = forms.ChoiceField(label=label, choices=choices, initial=known.operator if known else None)
    fields: dict[str, forms.Field] = {f"{prefix}_operator": chosen}
    for operand in dict.fromkeys(one.operand for one in operators):
        for name, field in _value_fields(fact, operand, settings).items():
            field.initial = _initial(known, name)
            fields[f"{prefix}_{name}"] = field
    return fields


def comparison_from(typed: Mapping[str, Any], prefix: str, fact: Fact) -> Comparison:
    operator = OPERATORS[typed[f"{prefix}_operator"]]
    return Comparison(fact.key, operator.code, _operand(typed, prefix))


def _value_fields(fact: Fact, operand: Operand, settings: Mapping[str, str]) -> dict[str, forms.Field]:
    match operand:
        case Operand.NUMBER:
            number = forms.DecimalField(label="Valeur", required=False, max_digits=16, decimal_places=2)
            named = [("", "Aucun : la valeur ci-dessus"), *settings.items()]
            return {
                "number": number,
                "setting": forms.ChoiceField(label="Ou un réglage de l’appel", required=False, choices=named),
            }
        case Operand.DATE:
            return {"date": forms.DateField(label="Date", required=False, widget=DayInput())}
        case Operand.YEARS:
            return {"years": forms.IntegerField(label="Nombre d’années", required=False, min_value=0, max_value=500)}
        case Operand.CODES:
            box = forms.CheckboxSelectMultiple
            named = list(fact.choices.items())
            return {"codes": forms.MultipleChoiceField(label="Valeurs", required=False, choices=named, widget=box)}
        case Operand.NOTHING:
            return {}


def _operand(typed: Mapping[str, Any], prefix: str) -> OperandValue:
    """Give what was typed for this operator; nothing where it needs nothing, or nothing was typed."""
    operator = OPERATORS[typed[f"{prefix}_operator"]]
    match operator.operand:
        case Operand.NUMBER:
            named = typed.get(f"{prefix}_setting")
            return Setting(named) if named else typed.get(f"{prefix}_number")
        case Operand.DATE:
            return typed.get(f"{prefix}_date")
        case Operand.YEARS:
            years = typed.get(f"{prefix}_years")
            return None if years is None else Decimal(years)
        case Operand.CODES:
            return frozenset(typed.get(f"{prefix}_codes") or ()) or None
        case Operand.NOTHING:
            return None


def _field_of(prefix: str, operand: Operand) -> str:
    return f"{prefix}_{operand.value}"


def _initial(known: Comparison | None, name: str) -> object:
    """Give what stood in the field of this name."""
    if known is None:
        return None
    match known.operand:
        case Setting(setting):
            return setting if name == "setting" else None
        case date() as day:
            return day if name == "date" else None
        case Decimal() as number:
            wanted = "years" if OPERATORS[known.operator].operand == Operand.YEARS else "number"
            return number if name == wanted else None
        case frozenset() as codes:
            return sorted(codes) if name == "codes" else None
    return None


def is_simple(rule: Rule) -> bool:
    """Say whether the form shows all of a rule: one comparison, for everybody or according to another one."""
    return isinstance(rule.condition, Comparison) and isinstance(rule.only_if, Comparison | None)


KINDS_WITH_CHOICES = {FactKind.TEXT, FactKind.SET}


def may_be_chosen(fact: Fact) -> bool:
    """Say whether an operator may write a rule about this fact: codes must have words."""
    return bool(fact.choices) or fact.kind not in KINDS_WITH_CHOICES
