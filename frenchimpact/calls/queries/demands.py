"""What a call asks of a collective, and what was already submitted: for the pages of collectives."""

from dataclasses import dataclass

from frenchimpact.calls.models import ApplicantKind, Application, Call, CallStage, Stage
from frenchimpact.community.models import Collective

CHALLENGES, MEMBERS = 3, 2  # while no call is open: one member alone is no collective


@dataclass(frozen=True)
class Demand:
    """How many challenges, and how many members who signed; `call` is the one that asks, if any is open."""

    challenges: int
    members: int
    call: Call | None


def demand_on(collective: Collective) -> Demand:
    """Say what the call that this collective applies to asks, else the call that opened last."""
    under_way = Application.objects.under_way().filter(collective=collective).select_related("call")
    begun = under_way.order_by("-started_at", "-pk").first()
    opened = Call.objects.filter(stage=CallStage.OPEN, applicant=ApplicantKind.COLLECTIVE)
    call = begun.call if begun else opened.order_by("-opened_at", "-pk").first()
    return Demand(call.challenge_count, call.member_count, call) if call else Demand(CHALLENGES, MEMBERS, None)


def copies_examined(collective: Collective) -> list[Application]:
    """Find the applications under way whose submitted copy no longer follows what the collective changes."""
    found = Application.objects.submitted().under_way().filter(collective=collective).select_related("call")
    return list(found.order_by("submitted_at", "pk"))


def will_be_copied_again(applications: list[Application]) -> bool:
    """Say whether an answer to a demand for complements will take a new copy of the collective."""
    return any(application.stage == Stage.CORRECTION_REQUESTED for application in applications)
