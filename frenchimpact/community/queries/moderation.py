"""What waits for the operators: pages to check, claims, reports; and what they decided."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Case, QuerySet, Value, When

from frenchimpact.community.models import (
    AbuseReport,
    AbuseState,
    ModerationDecision,
    Organisation,
    PageClaim,
    RequestState,
    Standing,
    Verdict,
)


@dataclass(frozen=True)
class Queue:
    """How much waits, and since when the oldest does."""

    pages: int
    claims: int
    reports: int
    oldest: datetime | None

    @property
    def count(self) -> int:
        return self.pages + self.claims + self.reports


def queue() -> Queue:
    """Count what waits: three queries."""
    pages = list(Organisation.objects.waiting().values_list("created_at", flat=True))
    claims = list(PageClaim.objects.filter(state=RequestState.OPEN).values_list("made_at", flat=True))
    reports = list(AbuseReport.objects.filter(state=AbuseState.OPEN).values_list("at", flat=True))
    return Queue(len(pages), len(claims), len(reports), min([*pages, *claims, *reports], default=None))


def first_published_at(organisation: Organisation) -> datetime | None:
    """Tell since when everybody may read the page; a decision that was undone does not count."""
    given = ModerationDecision.objects.filter(organisation=organisation, verdict=Verdict.PUBLISHED, undone_at=None)
    return given.order_by("at", "pk").values_list("at", flat=True).first()


def pages_to_moderate() -> QuerySet[Organisation]:
    """Find every page, with who made it; the standing is for the reader to filter."""
    return Organisation.objects.select_related("created_by").annotate(is_done=_done(standing=Standing.WAITING))


def _done(**waiting: str) -> Case:
    """Put what waits before what is done: false comes first."""
    return Case(When(**waiting, then=Value(False)), default=Value(True), output_field=BooleanField())  # noqa: FBT003


def decisions_on(organisation: Organisation) -> QuerySet[ModerationDecision]:
    """Find what was decided of this page, the latest first, undone decisions included."""
    found = ModerationDecision.objects.filter(organisation=organisation).select_related("by", "undone_by")
    return found.order_by("-at", "-pk")


def latest_decision(organisation: Organisation) -> ModerationDecision | None:
    """Find the decision that the standing of this page rests on: the latest that was not undone."""
    return ModerationDecision.objects.filter(organisation=organisation, undone_at=None).order_by("-at", "-pk").first()


def claims_to_decide() -> QuerySet[PageClaim]:
    found = PageClaim.objects.select_related("organisation", "person")
    return found.annotate(is_done=_done(state=RequestState.OPEN))


def reports_to_handle() -> QuerySet[AbuseReport]:
    found = AbuseReport.objects.select_related("organisation", "by")
    return found.annotate(is_done=_done(state=AbuseState.OPEN))


def reports_on(organisation: Organisation) -> QuerySet[AbuseReport]:
    return AbuseReport.objects.filter(organisation=organisation).order_by("-at", "-pk")


def handled_before(at: datetime) -> list[int]:
    """Find the numbers of the reports that were handled before this instant."""
    return list(AbuseReport.objects.filter(handled_at__lt=at).order_by("pk").values_list("pk", flat=True))
