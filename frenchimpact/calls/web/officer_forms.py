"""Forms of those who examine and decide; they clean, actions decide."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime

from django import forms
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.calls.actions import DecisionFacts
from frenchimpact.calls.actions.exchanges import ExchangeFacts
from frenchimpact.calls.calculations.delays import end_of
from frenchimpact.calls.calculations.digests import digest_of
from frenchimpact.calls.models import Channel, Outcome, Sense, Submission
from frenchimpact.calls.queries.desk import officers_in_force
from frenchimpact.calls.web.operator_forms import DayInput

LONG = forms.Textarea(attrs={"rows": 8})


class AssignForm(forms.Form):
    officer = forms.ModelChoiceField(User.objects.none(), label="Confier à")

    def __init__(self, data: object = None) -> None:
        super().__init__(data or None)  # type: ignore[arg-type]  # a QueryDict or nothing
        self.fields["officer"].queryset = officers_in_force(timezone.now())  # type: ignore[attr-defined]


class AdmissibilityForm(forms.Form):
    outcome = forms.ChoiceField(
        label="La candidature est",
        choices=[(Outcome.PASSED, "recevable"), (Outcome.FAILED, "irrecevable : elle s’arrête là")],
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(
        label="Motifs",
        max_length=4000,
        required=False,
        widget=LONG,
        help_text="Obligatoires si elle est irrecevable : qui candidate les lit.",
    )


class ComplementsForm(forms.Form):
    """One box and one message a question of what was submitted."""

    message = forms.CharField(
        label="Message d’ensemble",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Facultatif. Lu avant les points à compléter.",
    )
    due_on = forms.DateField(label="À donner avant le", widget=DayInput(), help_text="À 23 h 59, heure de Paris.")

    def __init__(self, data: object, *, submission: Submission, due_at: datetime) -> None:
        super().__init__(data or None, initial={"due_on": timezone.localdate(due_at)})  # type: ignore[arg-type]
        self.sections = submission.content.get("sections", [])
        for question in self._questions():
            key, label = question["key"], question["label"]
            self.fields[f"q_{key}"] = forms.BooleanField(label=label, required=False)
            self.fields[f"m_{key}"] = forms.CharField(
                label="Ce qui est attendu", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        for question in self._questions():
            key = question["key"]
            if cleaned.get(f"q_{key}") and not cleaned.get(f"m_{key}"):
                self.add_error(f"m_{key}", "Dites ce que vous attendez.")
            elif cleaned.get(f"m_{key}") and not cleaned.get(f"q_{key}"):
                self.add_error(f"q_{key}", "Cochez cette question pour la rouvrir, ou effacez le message.")
        return cleaned

    def items(self) -> dict[str, str]:
        asked = (str(question["key"]) for question in self._questions())
        return {key: self.cleaned_data[f"m_{key}"] for key in asked if self.cleaned_data[f"q_{key}"]}

    def due_at(self) -> datetime:
        return end_of(self.cleaned_data["due_on"])

    def groups(self) -> Iterator[tuple[str, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """Give the two fields of each question, by section."""
        for section in self.sections:
            keys = [question["key"] for question in section["questions"]]
            yield section["title"], [(self[f"q_{key}"], self[f"m_{key}"]) for key in keys]

    def _questions(self) -> Iterator[Mapping[str, str]]:
        for section in self.sections:
            yield from section.get("questions", [])


class ProposeForm(forms.Form):
    sense = forms.ChoiceField(label="Sens proposé", choices=Sense.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label="Motifs",
        max_length=8000,
        widget=LONG,
        help_text="L’autorité de décision les lit.",
    )


class DecideForm(forms.Form):
    sense = forms.ChoiceField(label="Décision", choices=Sense.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label="Motifs",
        max_length=8000,
        widget=LONG,
        help_text="Ils figurent sur la lettre.",
    )
    conditions = forms.CharField(
        label="Conditions à remplir pour une prochaine candidature",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Si la décision est défavorable seulement.",
    )

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def facts(self) -> DecisionFacts:
        return DecisionFacts(
            Sense(self.cleaned_data["sense"]), self.cleaned_data["reasons"], self.cleaned_data["conditions"]
        )

    def mark(self) -> str:
        """Return what tells this decision from any other: the letter of this one was seen, or it was not."""
        return digest_of(asdict(self.facts()))

    def is_seen(self) -> bool:
        """Say whether the letter was shown with these very words."""
        return self.is_valid() and self.cleaned_data["seen"] == self.mark()


class SendBackForm(forms.Form):
    reason = forms.CharField(
        label="Motif du renvoi",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="L’instruction le lit.",
    )


class ExchangeForm(forms.Form):
    channel = forms.ChoiceField(label="Moyen", choices=Channel.choices, widget=forms.RadioSelect)
    on = forms.DateField(label="Le", widget=DayInput())
    with_whom = forms.CharField(label="Avec", max_length=150, required=False)
    summary = forms.CharField(
        label="Ce qui s’est dit",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Lu par l’instruction et l’autorité de décision. N’écrivez que ce qui est utile à la candidature.",
    )

    def facts(self) -> ExchangeFacts:
        given = self.cleaned_data
        return ExchangeFacts(Channel(given["channel"]), given["on"], given["with_whom"], given["summary"])


class ExtensionForm(forms.Form):
    due_on = forms.DateField(label="Nouvelle échéance", widget=DayInput(), help_text="À 23 h 59, heure de Paris.")
    reason = forms.CharField(
        label="Motif",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Lu par ceux qui candidatent.",
    )

    def due_at(self) -> datetime:
        return end_of(self.cleaned_data["due_on"])


class ViewForm(forms.Form):
    title = forms.CharField(label="Nom de la vue", max_length=60, help_text="Par exemple : mes retards.")
    is_shared = forms.BooleanField(label="La montrer à toute l’instruction", required=False)
    query = forms.CharField(max_length=1000, required=False, widget=forms.HiddenInput)
