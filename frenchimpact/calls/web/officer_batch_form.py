"""Which applications, to do what, and what would come of it for each."""

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.calls.models import Application
from frenchimpact.calls.queries.desk import officers_in_force
from frenchimpact.calls.queries.handovers import Forecast, forecast_completing, forecast_handing
from frenchimpact.calls.rules.examination import EXAMINED

MOST = 200  # applications at once


class Deed(models.TextChoices):
    HAND_OVER = "hand_over", "les confier à une personne"
    COMPLETE = "complete", "déclarer les dossiers complets"


class BatchForm(forms.Form):
    """The second time, with the answer that it is meant."""

    applications = forms.ModelMultipleChoiceField(
        Application.objects.none(),
        label="Candidatures",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins une candidature."},
    )
    what = forms.ChoiceField(label="Que faire ?", choices=Deed.choices, widget=forms.RadioSelect)
    to = forms.ModelChoiceField(
        User.objects.none(), label="Les confier à", required=False, help_text="Seulement pour confier des candidatures."
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: object, *, rows: QuerySet[Application], person: User) -> None:
        super().__init__(data or None)  # type: ignore[arg-type]  # a QueryDict or nothing
        self.person = person
        choices = self.fields["applications"]
        shown = rows.filter(stage__in=EXAMINED).order_by("pk")
        choices.queryset = shown  # type: ignore[attr-defined]
        choices.initial = shown  # all that the filters keep: one leaves out what one does not want
        choices.label_from_instance = _told  # type: ignore[attr-defined]
        self.fields["to"].queryset = officers_in_force(timezone.now())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("what") == Deed.HAND_OVER and not cleaned.get("to"):
            self.add_error("to", "Choisissez la personne à qui les confier.")
        if len(cleaned.get("applications") or ()) > MOST:
            self.add_error("applications", f"Pas plus de {MOST} candidatures à la fois : filtrez davantage.")
        return cleaned

    def is_confirmed(self) -> bool:
        return self.is_valid() and bool(self.cleaned_data["confirmed"])

    def deed(self) -> Deed:
        return Deed(self.cleaned_data["what"])

    def officer(self) -> User:
        officer: User = self.cleaned_data["to"]
        return officer

    def chosen(self) -> list[Application]:
        return list(self.cleaned_data["applications"])

    def preview(self) -> list[Forecast]:
        """Say what would come of each application."""
        if self.deed() == Deed.COMPLETE:
            return forecast_completing(self.chosen(), self.person)
        return forecast_handing(self.chosen(), self.officer(), self.person)


def _told(application: Application) -> str:
    held = f", confiée à {application.officer}" if application.officer else ""
    return f"{application.applicant} ({application.receipt_number}), {application.get_stage_display()}{held}"
