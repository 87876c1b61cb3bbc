"""Numbers that registers give to organisations: read as people write them, refused in one French sentence."""

import re

from stdnum.exceptions import ValidationError
from stdnum.fr import siren, siret

# Formats to be confirmed: no source was at hand for the list of courts, for RNA numbers of overseas, for RIDET and for
# TAHITI numbers. On doubt a number is accepted; a court that is not listed here is kept as it is written.
COURTS = (
    "Colmar",
    "Guebwiller",
    "Haguenau",
    "Illkirch-Graffenstaden",
    "Metz",
    "Mulhouse",
    "Saint-Avold",
    "Sarrebourg",
    "Sarreguemines",
    "Saverne",
    "Schiltigheim",
    "Sélestat",
    "Strasbourg",
    "Thann",
    "Thionville",
)
RNA = re.compile(r"W[0-9A-Z]{9}", re.ASCII)  # overseas, some have letters
RIDET = re.compile(r"\d{5,12}", re.ASCII)  # RID, then the establishment
TAHITI = re.compile(r"[A-Z0-9]{5,12}", re.ASCII)  # number, then the establishment
LOCAL_REGISTER = re.compile(r"(?P<court>[^|]+)\|(?P<volume>[^|]+)\|(?P<folio>[^|]+)")
# What people write in place of our « | »: « Tribunal judiciaire de Metz, vol. 12, folio n° 345 », « Metz 12/345 ».
SAID_VOLUME = re.compile(r"[\s,;:|/-]*\bvol(?:ume)?\b[\s.:|]*(?:n[°ºo][\s.]*)?", re.IGNORECASE)
SAID_FOLIO = re.compile(r"[\s,;:|/-]*\bfol(?:io)?\b[\s.:|]*(?:n[°ºo][\s.]*)?", re.IGNORECASE)
SAID_COURT = re.compile(
    r"^\s*(?:tribunal\b(?:\s+judiciaire|\s+d[’']instance|\s+de\s+proximité)?|t\.?[ij]\.?(?=\s))\s*(?:de\s+|d[’'])?",
    re.IGNORECASE,
)
BARE_NUMBERS = re.compile(r"(?P<court>[^\d|]+?)[\s,;:]+(?P<volume>\d+[A-Za-z]?)[\s,;:/-]+(?P<folio>\d+[A-Za-z]?)\s*")
COURT = re.compile(r"[^\W\d_][^\W\d_ ’'-]*([ ’'-][^\W\d_]+)*")  # letters, as the name of a town
VOLUME = re.compile(r"[A-Z0-9]{1,10}", re.ASCII)
LONGEST = 80
SIREN_DIGITS, SIRET_DIGITS = 9, 14


class WrongNumberError(ValueError):
    """Says in one French sentence why this cannot be a number of that register."""


def normalised(scheme: str, text: str) -> str:
    """Write a number as its register does, without spaces. Raises WrongNumberError."""
    readers = {
        "siren": _siren,
        "siret": _siret,
        "rna": _rna,
        "registre_local": _local_register,
        "ridet": _ridet,
        "tahiti": _tahiti,
    }
    if scheme not in readers or len(text) > LONGEST:
        raise WrongNumberError("Ce registre n’est pas connu, ou ce numéro est trop long.")
    return readers[scheme](text)


def displayed(scheme: str, value: str) -> str:
    """Write a normalised number as people read it."""
    if scheme in {"siren", "siret"}:
        parts = [value[:3], value[3:6], value[6:9], value[9:]]
        return "\u00a0".join(part for part in parts if part)
    if scheme == "registre_local":
        court, volume, folio = value.split("|")
        return f"{court}, volume {volume}, folio {folio}"
    return value


def implied(scheme: str, value: str) -> list[tuple[str, str]]:
    """Give the number and those that follow from it: a SIRET holds the SIREN of its company."""
    return [(scheme, value), *([("siren", value[:9])] if scheme == "siret" else [])]


def guessed(text: str) -> str:
    """Name the register that a number must come from by its looks, or nothing: not everybody knows that name."""
    value = compact(text)
    if value.isascii() and value.isdigit():
        return {SIREN_DIGITS: "siren", SIRET_DIGITS: "siret"}.get(len(value), "")
    if RNA.fullmatch(value):
        return "rna"
    return "registre_local" if LOCAL_REGISTER.fullmatch(_with_bars(text)) else ""


def compact(text: str) -> str:
    """Take away what people put between the characters of a number."""
    return re.sub(r"[\s.\-\u2010-\u2015]", "", text).upper()


def _siren(text: str) -> str:
    value = compact(text)
    if not (len(value) == SIREN_DIGITS and value.isascii() and value.isdigit()):
        raise WrongNumberError(f"Un SIREN a 9 chiffres\u00a0: {_looks_like(value)}.")
    try:
        return str(siren.validate(value))
    except ValidationError as error:
        raise WrongNumberError("Ce SIREN n’existe pas\u00a0: un chiffre est faux, vérifiez-le.") from error


def _siret(text: str) -> str:
    value = compact(text)
    if not (len(value) == SIRET_DIGITS and value.isascii() and value.isdigit()):
        raise WrongNumberError(f"Un SIRET a 14 chiffres\u00a0: {_looks_like(value)}.")
    try:
        return str(siret.validate(value))  # La Poste, whose key is another, is known
    except ValidationError as error:
        raise WrongNumberError("Ce SIRET n’existe pas\u00a0: un chiffre est faux, vérifiez-le.") from error


def _rna(text: str) -> str:
    value = compact(text)
    if not RNA.fullmatch(value):
        raise WrongNumberError(f"Un numéro RNA commence par W, suivi de 9 caractères\u00a0: {_looks_like(value)}.")
    return value


def _local_register(text: str) -> str:
    found = LOCAL_REGISTER.fullmatch(_with_bars(text))
    courts = {court.casefold(): court for court in COURTS}
    if found is None or not COURT.fullmatch(court := found["court"].strip()):
        raise WrongNumberError("Écrivez le tribunal, le volume et le folio\u00a0: Strasbourg, volume 12, folio 345.")
    volume, folio = compact(found["volume"]), compact(found["folio"])
    if not (VOLUME.fullmatch(volume) and VOLUME.fullmatch(folio)):
        raise WrongNumberError("Le volume et le folio du registre local sont des chiffres\u00a0: vérifiez-les.")
    return f"{courts.get(court.casefold(), court)}|{volume}|{folio}"


def _looks_like(value: str) -> str:
    """Say which register this number seems to come from, else ask to check it."""
    names = {"siren": "celui-ci semble un SIREN", "siret": "celui-ci semble un SIRET", "rna": "celui-ci semble un RNA"}
    return names.get(guessed(value), "vérifiez ce numéro")


def _with_bars(text: str) -> str:
    """Put a bar between court, volume and folio, however these were told apart."""
    said = SAID_FOLIO.sub("|", SAID_VOLUME.sub("|", SAID_COURT.sub("", text)))
    bare = BARE_NUMBERS.fullmatch(said)
    return "|".join(bare.groups()) if bare else said


def _ridet(text: str) -> str:
    value = compact(text)
    if not RIDET.fullmatch(value):
        raise WrongNumberError("Un RIDET est fait de chiffres, 6 ou 7 et 3 de plus\u00a0: vérifiez-le.")
    return value


def _tahiti(text: str) -> str:
    value = compact(text)
    if not TAHITI.fullmatch(value):
        raise WrongNumberError(
            "Un numéro TAHITI a d’ordinaire 6 caractères, et 3 de plus pour un établissement\u00a0: vérifiez-le."
        )
    return value
