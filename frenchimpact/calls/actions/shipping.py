"""The call that comes with the site: its text and its questionnaire, written once, completed by the team."""

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.calls.actions.calls import CallFacts, create_call
from frenchimpact.calls.actions.eligibility import write_rules
from frenchimpact.calls.models import Call
from frenchimpact.calls.rules.calls import require_operator
from frenchimpact.calls.shipped import questionnaire, territory, territory_rules
from frenchimpact.questionnaires.actions import publish_form


@transaction.atomic
def ship_territory_call(*, by: User) -> Call:
    """Create the call « Territoire French Impact » in draft, with its questionnaire; once there, it is left as it is.

    Refuses anybody but the programme team.
    """
    require_operator(by, timezone.now())
    if known := Call.objects.filter(slug=territory.SLUG).first():
        return known
    version = publish_form(questionnaire.FORM, by=by)
    facts = CallFacts(
        title=territory.TITLE,
        summary=territory.SUMMARY,
        text=territory.TEXT,
        service=territory.SERVICE,
        authority=territory.AUTHORITY,
        contact=territory.CONTACT,
        remedies=territory.REMEDIES,
    )
    call = create_call(facts, version.form, by=by, slug=territory.SLUG)
    write_rules(call, territory_rules.RULES, read=0, by=by)
    return call
