"""What a page says of its organisation, section by section."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.community import events
from frenchimpact.community.actions.organisations.creation import write_number
from frenchimpact.community.models import (
    Identifier,
    IdentifierScheme,
    Kind,
    LinkKind,
    Organisation,
    OrganisationLink,
    Place,
    Standing,
    StatusClaim,
    StatusKind,
)
from frenchimpact.community.queries.bases import basis_on
from frenchimpact.community.queries.memberships import lock_team
from frenchimpact.community.queries.organisations import wait_for_turn_on_names
from frenchimpact.community.rules import organisations as rules
from frenchimpact.geography.models import Commune
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal
from frenchimpact.themes.models import Theme

Detail = Place | StatusClaim | OrganisationLink | Identifier


@transaction.atomic
def change_identity(
    organisation: Organisation,
    given: tuple[str, str, Sequence[Kind], str],
    *,
    version: int,
    by: User,
) -> Organisation:
    """Change name, usual name, kinds and legal category. Refuses whoever may not, an old version, an empty name."""
    with _changing(organisation, "identity", by=by) as held:
        _take_turn(held, "identity", version)
        name, short_name, kinds, category = given
        if not name.strip() or not kinds:
            raise Refusal("Donnez le nom de l’organisation, et ce qu’elle est.")
        before = held.name
        held.name, held.short_name, held.kinds = name.strip(), short_name.strip(), list(kinds)
        held.legal_category = category
    if held.standing == Standing.SHOWN and held.name != before:  # the operators read it under another name
        record(events.ORGANISATION_RENAMED, held, by=by, before=before)
    return held


@transaction.atomic
def change_presentation(
    organisation: Organisation, text: str, themes: Sequence[Theme], *, version: int, by: User
) -> Organisation:
    """Change the presentation and the themes. Refuses whoever may not, and an old version."""
    with _changing(organisation, "presentation", by=by) as held:
        _take_turn(held, "presentation", version)
        held.description = text.strip()
        held.themes.set(themes)
    return held


@transaction.atomic
def change_contact(organisation: Organisation, email: str, phone: str, *, version: int, by: User) -> Organisation:
    """Change how people reach the organisation. Refuses whoever may not, and an old version."""
    with _changing(organisation, "contact", by=by) as held:
        _take_turn(held, "contact", version)
        held.contact_email, held.phone = email, phone.strip()
    return held


@transaction.atomic
def change_hiding(organisation: Organisation, *, hides: bool, version: int, by: User) -> Organisation:
    """Hide the address everywhere at once, or show it. Refuses whoever may not, and an old version."""
    with _changing(organisation, "address_hidden" if hides else "address_shown", by=by) as held:
        _take_turn(held, "hiding", version)
        held.hides_address = hides
    return held


@transaction.atomic
def add_place(
    organisation: Organisation, commune: Commune, given: tuple[str, str, str], *, is_seat: bool, by: User
) -> Place:
    """Add a place (its name, street and postcode); the first is the seat, a new seat takes the former one's turn.

    Refuses whoever may not, and more than thirty.
    """
    with _changing(organisation, "place_added", by=by) as held:
        if held.places.count() >= rules.MOST_PLACES:
            raise Refusal("Cette page a déjà beaucoup de lieux\u00a0: retirez-en un d’abord.")
        is_seat = is_seat or not held.places.filter(is_seat=True).exists()
        if is_seat:
            held.places.update(is_seat=False)
        label, street, postcode = (text.strip() for text in given)
        return Place.objects.create(
            organisation=held, commune=commune, label=label, street=street, postcode=postcode, is_seat=is_seat
        )


@transaction.atomic
def add_link(organisation: Organisation, kind: LinkKind, url: str, *, by: User) -> OrganisationLink:
    """Add a link, the same one once. Refuses whoever may not, what is not https, and more than twelve."""
    rules.require_https(url)
    with _changing(organisation, "link_added", by=by) as held:
        if held.links.count() >= rules.MOST_LINKS:
            raise Refusal("Cette page a déjà beaucoup de liens\u00a0: retirez-en un d’abord.")
        link, _ = OrganisationLink.objects.update_or_create(organisation=held, url=url, defaults={"kind": kind})
    return link


@transaction.atomic
def add_number(organisation: Organisation, scheme: IdentifierScheme, text: str, *, by: User) -> None:
    """Add a number. Refuses whoever may not, a wrong number, and one that another page bears."""
    wait_for_turn_on_names()
    held = lock_team(organisation.pk)
    rules.require_editor(held, by)
    write_number(held, scheme, text, by=by)
    held.version += 1
    held.save(update_fields=["version", "changed_at"])


@transaction.atomic
def add_status(
    organisation: Organisation,
    status: StatusKind,
    given: tuple[bool, str, date, str, date | None, date | None],
    *,
    by: User,
) -> StatusClaim:
    """Write what a source says of a status (held, source, stated on, number, granted, expires); it says it once.

    Sources that disagree stand side by side. Refuses whoever may not, no source, and dates that cannot follow.
    """
    holds, source, stated_on, number, granted_on, expires_on = given
    if not source.strip() or stated_on > timezone.localdate():
        raise Refusal("Dites quelle source l’affirme, et quel jour passé elle a été consultée.")
    if granted_on and expires_on and expires_on < granted_on:
        raise Refusal("Un statut ne peut pas expirer avant d’être accordé\u00a0: vérifiez les deux dates.")
    with _changing(organisation, "status_added", by=by) as held:
        claim, _ = StatusClaim.objects.update_or_create(
            organisation=held,
            status=status,
            source=source.strip(),
            defaults={
                "holds": holds,
                "stated_on": stated_on,
                "number": number.strip(),
                "granted_on": granted_on,
                "expires_on": expires_on,
                "added_by": by,
            },
        )
    return claim


@transaction.atomic
def remove_detail(detail: Detail, *, by: User) -> None:
    """Take a place, a status, a link or a number away; the next place becomes the seat. Refuses whoever may not."""
    with _changing(detail.organisation, f"{detail._meta.model_name}_removed", by=by) as held:
        type(detail).objects.filter(pk=detail.pk, organisation=held).delete()
        first = held.places.order_by("pk").first()
        if first and not held.places.filter(is_seat=True).exists():
            Place.objects.filter(pk=first.pk).update(is_seat=True)


@contextmanager
def _changing(organisation: Organisation, section: str, *, by: User) -> Iterator[Organisation]:
    """Hold the page, ask who may, and write down what was changed; a new version each time."""
    held = lock_team(organisation.pk)
    rules.require_editor(held, by)
    yield held
    held.ess_basis = basis_on(held, timezone.localdate())
    held.version += 1
    held.save()
    record(events.ORGANISATION_CHANGED, held, by=by, section=section)


def _take_turn(held: Organisation, section: str, version: int) -> None:
    """Refuse an old version of this section, and note which version its change makes."""
    rules.require_version(held, section, version)
    held.section_versions[section] = held.version + 1
