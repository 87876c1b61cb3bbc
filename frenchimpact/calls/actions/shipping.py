"""The calls that come with the site: text, questionnaire and rules, written once, completed by the team."""

from collections.abc import Sequence
from dataclasses import replace
from types import ModuleType

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.calls.actions.calls import CallFacts, create_call
from frenchimpact.calls.actions.eligibility import write_rules
from frenchimpact.calls.models import ApplicantKind, Call
from frenchimpact.calls.rules.calls import require_operator
from frenchimpact.calls.shipped import (
    questionnaire,
    support,
    support_questionnaire,
    support_rules,
    territory,
    territory_rules,
)
from frenchimpact.eligibility.calculations import Rule
from frenchimpact.questionnaires.actions import publish_form
from frenchimpact.questionnaires.calculations.forms import FormFacts


@transaction.atomic
def ship_territory_call(*, by: User) -> Call:
    """Create the call « Territoire French Impact » in draft, with its questionnaire; once there, it is left as it is.

    Refuses anybody but the programme team.
    """
    return _shipped(territory, questionnaire.FORM, territory_rules.RULES, _facts(territory), by=by)


@transaction.atomic
def ship_support_call(*, by: User) -> Call:
    """Create the call « Structure d’accompagnement » in draft, for organisations; once there, it is left as it is.

    Refuses anybody but the programme team.
    """
    facts = replace(_facts(support), label_name=support.LABEL, challenge_count=0, member_count=0)
    return _shipped(support, support_questionnaire.FORM, support_rules.RULES, facts, by=by)


def _shipped(text: ModuleType, form: FormFacts, rules: Sequence[Rule], facts: CallFacts, *, by: User) -> Call:
    require_operator(by, timezone.now())
    if known := Call.objects.filter(slug=text.SLUG).first():
        return known
    applicant = ApplicantKind.ORGANISATION if text is support else ApplicantKind.COLLECTIVE
    call = create_call(facts, publish_form(form, by=by).form, by=by, slug=text.SLUG, applicant=applicant)
    write_rules(call, rules, read=0, by=by)
    return call


def _facts(shipped: ModuleType) -> CallFacts:
    return CallFacts(
        title=shipped.TITLE,
        summary=shipped.SUMMARY,
        text=shipped.TEXT,
        service=shipped.SERVICE,
        authority=shipped.AUTHORITY,
        contact=shipped.CONTACT,
        remedies=shipped.REMEDIES,
    )
