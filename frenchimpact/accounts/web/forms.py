"""Forms of accounts: they clean, actions decide."""

from django import forms


class FirstOperatorForm(forms.Form):
    name = forms.CharField(label="Prénom et nom", max_length=150)
    email = forms.EmailField(label="Adresse électronique", max_length=254)
