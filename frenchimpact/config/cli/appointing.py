"""What `frenchimpact operator` does once models may be imported."""

from django.urls import reverse
from django.utils import timezone

from frenchimpact.accounts import rules
from frenchimpact.accounts.actions import appoint_operator_by_address, issue_sign_in_link
from frenchimpact.accounts.queries import person_of_address


def appoint(email: str, name: str) -> str:
    """Bring in whoever has this address, if not in the team yet; give the token of a fresh link."""
    person = person_of_address(email)
    if person is None or not rules.is_operator(person, timezone.now()):
        person = appoint_operator_by_address(email, name, by=None).person
    return issue_sign_in_link(person, by=None)


def link_path(token: str) -> str:
    return reverse("accounts:use_link", args=[token])
