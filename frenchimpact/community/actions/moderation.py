"""What the operators decide of pages, with the reasons that their teams read; and how it is undone."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.accounts.rules import require_operator_or_command_line
from frenchimpact.community import events
from frenchimpact.community.models import ModerationDecision, Organisation, Standing, Verdict
from frenchimpact.community.queries.memberships import lock_team
from frenchimpact.community.queries.moderation import latest_decision
from frenchimpact.community.rules import memberships, moderation
from frenchimpact.journal.actions import record
from frenchimpact.journal.kinds import Kind
from frenchimpact.shared.errors import Refusal

KIND_OF: dict[Verdict, Kind] = {
    Verdict.PUBLISHED: events.PAGE_PUBLISHED,
    Verdict.REFUSED: events.PAGE_REFUSED,
    Verdict.CLOSED: events.PAGE_CLOSED,
}


@transaction.atomic
def decide_page(organisation: Organisation, verdict: Verdict, reason: str, *, by: User) -> ModerationDecision:
    """Publish, refuse or close the page; its team is told, with the reason.

    Refuses all but operators, what is so already, and to refuse or close without a reason.
    """
    require_operator_or_command_line(by, timezone.now())
    organisation = lock_team(organisation.pk)
    moderation.require_verdict(organisation, verdict, reason)
    decision = ModerationDecision.objects.create(
        organisation=organisation, verdict=verdict, previous=organisation.standing, reason=reason.strip(), by=by
    )
    _stand(organisation, moderation.STANDING_OF[verdict])
    record(KIND_OF[verdict], organisation, by=by, decision=decision.pk)
    return decision


@transaction.atomic
def publish_pages(organisations: Sequence[Organisation], *, by: User) -> list[ModerationDecision]:
    """Publish several pages, all or none. Refuses as `decide_page` does, and when one no longer waits."""
    ordered = sorted(organisations, key=lambda organisation: organisation.pk)  # two who do this never wait in a circle
    return [decide_page(organisation, Verdict.PUBLISHED, "", by=by) for organisation in ordered]


@transaction.atomic
def undo_decision(decision: ModerationDecision, *, by: User) -> ModerationDecision:
    """Give the page back the standing it had; the decision stays, marked as undone, and the team is told.

    Refuses all but operators, what is undone already, and what something later rests on.
    """
    now = timezone.now()
    require_operator_or_command_line(by, now)
    organisation = lock_team(decision.organisation_id)
    decision = ModerationDecision.objects.select_related("organisation").get(pk=decision.pk)
    moderation.require_undoable(decision, latest_decision(organisation))
    decision.undone_at, decision.undone_by = now, by
    decision.save(update_fields=["undone_at", "undone_by"])
    _stand(organisation, Standing(decision.previous))
    record(events.DECISION_UNDONE, organisation, by=by, decision=decision.pk)
    return decision


@transaction.atomic
def ask_again(organisation: Organisation, *, by: User) -> Organisation:
    """Present a refused page once more, after it was corrected. Refuses who may not edit it, and any other page."""
    organisation = lock_team(organisation.pk)
    if not memberships.may_edit(organisation, by):
        raise Refusal("Seules les personnes qui peuvent modifier la page peuvent la présenter de nouveau.")
    moderation.require_askable_again(organisation)
    _stand(organisation, Standing.WAITING)
    record(events.PAGE_ASKED_AGAIN, organisation, by=by)
    return organisation


def _stand(organisation: Organisation, standing: Standing) -> None:
    organisation.standing = standing
    organisation.save(update_fields=["standing", "changed_at"])
