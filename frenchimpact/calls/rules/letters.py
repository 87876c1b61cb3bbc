"""The sentences of a call's letters: those of the site until the team writes others, with names to fill in."""

import hashlib
import re
from collections.abc import Mapping

from frenchimpact.calls.models import Call, Sense
from frenchimpact.shared.errors import Refusal

FAVOURABLE = (
    "Après examen de la candidature {du_candidat}, j’ai décidé de délivrer le label «\u00a0{label}\u00a0» à "
    "{votre_candidat}."
)
UNFAVOURABLE = (
    "Après examen de la candidature {du_candidat}, j’ai décidé de ne pas délivrer le label «\u00a0{label}\u00a0» à "
    "{votre_candidat}."
)
CLOSING = "Je vous prie d’agréer, Madame, Monsieur, l’expression de ma considération distinguée."
DEFAULTS = {"favourable_text": FAVOURABLE, "unfavourable_text": UNFAVOURABLE, "closing_text": CLOSING}
FIELD_OF = {Sense.FAVOURABLE: "favourable_text", Sense.UNFAVOURABLE: "unfavourable_text"}
NAMES = {
    "label": "le nom du label",
    "appel": "le titre de l’appel",
    "numero": "le numéro du récépissé",
    "du_candidat": "«\u00a0du collectif «\u00a0…\u00a0»\u00a0»",
    "votre_candidat": "«\u00a0votre collectif\u00a0»",
}
_NAMED = re.compile(r"\{([^{}]*)\}")


def text_of(call: Call, field: str) -> str:
    """Give the sentences of this field: those of the team, else those of the site."""
    return str(getattr(call, field)) or DEFAULTS[field]


def digest_of_letters(call: Call) -> str:
    """Tell one state of a call's letters from another: 16 hexadecimal digits."""
    return hashlib.sha256(repr([text_of(call, name) for name in DEFAULTS]).encode()).hexdigest()[:16]


def filled(text: str, values: Mapping[str, str]) -> str:
    """Put values in place of names; a name that is not known stays as it is."""
    return _NAMED.sub(lambda found: values.get(found[1], found[0]), text)


def require_sound_text(text: str) -> None:
    """Refuse an empty text, names that do not exist, and a brace that is not closed."""
    if not text.strip():
        raise Refusal("Une lettre ne peut pas être vide\u00a0: écrivez ce qu’elle dit.")
    unknown = [name for name in _NAMED.findall(text) if name not in NAMES]
    if unknown or re.search(r"[{}]", _NAMED.sub("", text)):
        wrong = f"{{{unknown[0]}}}" if unknown else "une accolade seule"
        known = ", ".join(f"{{{name}}}" for name in NAMES)
        raise Refusal(f"Rien ne remplace {wrong} dans ce texte\u00a0: les noms possibles sont {known}.")
