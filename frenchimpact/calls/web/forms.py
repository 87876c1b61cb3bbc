"""Forms of collectives: choosing who applies, submitting, giving up."""

import secrets

from django import forms
from django.db.models import QuerySet

from frenchimpact.accounts.models import User
from frenchimpact.calls.actions.applications import LONGEST_REASON
from frenchimpact.calls.models import ApplicantKind, Call
from frenchimpact.calls.rules.applicants import CLOSED
from frenchimpact.calls.rules.applications import LONGEST_KEY
from frenchimpact.community.models import Collective, Organisation


def new_key() -> str:
    """Make the key of one form: what is posted twice with it is done once."""
    return secrets.token_urlsafe(24)


class ApplyForm(forms.Form):
    applicant = forms.ModelChoiceField(
        Collective.objects.none(), label="Pour qui\u202f?", widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, data: object, *, call: Call, person: User) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict or nothing
        field = self.fields["applicant"]
        field.queryset = choices_of(call, person)  # type: ignore[attr-defined]  # of a ModelChoiceField


def choices_of(call: Call, person: User) -> QuerySet[Collective] | QuerySet[Organisation]:
    """List those for whom this person may apply to this call."""
    if call.applicant == ApplicantKind.COLLECTIVE:
        return Collective.objects.of(person).filter(closed_at=None).order_by("name")
    return Organisation.objects.managed_by(person).exclude(standing__in=CLOSED).order_by("name")


class SubmitForm(forms.Form):
    key = forms.CharField(max_length=LONGEST_KEY, widget=forms.HiddenInput)
    declared = forms.BooleanField(
        label=(
            "Je déclare que ces informations sont exactes et que j’ai le droit de déposer cette candidature au nom "
            "de qui candidate."
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
        help_text="Facultatif. Lu par le service qui examine les candidatures et par qui y travaille avec vous.",
    )
    confirmed = forms.BooleanField(
        label="Je retire cette candidature. Je sais que c’est définitif.",
        error_messages={"required": "Cochez cette case pour retirer la candidature."},
    )
