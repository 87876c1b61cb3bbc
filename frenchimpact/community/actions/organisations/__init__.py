"""Everything that changes an organisation's page; others import it from here."""

from frenchimpact.community.actions.organisations.bases import review_bases
from frenchimpact.community.actions.organisations.creation import OrganisationFacts, create_organisation
from frenchimpact.community.actions.organisations.details import (
    add_link,
    add_number,
    add_place,
    add_status,
    change_contact,
    change_hiding,
    change_identity,
    change_presentation,
    remove_detail,
)
from frenchimpact.community.actions.organisations.looks import change_logo, change_slug, remove_logo
from frenchimpact.community.actions.organisations.people import forget_who_wrote

__all__ = [
    "OrganisationFacts",
    "add_link",
    "add_number",
    "add_place",
    "add_status",
    "change_contact",
    "change_hiding",
    "change_identity",
    "change_logo",
    "change_presentation",
    "change_slug",
    "create_organisation",
    "forget_who_wrote",
    "remove_detail",
    "remove_logo",
    "review_bases",
]
