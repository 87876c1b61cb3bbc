"""The forms by which a team writes questions; they clean, the rules of forms judge the whole."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from frenchimpact.questionnaires.calculations.forms import FormFacts, QuestionFacts, SectionFacts
from frenchimpact.questionnaires.models import QuestionKind
from frenchimpact.questionnaires.rules.forms import CONDITIONS_ON, LONGEST_TEXT, MOST_FILES, WITH_CHOICES, YES_NO
from frenchimpact.questionnaires.rules.keys import free_key, named_choices

MOST_CHOICES = 200  # as many as a list of départements with room to spare
ADDING = "ajout"  # the address of the page that adds a part
TEXTS = {QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT}
NUMBERS = {QuestionKind.NUMBER, QuestionKind.AMOUNT}
CELLS = {"texte": "short_text", "nombre": "number", "montant": "amount"}
LINES = forms.Textarea(attrs={"rows": 5})
CHOICES_HELP = "Un choix par ligne. Corriger le texte d’une ligne ne change pas ce qui a déjà été répondu."
COLUMNS_HELP = "Une colonne par ligne, puis ce qu’elle contient : « Poste | texte », « Montant | montant »."


class PlaceForm(forms.Form):
    """The first page of a new question: in which part, and of which type."""

    partie = forms.ChoiceField(label="Dans la partie")
    type = forms.ChoiceField(label="Type de réponse", choices=QuestionKind.choices)

    def __init__(self, data: object, *, facts: FormFacts) -> None:
        super().__init__(data or None)  # type: ignore[arg-type]  # a QueryDict
        self.fields["partie"].choices = [(one.key, one.title) for one in facts.sections]  # type: ignore[attr-defined]


class SectionForm(forms.Form):
    title = forms.CharField(label="Titre", max_length=200)
    help = forms.CharField(
        label="Aide",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Facultative.",
    )
    read = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(self, data: object, *, facts: FormFacts, section: SectionFacts | None = None) -> None:
        self.taken, self.before = {ADDING} | {one.key for one in facts.sections}, section
        initial = {"read": facts.digest} | ({"title": section.title, "help": section.help} if section else {})
        super().__init__(data or None, initial=initial)  # type: ignore[arg-type]  # a QueryDict

    def section(self) -> SectionFacts:
        """Make the section of what was typed; its key is that of the one before."""
        typed = self.cleaned_data
        key = self.before.key if self.before else free_key(typed["title"], self.taken)
        return SectionFacts(key, typed["title"], self.before.questions if self.before else (), typed["help"])


class QuestionForm(forms.Form):
    """A question of a type that is known: the fields that this type has, and no other."""

    label = forms.CharField(label="Question", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    help = forms.CharField(
        label="Aide",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ce qu’on attend, un exemple.",
    )
    is_required = forms.BooleanField(label="Il faut y répondre pour déposer", required=False)
    partie = forms.ChoiceField(label="Dans la partie")
    read = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(
        self, data: object, *, facts: FormFacts, place: tuple[str, str], question: QuestionFacts | None, taken: set[str]
    ) -> None:
        section_key, self.kind = place
        self.before, self.taken = question, taken
        initial = {"read": facts.digest, "partie": section_key} | (_initial(question) if question else {})
        super().__init__(data or None, initial=initial)  # type: ignore[arg-type]  # a QueryDict
        self.fields |= _fields_of(self.kind)
        self.fields["partie"].choices = [(one.key, one.title) for one in facts.sections]  # type: ignore[attr-defined]
        if possible := conditions_before(facts, section_key, question):
            self.fields["conditions"] = forms.MultipleChoiceField(
                label="Posée seulement si",
                required=False,
                choices=possible,
                widget=forms.CheckboxSelectMultiple,
                help_text="Sans coche, elle est posée à tout le monde. Cochez les réponses d’une même question.",
            )
        self.order_fields([*(name for name in self.fields if name not in LAST), *LAST])

    def clean_choices(self) -> tuple[tuple[str, str], ...]:
        lines = _lines(self.cleaned_data["choices"])
        if len(lines) > MOST_CHOICES:
            raise ValidationError(f"Donnez {MOST_CHOICES} choix au plus : au-delà, demandez un texte.")
        return named_choices(lines, self.before.choices if self.before else ())

    def clean_columns(self) -> tuple[tuple[str, str], ...]:
        return tuple(_column(line) for line in _lines(self.cleaned_data["columns"]))

    def clean_conditions(self) -> tuple[str, tuple[str, ...]]:
        pairs = [one.partition("=") for one in self.cleaned_data["conditions"]]
        keys = {key for key, _, _ in pairs}
        if len(keys) > 1:
            raise ValidationError("Cochez les réponses d’une seule question.")
        return (keys.pop() if keys else "", tuple(value for _, _, value in pairs))

    def question(self) -> QuestionFacts:
        """Make the question of what was typed; its key is that of the one before."""
        typed: dict[str, Any] = self.cleaned_data
        asked_if, values = typed.get("conditions") or ("", ())
        return QuestionFacts(
            key=self.before.key if self.before else free_key(typed["label"], self.taken),
            kind=self.kind,
            label=typed["label"],
            help=typed["help"],
            is_required=typed["is_required"],
            condition_key=asked_if,
            condition_values=values,
            choices=typed.get("choices") or (),
            max_length=typed.get("max_length"),
            minimum=typed.get("minimum"),
            maximum=typed.get("maximum"),
            max_files=typed.get("max_files") or 1,
            unit=typed.get("unit") or "",
            columns=typed.get("columns") or (),
        )


LAST = ("is_required", "conditions", "partie", "read")


def conditions_before(facts: FormFacts, section_key: str, question: QuestionFacts | None) -> list[tuple[str, str]]:
    """List the answers on which a question may depend: those to the questions that come before it."""
    return [
        (f"{one.key}={value}", f"« {one.label} » : {label}")
        for one in _before(facts, section_key, question)
        if one.kind in CONDITIONS_ON
        for value, label in (YES_NO if one.kind == QuestionKind.YES_NO else one.choices)
    ]


def _before(facts: FormFacts, section_key: str, question: QuestionFacts | None) -> Iterator[QuestionFacts]:
    for section in facts.sections:
        for one in section.questions:
            if question and one.key == question.key:
                return
            yield one
        if not question and section.key == section_key:
            return


def _fields_of(kind: str) -> dict[str, forms.Field]:
    if kind in WITH_CHOICES:
        return {"choices": forms.CharField(label="Choix", max_length=10_000, widget=LINES, help_text=CHOICES_HELP)}
    if kind in TEXTS:
        length = forms.IntegerField(label="Caractères au plus", required=False, min_value=1, max_value=LONGEST_TEXT)
        return {"max_length": length}
    if kind in NUMBERS:
        bounds = {
            name: forms.DecimalField(label=label, required=False, max_digits=16, decimal_places=2)
            for name, label in (("minimum", "Minimum"), ("maximum", "Maximum"))
        }
        unit = forms.CharField(label="Unité", required=False, max_length=30, help_text="Par exemple « ETP » ou « m² ».")
        return bounds | ({"unit": unit} if kind == QuestionKind.NUMBER else {})
    if kind == QuestionKind.TABLE:
        return {"columns": forms.CharField(label="Colonnes", max_length=2000, widget=LINES, help_text=COLUMNS_HELP)}
    if kind == QuestionKind.FILES:
        return {"max_files": forms.IntegerField(label="Pièces au plus", min_value=1, max_value=MOST_FILES, initial=1)}
    return {}


def _initial(question: QuestionFacts) -> dict[str, object]:
    names = {kind: name for name, kind in CELLS.items()}
    return {
        "label": question.label,
        "help": question.help,
        "is_required": question.is_required,
        "choices": "\n".join(label for _, label in question.choices),
        "columns": "\n".join(f"{label} | {names.get(kind, kind)}" for label, kind in question.columns),
        "conditions": [f"{question.condition_key}={value}" for value in question.condition_values],
        "max_length": question.max_length,
        "minimum": question.minimum,
        "maximum": question.maximum,
        "max_files": question.max_files,
        "unit": question.unit,
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _column(line: str) -> tuple[str, str]:
    label, _, kind = line.rpartition("|") if "|" in line else (line, "", "texte")
    if kind.strip().lower() not in CELLS:
        raise ValidationError(f"« {line} » : écrivez après la barre « texte », « nombre » ou « montant ».")
    return label.strip(), CELLS[kind.strip().lower()]
