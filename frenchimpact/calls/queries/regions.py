"""The applications of a call, région by région: where they come from, where they stand."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery

from frenchimpact.calls.models import FINAL, Application, Call, Stage
from frenchimpact.calls.queries.desk import on_desk
from frenchimpact.community.models import Place
from frenchimpact.geography.models import Region

SHOWN = [stage for stage in Stage if stage != Stage.DRAFT]


@dataclass(frozen=True)
class RegionRow:
    """A région in a call, with how many applications come from it; one across two régions counts in both."""

    call: Call
    region: Region
    count: int
    under_way: int


@dataclass(frozen=True)
class Regions:
    rows: list[RegionRow]
    unknown: int  # applications whose région nobody knows: an organisation without a seat


@dataclass(frozen=True)
class RegionSheet:
    """What stands on one page: how many at each state, wave by wave, and which."""

    call: Call
    region: Region
    waves: list[int]
    states: list[tuple[str, list[int]]]  # the state in words, how many in each wave; only those where there is one
    applications: list[Application]

    @property
    def told(self) -> dict[str, object]:
        return {
            "call": str(self.call),
            "region": self.region.name,
            "waves": [f"Vague {number}" for number in self.waves],
            "states": [[state.capitalize(), counts, sum(counts)] for state, counts in self.states],
            "files": [
                [str(one.applicant), one.receipt_number, one.get_stage_display(), str(one.officer or "personne")]
                for one in self.applications
            ],
        }


def by_region() -> Regions:
    """Count what was submitted, by call and région; three questions to the database."""
    seat = Place.objects.filter(organisation=OuterRef("organisation"), is_seat=True).values("commune__region")[:1]
    rows = Application.objects.submitted().annotate(seat_region=Subquery(seat))
    counted: dict[tuple[int, str], Counter[bool]] = defaultdict(Counter)
    unknown = 0
    for call, stage, codes, own in rows.values_list(
        "call", "stage", "collective__perimeter__region_codes", "seat_region"
    ):
        known = codes or [own] if codes or own else []
        unknown += not known
        for code in known:
            counted[call, code][stage not in FINAL] += 1
    calls = Call.objects.in_bulk([call for call, _ in counted])
    regions = Region.objects.in_bulk([code for _, code in counted])
    found = [
        RegionRow(calls[call], regions[code], counts.total(), counts[True])
        for (call, code), counts in counted.items()
        if code in regions
    ]
    return Regions(sorted(found, key=lambda row: (row.call.title, row.region.name)), unknown)


def sheet_of(call: Call, region: Region) -> RegionSheet:
    """Gather what a call received from a région, as the desk shows it."""
    seats = Place.objects.filter(is_seat=True, commune__region=region).values("organisation")
    here = Q(collective__perimeter__region_codes__contains=[region.code]) | Q(organisation__in=seats)
    rows = list(on_desk().filter(here, call=call).order_by("wave__number", "applicant_name", "pk"))  # type: ignore[misc]  # annotated
    waves = sorted({one.wave.number for one in rows if one.wave})
    counts = Counter((one.stage, one.wave.number) for one in rows if one.wave)
    states = [(str(stage.label), [counts[stage, number] for number in waves]) for stage in SHOWN]
    return RegionSheet(call, region, waves, [row for row in states if any(row[1])], rows)
