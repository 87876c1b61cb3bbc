"""Forms by which the team conducts calls and waves; they clean, actions decide."""

from datetime import datetime, time

from django import forms
from django.utils import timezone

from frenchimpact.calls.actions import CallFacts, WaveFacts
from frenchimpact.calls.calculations.delays import end_of
from frenchimpact.calls.models import ApplicantKind, Call, Wave
from frenchimpact.questionnaires.models import Form

PUBLISHED_AT = time(10)
DELAYS = [
    "admissibility_days",
    "completeness_days",
    "correction_days",
    "instruction_days",
    "proposal_days",
]


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class CallForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for the type checker only
    """The settings of a call; it never saves."""

    class Meta:
        model = Call
        fields = [
            "title",
            "summary",
            "text",
            "service",
            "authority",
            "contact",
            "postal_address",
            "phone",
            "remedies",
            "challenge_count",
            "member_count",
            "label_name",
            "label_months",
            *DELAYS,
            "implicit_months",
            "implicit_sense",
            "implicit_basis",
            "long_delay_note",
        ]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "text": forms.Textarea(attrs={"rows": 12}),
            "remedies": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "service": "Figure sur chaque récépissé, avec son adresse et son téléphone (CRPA, article R112-5).",
            "authority": "Figure sur chaque décision, avec le nom de la personne qui signe.",
            "remedies": "Figurent sur les récépissés et les décisions (CRPA, articles R112-5 et R421-5 du CJA).",
            "long_delay_note": "Obligatoire si vos délais dépassent celui de la décision implicite.",
        }

    def facts(self) -> CallFacts:
        return CallFacts(**self.cleaned_data)


class NewCallForm(CallForm):
    """The first settings, with the questionnaire and who applies, which do not change afterwards."""

    form = forms.ModelChoiceField(Form.objects.order_by("title"), label="Questionnaire")

    applicant = forms.ChoiceField(label="Qui candidate", choices=ApplicantKind.choices)

    def facts(self) -> CallFacts:
        fixed = ("form", "applicant")
        return CallFacts(**{name: value for name, value in self.cleaned_data.items() if name not in fixed})


class WaveForm(forms.Form):
    opens_on = forms.DateField(label="Ouverture", widget=DayInput(), help_text="À 0 h, heure de Paris.")
    cutoff_on = forms.DateField(label="Date limite de dépôt", widget=DayInput(), help_text="À 23 h 59, heure de Paris.")
    decision_on = forms.DateField(label="Décision prévue le", widget=DayInput(), required=False)
    published_on = forms.DateField(
        label="Publication des labels", widget=DayInput(), help_text="À 10 h, heure de Paris. Rien n’est public avant."
    )

    @classmethod
    def of(cls, data: object, wave: Wave | None = None) -> "WaveForm":
        return cls(data or None, initial=_days(wave) if wave else None)  # type: ignore[arg-type]  # a QueryDict

    def facts(self) -> WaveFacts:
        days = self.cleaned_data
        return WaveFacts(
            opens_at=timezone.make_aware(datetime.combine(days["opens_on"], time.min)),
            cutoff_at=end_of(days["cutoff_on"]),
            publication_at=timezone.make_aware(datetime.combine(days["published_on"], PUBLISHED_AT)),
            decision_on=days["decision_on"],
        )


class ProrogueForm(forms.Form):
    cutoff_on = forms.DateField(
        label="Nouvelle date limite",
        widget=DayInput(),
        help_text="À 23 h 59, heure de Paris. La décision et la publication sont repoussées d’autant.",
    )
    reason = forms.CharField(label="Motif", max_length=500, help_text="Public.")

    def after(self) -> datetime:
        return end_of(self.cleaned_data["cutoff_on"])


def _days(wave: Wave) -> dict[str, object]:
    return {
        "opens_on": timezone.localdate(wave.opens_at),
        "cutoff_on": timezone.localdate(wave.cutoff_at),
        "decision_on": wave.decision_on,
        "published_on": timezone.localdate(wave.publication_at),
    }
