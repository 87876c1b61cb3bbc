"""Forms of labels; they clean, actions decide."""

from django import forms


class NumberForm(forms.Form):
    """What is typed from a certificate; spaces, dashes and small letters are no matter."""

    numero = forms.CharField(
        label="Numéro du label",
        max_length=200,
        help_text=(
            "Il est sur le certificat, sous le code QR\u00a0: FI-XXXX-XXXX. Majuscules, espaces et tirets sont libres."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
