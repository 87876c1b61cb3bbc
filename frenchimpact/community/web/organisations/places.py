"""A commune as people write it: name, postcode or code; where several may be meant, they choose."""

import re

from django import forms

from frenchimpact.geography.models import Commune, PlaceKind
from frenchimpact.geography.queries.finder import FoundPlace, find_places
from frenchimpact.geography.queries.places import commune_at

KINDS = {PlaceKind.COMMUNE, PlaceKind.FORMER_COMMUNE, PlaceKind.ARRONDISSEMENT}
WRITTEN = re.compile(r".*\((?P<code>\w{5})\)\s*", re.ASCII)  # « Rennes (35238) », as the form writes it back
MOST = 8


class CommuneForm(forms.Form):
    """A form with a commune in words; `cleaned_data["commune"]` is the commune itself, or None."""

    commune = forms.CharField(
        label="Commune",
        max_length=120,
        help_text="Son nom ou son code postal. Si plusieurs communes répondent, vous choisirez.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # what a form takes, as it comes
        self._choices: dict[str, str] = {}

    def full_clean(self) -> None:
        """Ask which commune is meant once all fields are read: none may be added while they are."""
        super().full_clean()
        if self._choices:
            self.fields["chosen_commune"] = forms.ChoiceField(
                label="De quelle commune s’agit-il\u202f?",
                choices=list(self._choices.items()),
                widget=forms.RadioSelect,
                required=False,
            )
            self.order_fields(["commune", "chosen_commune"])

    def clean_commune(self) -> Commune | None:
        text = self.cleaned_data["commune"].strip()
        chosen = self.data.get("chosen_commune", "")
        if not text:
            return None
        if known := WRITTEN.fullmatch(text):
            chosen = known["code"]
        found = find_places(text, kinds=KINDS, limit=MOST)
        if chosen and (known or chosen in {_code(place) for place in found}) and (commune := commune_at(chosen)):
            return commune
        return self._only(text, found)

    def _only(self, text: str, found: list[FoundPlace]) -> Commune | None:
        choices = {_code(place): _told(place) for place in found}
        if not choices:
            raise forms.ValidationError("Aucune commune ne répond\u00a0: essayez son code postal.")
        if len(choices) == 1:
            return commune_at(next(iter(choices)))
        self._choices = choices
        raise forms.ValidationError(
            f"Plusieurs communes répondent à «\u00a0{text}\u00a0»\u00a0: choisissez ci-dessous."
        )


def written(commune: Commune) -> str:
    return f"{commune.name} ({commune.pk})"


def _code(place: FoundPlace) -> str:
    return place.leads_to or place.code


def _told(place: FoundPlace) -> str:
    where = place.departement_name or place.departement_code
    into = f", aujourd’hui {place.leads_to_name}" if place.leads_to else ""
    return f"{place.name} ({where}){into}"
