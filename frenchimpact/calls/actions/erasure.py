"""What goes of applications when a person is erased."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from frenchimpact.accounts.models import User
from frenchimpact.calls.actions.committees.seats import close_seats
from frenchimpact.calls.models import (
    Application,
    CommitteeMember,
    DeskView,
    Exchange,
    InterestDeclaration,
    MeetingRecusal,
    Reading,
    Submission,
    Withdrawal,
)

KEPT = (
    "Ce qui a été déposé au nom d’un collectif reste tel quel, avec les signatures des lettres d’engagement : c’est la "
    "preuve sur laquelle une décision publique est prise et peut être contestée. Votre compte n’y est plus nommé."
)

EXCHANGES_KEPT = (
    "Les échanges que vous avez notés au nom du service restent au dossier des collectifs, sans dire qui les a notés."
)

SHORTEST_NAME = 5  # signs: less is in too many words


@transaction.atomic
def erase_applications_of(person: User, at: datetime) -> Sequence[str]:  # noqa: ARG001  # as every erasure is asked
    """Take the reasons that this person wrote; the ties lead to an emptied row, and say « Une personne effacée »."""
    Withdrawal.objects.filter(by=person).update(reason="")
    DeskView.objects.filter(owner=person).delete()
    _forget_who_spoke(person)
    Application.objects.drafts().filter(started_by=person).update(started_by=None)
    kept = {
        KEPT: Submission.objects.filter(by=person),
        EXCHANGES_KEPT: Exchange.objects.filter(by=person),
    }
    return [sentence for sentence, rows in kept.items() if rows.exists()]


@transaction.atomic
def erase_seats_of(person: User, at: datetime) -> Sequence[str]:
    """End the seats of this person and what they had to read, delete what they declared; a row emptied is left.

    That they left the table for a file stays, without saying why; so does that a reading was taken back.
    """
    seats = CommitteeMember.objects.filter(person=person)
    close_seats(seats, "Le compte a été effacé.", by=None, at=at)
    seats.update(away_until=None)
    InterestDeclaration.objects.filter(member__in=seats).delete()
    MeetingRecusal.objects.filter(member__in=seats).update(reasons="")
    Reading.objects.filter(member__in=seats).update(taken_back_reason="")
    Reading.objects.filter(taken_back_by=person).update(taken_back_reason="")
    return []


def _forget_who_spoke(person: User) -> None:
    """Take the name away where it is whole; among other words, only in files of their own: others bear parts of it."""
    if len(person.name) < SHORTEST_NAME:
        return
    whole = Q(with_whom__iexact=person.name)
    own = Application.objects.tied_to(person) | Application.objects.filter(submitted_by=person)
    among = Q(with_whom__icontains=person.name, application__in=own)
    Exchange.objects.filter(whole | among).update(with_whom="")
