"""What the site holds about who works in collectives, and who signs for their members."""

from collections.abc import Sequence

from frenchimpact.accounts.holdings import Holding, Row, register
from frenchimpact.accounts.models import User
from frenchimpact.community.actions.erasure_of_collectives import erase_places
from frenchimpact.community.models import CollectiveMember, CollectiveSeat, Engagement, TerritoryClaim
from frenchimpact.community.queries.collectives import led_alone_by


def _rows(person: User) -> Sequence[Row]:
    return [*_seats(person), *_contacts(person), *_letters(person), *_claims(person)]


def _seats(person: User) -> list[Row]:
    offered = CollectiveSeat.objects.filter(email__lower=person.email.lower())
    held = CollectiveSeat.objects.filter(person=person) | offered
    return [
        {
            "Collectif": one.collective.name,
            "Rôle": one.get_role_display(),
            "Depuis le": one.since,
            "Terminé le": one.ended_at,
        }
        for one in held.select_related("collective").order_by("since", "pk")
    ]


def _contacts(person: User) -> list[Row]:
    named = CollectiveMember.objects.filter(contact_email__lower=person.email.lower()).select_related("collective")
    return [
        {"Signataire pour": one.name, "Dans le collectif": one.collective.name, "Nom": one.contact_name}
        for one in named.order_by("added_at", "pk")
    ]


def _letters(person: User) -> list[Row]:
    sent = Engagement.objects.filter(sent_to__lower=person.email.lower()).select_related("member__collective")
    return [
        {
            "Lettre d’engagement pour": one.member.name,
            "Collectif": one.member.collective.name,
            "Envoyée le": one.sent_at,
            "Signée le": one.signed_at,
            "Signataire": one.signatory,
            "Qualité": one.capacity,
        }
        for one in sent.order_by("sent_at", "pk")
    ]


def _claims(person: User) -> list[Row]:
    made = TerritoryClaim.objects.filter(person=person).select_related("territory")
    return [
        {
            "Territoire revendiqué": one.territory.name,
            "Explication": one.message,
            "Faite le": one.made_at,
            "État": one.get_state_display(),
            "Motif": one.reason,
        }
        for one in made.order_by("made_at", "pk")
    ]


def _blocks(person: User) -> Sequence[str]:
    """Stand in the way while others would be left in a collective that nobody leads."""
    return [
        f"Vous êtes seul·e à piloter le collectif « {one.name} » : confiez d’abord ce rôle à quelqu’un d’autre, ou "
        "fermez-le."
        for one in led_alone_by(person)
    ]


register(Holding("community.collectives", "Mes collectifs et lettres d’engagement", _rows, erase_places, _blocks))
