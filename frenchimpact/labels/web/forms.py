"""Forms of labels; they clean, actions decide."""

from django import forms

from frenchimpact.calls.calculations.digests import digest_of
from frenchimpact.labels.actions import ActFacts
from frenchimpact.labels.calculations.badges import LONGEST
from frenchimpact.labels.rules import LEAST_DAYS, MOST_DAYS, OBSERVATION_DAYS

HEAVIEST = LONGEST  # bytes of a file that holds a credential: ten times what one weighs
UNREAD = "Ce fichier n’est pas une attestation\u00a0: donnez celui que vous avez reçu, sans le changer."


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


class CredentialForm(forms.Form):
    """A credential, as a file or as its text: one of the two."""

    file = forms.FileField(label="Fichier de l’attestation", required=False, help_text="Le fichier .jwt, tel quel.")
    text = forms.CharField(
        label="Ou son texte, collé ici",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file:
            cleaned["text"] = self._read(file)
        if not cleaned.get("text") and not self.errors:
            raise forms.ValidationError("Donnez un fichier, ou collez le texte de l’attestation.")
        return cleaned

    def _read(self, file: object) -> str:
        if file.size > HEAVIEST:  # type: ignore[attr-defined]  # an uploaded file
            self.add_error("file", UNREAD)
            return ""
        try:
            return str(file.read().decode("ascii"))  # type: ignore[attr-defined]  # an uploaded file
        except UnicodeDecodeError:
            self.add_error("file", UNREAD)
            return ""


class ActForm(forms.Form):
    """What the authority writes; the letter is read before anything is decided."""

    reasons = forms.CharField(
        label="Motifs",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Pour qui porte le label\u00a0: ils figurent sur la lettre, jamais en public.",
    )
    public_note = forms.CharField(
        label="Ce que le public lira",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Une phrase sur la page du label, à côté de son état. Vide\u00a0: l’état seul, avec sa date.",
    )
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def facts(self) -> ActFacts:
        return ActFacts(self.cleaned_data["reasons"], self.cleaned_data["public_note"])

    def days(self) -> int:
        return int(self.cleaned_data.get("days") or OBSERVATION_DAYS)

    def mark(self) -> str:
        """Return what tells this decision from any other: the letter of this one was seen, or it was not."""
        return digest_of([self.cleaned_data["reasons"], self.cleaned_data["public_note"], self.days()])

    def is_seen(self) -> bool:
        return self.is_valid() and self.cleaned_data["seen"] == self.mark()


class SuspendForm(ActForm):
    days_given = forms.IntegerField(
        label="Délai pour les observations, en jours",
        initial=OBSERVATION_DAYS,
        min_value=LEAST_DAYS,
        max_value=MOST_DAYS,
        help_text="Il finit un jour ouvré, à 23\u00a0h\u00a059, heure de Paris.",
    )

    def days(self) -> int:
        return int(self.cleaned_data["days_given"])


class ReplaceForm(ActForm):
    other = forms.CharField(
        label="Numéro du label qui le remplace",
        max_length=200,
        help_text="Celui du territoire que ce territoire rejoint\u00a0: FI-XXXX-XXXX.",
    )

    def mark(self) -> str:
        return digest_of([super().mark(), self.cleaned_data["other"]])


class ObservationForm(forms.Form):
    text = forms.CharField(
        label="Vos observations",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="L’autorité de décision les lit\u00a0; elles restent au dossier du label.",
    )
