"""The form by which one confirms that one's account is to be erased."""

from django import forms

WORD = "EFFACER"


class ErasureForm(forms.Form):
    """The word keeps a hand from erasing an account by accident."""

    word = forms.CharField(
        label=f"Écrivez {WORD} pour confirmer", max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean_word(self) -> str:
        """Ask for the very word, whatever its case."""
        if self.cleaned_data["word"].strip().upper() != WORD:
            message = f"Pour confirmer, écrivez {WORD} en toutes lettres."
            raise forms.ValidationError(message)
        return WORD
