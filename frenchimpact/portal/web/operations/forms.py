"""Forms of the team's space."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.utils.timezone import make_aware

from frenchimpact.accounts.actions import NewAppointment
from frenchimpact.accounts.models import Capacity

IN_OWN_RIGHT = "en son nom propre, sans délégation"


# Whoever sits on a committee is appointed on the page of that committee.
APPOINTED_HERE = [choice for choice in Capacity.choices if choice[0] != Capacity.COMMITTEE]


class AppointForm(forms.Form):
    email = forms.EmailField(label="Adresse électronique", max_length=254)
    name = forms.CharField(
        label="Prénom et nom", max_length=150, help_text="Sert à ouvrir un compte si cette adresse n’en a pas encore."
    )


class AppointmentForm(AppointForm):
    """What stands on an act of appointment."""

    capacity = forms.ChoiceField(label="Fonction", choices=APPOINTED_HERE)
    title = forms.CharField(
        label="Qualité",
        max_length=200,
        required=False,
        help_text="Celle de la personne, telle qu’elle figure sur les décisions. Exigée pour l’autorité de décision.",
    )
    delegation = forms.CharField(
        label="Délégation de signature",
        max_length=300,
        required=False,
        help_text="L’acte et sa date. Exigée pour l’autorité de décision, sauf si elle signe en son nom propre.",
    )
    in_own_right = forms.BooleanField(label="Aucune délégation : signe en son nom propre", required=False)
    until = forms.DateField(
        label="Jusqu’au",
        required=False,
        help_text="Dernier jour compris. Laissez vide si la nomination n’a pas de terme.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def facts(self) -> NewAppointment:
        """Return what was written, in the words of the action."""
        given = self.cleaned_data
        return NewAppointment(
            email=given["email"],
            name=given["name"],
            capacity=Capacity(given["capacity"]),
            title=given["title"],
            delegation=given["delegation"] or (IN_OWN_RIGHT if given["in_own_right"] else ""),
            until=_end_of(given["until"]) if given["until"] else None,
        )


class RetentionForm(forms.Form):
    days = forms.IntegerField(label="Durée, en jours", min_value=1, max_value=36_500)
    notice_days = forms.IntegerField(
        label="Prévenir avant, en jours",
        min_value=0,
        max_value=365,
        help_text="0 : personne n’est prévenu. Ne sert que pour ce qui s’efface de soi-même.",
    )
    counted_from = forms.CharField(label="À compter de", max_length=200)
    why = forms.CharField(label="Pourquoi", max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Motif", max_length=300, help_text="Lu par l’équipe seulement.")


class ToldReasonForm(forms.Form):
    reason = forms.CharField(
        label="Motif",
        max_length=600,
        help_text="La personne le reçoit tel quel par courriel, avec l’adresse où répondre. 600 caractères au plus.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def _end_of(day: date) -> datetime:
    """Return the first instant after this day, in Paris."""
    return make_aware(datetime.combine(day + timedelta(days=1), time()))
