"""What becomes of a person's places in collectives when the person is erased."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.community.models import CollectiveMember, CollectiveSeat, Engagement, TerritoryClaim
from frenchimpact.community.queries.collectives import signed_by

KEPT = (
    "Les lettres d’engagement que vous avez signées sont conservées avec votre nom et votre qualité aussi longtemps "
    "que le dossier du collectif : elles engagent l’organisation au nom de laquelle vous avez signé."
)
NOBODY = "personne effacée"


@transaction.atomic
def erase_places(person: User, at: datetime) -> Sequence[str]:
    """End the seats, delete invitations and claims' words, empty the contact of members; signed letters are kept."""
    email = person.email
    CollectiveSeat.objects.filter(person=None, email__lower=email.lower()).delete()
    CollectiveSeat.objects.filter(person=person, ended_at=None).update(ended_at=at)
    CollectiveSeat.objects.filter(person=person).delete()
    TerritoryClaim.objects.filter(person=person).update(message="", reason="")
    kept = [KEPT] if signed_by(person).exists() else []
    Engagement.objects.filter(sent_to__lower=email.lower(), signed_at=None).delete()
    Engagement.objects.filter(sent_to__lower=email.lower()).update(sent_to="")
    contacts = CollectiveMember.objects.filter(contact_email__lower=email.lower())
    contacts.update(contact_name=NOBODY, contact_email="")
    return kept
