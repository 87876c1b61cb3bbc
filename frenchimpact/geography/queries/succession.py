"""From the codes of yesterday to the communes of today."""

from collections.abc import Iterable

from frenchimpact.geography.models import Commune, FormerCommune


def current_codes(old_codes: Iterable[str]) -> dict[str, str]:
    """Give today's commune for each code that is one, or leads to one; the others are left out.

    A municipal arrondissement leads to its city. Source: the loaded COG, whose successions bear no dates.
    """
    asked = set(old_codes)
    found = dict(FormerCommune.objects.filter(code__in=asked).values_list("code", "successor"))
    # A code may be both a commune and its own delegated part: the commune is believed.
    found.update((code, code) for code in Commune.objects.filter(code__in=asked).values_list("code", flat=True))
    return found
