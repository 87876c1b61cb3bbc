"""The logo of a page, and its address."""

from django.core.files.base import File
from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.community import events
from frenchimpact.community.models import FormerSlug, Organisation, slug_of
from frenchimpact.community.queries.memberships import lock_team
from frenchimpact.community.queries.organisations import wait_for_turn_on_names
from frenchimpact.community.rules import organisations as rules
from frenchimpact.documents.actions import store_document
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal


@transaction.atomic
def change_logo(
    organisation: Organisation, content: "File[bytes] | bytes", *, name: str, version: int, by: User
) -> Organisation:
    """Keep a picture as the logo, shown to others once it is found clean.

    Refuses whoever may not, an old version of it, what is no picture (an SVG may hold a script), and more than 2 MB.
    """
    held = lock_team(organisation.pk)
    rules.require_editor(held, by)
    rules.require_version(held, "logo", version)
    document = store_document(content, name=name, by=by)
    rules.require_logo(document)
    held.logo = document
    held.version += 1
    held.section_versions["logo"] = held.version
    held.save(update_fields=["logo", "version", "section_versions", "changed_at"])
    record(events.LOGO_CHANGED, held, by=by)
    return held


@transaction.atomic
def remove_logo(organisation: Organisation, *, by: User) -> Organisation:
    """Take the logo away: a mark made of the name stands in its place. Refuses whoever may not."""
    held = lock_team(organisation.pk)
    rules.require_editor(held, by)
    held.logo = None
    held.version += 1
    held.section_versions["logo"] = held.version
    held.save(update_fields=["logo", "version", "section_versions", "changed_at"])
    record(events.LOGO_CHANGED, held, by=by)
    return held


@transaction.atomic
def change_slug(organisation: Organisation, text: str, *, by: User) -> Organisation:
    """Give the page another address; the former one leads to it for ever. Refuses whoever may not, and a taken one."""
    wait_for_turn_on_names()
    held = lock_team(organisation.pk)
    rules.require_editor(held, by)
    slug = slug_of(text)
    if slug == held.slug:
        return held
    if not rules.is_free_slug(slug, of=held):
        raise Refusal("Cette adresse est déjà prise, ou réservée\u00a0: choisissez-en une autre.")
    FormerSlug.objects.filter(organisation=held, slug=slug).delete()
    FormerSlug.objects.get_or_create(slug=held.slug, organisation=held)
    held.slug = slug
    held.version += 1
    held.save(update_fields=["slug", "version", "changed_at"])
    record(events.ADDRESS_CHANGED, held, by=by)
    return held
