"""The yearly declaration of interests: begun, completed, signed by the member alone."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.calls import events
from frenchimpact.calls.actions.committees.conflicts import refresh_conflicts
from frenchimpact.calls.models import Application, CommitteeMember, DeclaredInterest, InterestDeclaration
from frenchimpact.calls.queries.committees.members import locked_member
from frenchimpact.calls.rules import committees as rules
from frenchimpact.community.actions.relations import declare_relation
from frenchimpact.community.models import RelationKind
from frenchimpact.community.queries.relations import organisation_named
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal
from frenchimpact.ui.words import long_date


@dataclass(frozen=True)
class InterestFacts:
    """A tie with an applicant, or with an organisation named in words."""

    kind: RelationKind
    application: Application | None = None
    name: str = ""


@transaction.atomic
def add_interest(member: CommitteeMember, facts: InterestFacts, *, by: User, at: datetime) -> DeclaredInterest:
    """Add a tie to the declaration that is being written. Refuses anybody but the member, and a tie with nobody."""
    member = locked_member(member)
    rules.require_seat(member, by, at)
    name = str(facts.application.applicant) if facts.application else facts.name.strip()
    if not name:
        raise Refusal("Choisissez un candidat, ou écrivez le nom d’une organisation.")
    organisation = None if facts.application else organisation_named(name)
    draft = _draft(member, at)
    interest = DeclaredInterest.objects.create(
        declaration=draft, application=facts.application, organisation=organisation, name=name, kind=facts.kind
    )
    record(events.INTEREST_WRITTEN, member, by=by)
    return interest


@transaction.atomic
def remove_interest(interest: DeclaredInterest, *, by: User, at: datetime) -> None:
    """Take a tie out of the declaration that is being written; out of the one in force, it begins the next one.

    Refuses anybody else, and what was signed once a new declaration is being written.
    """
    member = locked_member(interest.declaration.member)
    rules.require_seat(member, by, at)
    interest = DeclaredInterest.objects.select_related("declaration").get(pk=interest.pk)  # signed meanwhile, perhaps
    if interest.declaration.signed_at is not None:
        interest = _copy_of(interest, member, at)
    interest.delete()
    record(events.INTEREST_WRITTEN, member, by=by)


@transaction.atomic
def sign_declaration(member: CommitteeMember, *, by: User, at: datetime) -> InterestDeclaration:
    """Sign what is written, be it nothing: valid for a year, in place of the one before; conflicts follow at once.

    Refuses anybody but the member. Ties with organisations that have a page are written down in the community.
    """
    member = locked_member(member)
    rules.require_seat(member, by, at)
    draft = _draft(member, at)
    draft.signed_at, draft.valid_until = at, at + rules.DECLARATION_LASTS
    draft.save(update_fields=["signed_at", "valid_until"])
    InterestDeclaration.objects.filter(member=member, valid_until__gt=at).exclude(pk=draft.pk).update(valid_until=at)
    source = f"déclaration d’intérêts du {long_date(timezone.localdate(at))}"
    for interest in draft.interests.exclude(organisation=None).select_related("organisation"):
        if interest.organisation:
            declare_relation(
                RelationKind(interest.kind), member.person, interest.organisation, source=source, by=member.person
            )
    record(events.INTERESTS_DECLARED, member, by=by, interests=draft.interests.count())
    refresh_conflicts(member.committee, by=by, at=at)
    return draft


def _copy_of(interest: DeclaredInterest, member: CommitteeMember, at: datetime) -> DeclaredInterest:
    """Begin a declaration with what is in force, and give what became of this tie in it."""
    is_in_force = rules.declaration_in_force(member, at) == interest.declaration
    if not is_in_force or InterestDeclaration.objects.filter(member=member, signed_at=None).exists():
        raise Refusal("Cette déclaration est signée\u00a0: signez-en une nouvelle pour la changer.")
    same = {
        "application": interest.application_id,
        "organisation": interest.organisation_id,
        "name": interest.name,
        "kind": interest.kind,
    }
    found = _draft(member, at).interests.filter(**same).first()
    if found is None:
        raise Refusal("Ce lien n’est plus dans votre déclaration\u00a0: rechargez la page.")
    return found


def _draft(member: CommitteeMember, at: datetime) -> InterestDeclaration:
    """Take the declaration that is being written, or begin it with what is in force: a tie does not go by itself."""
    draft, is_new = InterestDeclaration.objects.get_or_create(member=member, signed_at=None)
    if is_new and (in_force := rules.declaration_in_force(member, at)):
        known = in_force.interests.order_by("pk").values("application_id", "organisation_id", "name", "kind")
        DeclaredInterest.objects.bulk_create(DeclaredInterest(declaration=draft, **one) for one in known)
    return draft
