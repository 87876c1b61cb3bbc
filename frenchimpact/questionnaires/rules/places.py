"""Places as people write them, read as official codes: « 69123 », « Lyon », « Lyon (69123) »."""

import re
from collections.abc import Iterable

from frenchimpact.geography.models import Commune, Departement, Intercommunality
from frenchimpact.shared.errors import Refusal

MOST_PLACES = 200
MOST_TOLD = 5
_CODE = re.compile(r"(?:.*\()?([0-9][0-9AB][0-9]?|[0-9][0-9AB][0-9]{3}|[0-9]{9})\)?", re.IGNORECASE | re.DOTALL)


def commune_of(text: str) -> str:
    """Give the code of a commune: an official code, or a name that only one commune bears."""
    found = _among(_communes(text), text, "Aucune commune ne porte ce nom")
    return found[0]


def places_of(text: str) -> list[str]:
    """Give the codes of communes, intercommunalités and départements, one a line; each once, in their order."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) > MOST_PLACES:
        raise Refusal(f"Plus de {MOST_PLACES} lieux\u00a0: nommez plutôt l’intercommunalité ou le département.")
    return list(dict.fromkeys(_place(line)[0] for line in lines))


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Name these places with their codes, as people read them and may write them: « Lyon (69123) »."""
    wanted = set(codes)
    found = [(one.code, one.name) for one in Commune.objects.filter(code__in=wanted)] if wanted else []
    if left := wanted - {code for code, _ in found}:
        found += [(one.pk, one.name) for one in Intercommunality.objects.filter(pk__in=left)]
        found += [(one.code, one.name) for one in Departement.objects.filter(code__in=left)]
    return {code: f"{name} ({code})" for code, name in found}


Found = tuple[str, str]  # its code, and what tells it from its namesakes


def _place(line: str) -> Found:
    candidates = _communes(line)
    code = _code_in(line)
    groups = Intercommunality.objects.filter(pk=code) if code else Intercommunality.objects.filter(name__iexact=line)
    candidates += [(one.pk, one.name) for one in groups[:MOST_TOLD]]
    wide = Departement.objects.filter(code=code) if code else Departement.objects.filter(name__iexact=line)
    candidates += [(one.code, f"département {one.name}") for one in wide[:1]]
    return _among(candidates, line, f"«\u00a0{line[:80]}\u00a0» n’est pas un lieu connu")


def _communes(text: str) -> list[Found]:
    code = _code_in(text)
    found = Commune.objects.filter(code=code) if code else Commune.objects.filter(name__iexact=text)
    rows = found.select_related("departement").order_by("code")
    return [(one.code, one.departement.name) for one in rows[: MOST_TOLD + 1]]


def _code_in(text: str) -> str:
    found = _CODE.fullmatch(text.strip())
    return found[1].upper() if found else ""


def _among(candidates: list[Found], text: str, nothing: str) -> Found:
    if not candidates:
        raise Refusal(f"{nothing}\u00a0: vérifiez l’orthographe, ou écrivez le code officiel (INSEE).")
    if len(candidates) > 1:
        told = ", ".join(f"{code} ({what})" for code, what in candidates[:MOST_TOLD])
        more = "…" if len(candidates) > MOST_TOLD else ""
        raise Refusal(
            f"Plusieurs lieux portent le nom «\u00a0{text[:80]}\u00a0»\u00a0: écrivez le code du vôtre, {told}{more}."
        )
    return candidates[0]
