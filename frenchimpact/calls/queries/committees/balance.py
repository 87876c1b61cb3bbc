"""What a list of files covers of the country; what the site does not know is said, not guessed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from frenchimpact.calls.models import Application
from frenchimpact.calls.queries.applicants import departements_of, departements_of_seats
from frenchimpact.geography.models import Departement

UNKNOWN = "Non connu\u00a0: le site n’a pas cette donnée."


@dataclass(frozen=True)
class Balance:
    regions: list[tuple[str, int]]  # name, files; a file on two régions counts in both
    overseas: int
    nowhere: int  # files whose place is not known

    @property
    def told_regions(self) -> str:
        return "\u00a0; ".join(f"{name}\u00a0: {count}" for name, count in self.regions) or "aucune"


def balance_of(files: Sequence[Application]) -> Balance:
    """Count files by région and overseas. Whether they are rural or hold a QPV is not known to the site.

    In two questions for any number of files whose perimeters are read.
    """
    seats = departements_of_seats({one.organisation_id for one in files if one.organisation_id})
    codes = {
        one.pk: seats.get(one.organisation_id, []) if one.organisation_id else departements_of(one.applicant)
        for one in files
    }
    rows = Departement.objects.filter(code__in={code for each in codes.values() for code in each})
    known = {one.code: one for one in rows.select_related("region")}
    regions: Counter[str] = Counter()
    overseas = nowhere = 0
    for each in codes.values():
        found = [known[code] for code in each if code in known]
        regions.update({one.region.name for one in found})
        overseas += any(one.is_overseas for one in found)
        nowhere += not found
    return Balance(sorted(regions.items(), key=lambda one: (-one[1], one[0])), overseas, nowhere)
