"""Forms of accounts: they clean, actions decide."""

from django import forms

from frenchimpact.accounts.calculations.codes import tidy

LONGEST_CODE = 20


class FirstOperatorForm(forms.Form):
    name = forms.CharField(label="Prénom et nom", max_length=150)
    email = forms.EmailField(label="Adresse électronique", max_length=254)


class AddressForm(forms.Form):
    email = forms.EmailField(
        label="Adresse électronique",
        max_length=254,
        help_text="Par exemple camille@exemple.fr. Nous y envoyons un code.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    next = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code reçu par courriel",
        max_length=LONGEST_CODE,
        help_text="Six lettres ou chiffres, par exemple BCD-234. Espaces, tirets et minuscules sont acceptés.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "size": 10}),
    )

    def clean_code(self) -> str:
        return tidy(self.cleaned_data["code"])


class NameForm(forms.Form):
    name = forms.CharField(
        label="Prénom et nom", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )


class FactorForm(forms.Form):
    code = forms.CharField(
        label="Code de votre application, ou code de secours",
        max_length=LONGEST_CODE,
        help_text="Six chiffres, par exemple 123 456, ou l’un de vos codes de secours, par exemple BCDFG-23456.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "size": 14}),
    )

    def clean_code(self) -> str:
        return tidy(self.cleaned_data["code"])


class TotpForm(forms.Form):
    code = forms.CharField(
        label="Code affiché par l’application",
        max_length=LONGEST_CODE,
        help_text="Six chiffres, par exemple 123 456.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "size": 10}),
    )


class KeyNameForm(forms.Form):
    name = forms.CharField(label="Nom de la clé", max_length=60, help_text="Par exemple «\u00a0Mon téléphone\u00a0».")


class LossForm(forms.Form):
    message = forms.CharField(
        label="Ce qui peut aider à vous reconnaître",
        required=False,
        max_length=500,
        help_text="Par exemple ce qui est arrivé à votre téléphone, et comment vous joindre. Facultatif.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LossAnswerForm(forms.Form):
    decision = forms.ChoiceField(
        label="Votre réponse",
        choices=[("accept", "Retirer ses seconds facteurs"), ("refuse", "Refuser")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Comment l’avez-vous vérifié ?".replace(" ?", "\u202f?"),
        max_length=300,
        help_text="Par exemple «\u00a0rappelée au numéro connu de sa structure\u00a0». Le journal garde votre réponse.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
