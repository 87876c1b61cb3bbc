"""Forms of the team's space."""

from django import forms


class AppointForm(forms.Form):
    email = forms.EmailField(label="Adresse électronique", max_length=254)
    name = forms.CharField(
        label="Prénom et nom", max_length=150, help_text="Sert à ouvrir un compte si cette adresse n’en a pas encore."
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Motif", max_length=300, help_text="Lu par l’équipe seulement.")
