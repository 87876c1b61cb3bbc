"""Who may read, write and lead an application, whoever applies: asked of the collective, or of the organisation.

An applicant of another kind has its line in each of these functions, in `queries.applicants` and in `models`.
"""

from frenchimpact.accounts.models import User, Visitor
from frenchimpact.calls.models import WORDS, Applicant, ApplicantKind, Call
from frenchimpact.community.models import Collective, MembershipRole, Standing
from frenchimpact.community.rules import collectives
from frenchimpact.community.rules.memberships import may_edit, role_of
from frenchimpact.shared.errors import Refusal

CLOSED = (Standing.REFUSED, Standing.CLOSED)


def may_read(applicant: Applicant, person: Visitor) -> bool:
    """Say whether this person works on its applications."""
    if isinstance(applicant, Collective):
        return collectives.may_read(applicant, person)
    return person.is_authenticated and may_edit(applicant, person)


def may_write(applicant: Applicant, person: Visitor) -> bool:
    if isinstance(applicant, Collective):
        return collectives.may_write(applicant, person)
    return person.is_authenticated and may_edit(applicant, person)


def may_lead(applicant: Applicant, person: Visitor) -> bool:
    """Say whether this person may submit and withdraw."""
    if isinstance(applicant, Collective):
        return collectives.may_lead(applicant, person)
    return person.is_authenticated and role_of(applicant, person) == MembershipRole.LEAD


def require_writer(applicant: Applicant, by: User) -> None:
    if not may_write(applicant, by):
        raise Refusal("Vous ne pouvez pas écrire pour ce candidat : demandez à l’une des personnes qui le pilotent.")


def require_lead(applicant: Applicant, by: User) -> None:
    if not may_lead(applicant, by):
        raise Refusal(
            "Seule une personne pilote du collectif, ou responsable de l’organisation, peut déposer ou retirer la "
            "candidature : prévenez l’une d’elles."
        )


def require_open(applicant: Applicant) -> None:
    if isinstance(applicant, Collective):
        if applicant.closed_at is not None:
            raise Refusal("Ce collectif est clos : fondez-en un autre pour candidater.")
    elif applicant.standing in CLOSED:
        raise Refusal("La page de cette organisation est refusée ou fermée : écrivez à l’équipe du programme.")


def require_asked(call: Call, applicant: Applicant) -> None:
    """Refuse a collective where a call is for organisations, and the contrary."""
    if kind_of(applicant) != call.applicant:
        raise Refusal(f"Cet appel s’adresse à {call.words.one}, pas à {WORDS[kind_of(applicant)].one}.")


def kind_of(applicant: Applicant) -> ApplicantKind:
    return ApplicantKind.COLLECTIVE if isinstance(applicant, Collective) else ApplicantKind.ORGANISATION
