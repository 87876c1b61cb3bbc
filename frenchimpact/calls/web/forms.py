"""Forms of collectives: choosing who applies, submitting, giving up."""

import secrets

from django import forms

from frenchimpact.accounts.models import User
from frenchimpact.calls.actions.applications import LONGEST_REASON
from frenchimpact.calls.rules.applications import LONGEST_KEY
from frenchimpact.community.models import Collective


def new_key() -> str:
    """Make the key of one form: what is posted twice with it is done once."""
    return secrets.token_urlsafe(24)


class ApplyForm(forms.Form):
    collective = forms.ModelChoiceField(
        Collective.objects.none(), label="Pour quel collectif\u202f?", widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, data: object, *, person: User) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict or nothing
        choices = Collective.objects.of(person).filter(closed_at=None).order_by("name")
        self.fields["collective"].queryset = choices  # type: ignore[attr-defined]  # of a ModelChoiceField


class SubmitForm(forms.Form):
    key = forms.CharField(max_length=LONGEST_KEY, widget=forms.HiddenInput)
    declared = forms.BooleanField(
        label=(
            "Je déclare que ces informations sont exactes et que le collectif m’a autorisé·e à déposer cette "
            "candidature en son nom."
        ),
        error_messages={"required": "Cochez cette déclaration pour déposer la candidature."},
    )


class KeyForm(forms.Form):
    key = forms.CharField(max_length=LONGEST_KEY, widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="Motif",
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Facultatif. Lu par le service qui examine les candidatures et par votre collectif.",
    )
    confirmed = forms.BooleanField(
        label="Je retire la candidature du collectif. Je sais que c’est définitif.",
        error_messages={"required": "Cochez cette case pour retirer la candidature."},
    )
