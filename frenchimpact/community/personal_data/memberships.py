"""What the site holds about who acts for an organisation, who asks to, and who reports a page."""

from collections.abc import Sequence
from datetime import datetime

from frenchimpact.accounts.holdings import Holding, Row, register
from frenchimpact.accounts.models import User
from frenchimpact.accounts.purges import Purge
from frenchimpact.accounts.purges import register as register_purge
from frenchimpact.community.actions.erasure import erase_ties, purge_report
from frenchimpact.community.models import AbuseReport, Invitation, Membership
from frenchimpact.community.queries.memberships import claims_of, join_requests_of, left_alone_by
from frenchimpact.community.queries.moderation import handled_before


def _rows(person: User) -> Sequence[Row]:
    return [*_memberships(person), *_invitations(person), *_requests(person), *_claims(person), *_reports(person)]


def _memberships(person: User) -> list[Row]:
    held = Membership.objects.filter(person=person).select_related("organisation", "by").order_by("since", "pk")
    return [
        {
            "Organisation": one.organisation.name,
            "Rôle": one.get_role_display(),
            "Depuis le": one.since,
            "Décidé par": str(one.by or ""),
            "Terminé le": one.ended_at,
            "Motif de fin": one.end_reason,
            "Nom montré sur la page": one.is_public,
        }
        for one in held
    ]


def _invitations(person: User) -> list[Row]:
    sent = Invitation.objects.filter(email__lower=person.email.lower()).select_related("organisation").order_by("pk")
    return [
        {"Invitation de": one.organisation.name, "Rôle": one.get_role_display(), "Envoyée le": one.created_at}
        for one in sent
    ]


def _requests(person: User) -> list[Row]:
    return [
        {
            "Demande à rejoindre": one.organisation.name,
            "Message": one.message,
            "Faite le": one.made_at,
            "État": one.get_state_display(),
            "Motif": one.reason,
        }
        for one in join_requests_of(person)
    ]


def _claims(person: User) -> list[Row]:
    return [
        {
            "Page revendiquée": one.organisation.name,
            "Fonction": one.capacity,
            "Explication": one.message,
            "Faite le": one.made_at,
            "État": one.get_state_display(),
            "Motif": one.reason,
        }
        for one in claims_of(person)
    ]


def _reports(person: User) -> list[Row]:
    made = AbuseReport.objects.filter(by=person).select_related("organisation").order_by("at", "pk")
    return [
        {
            "Page signalée": one.organisation.name,
            "Motif": one.get_reason_display(),
            "Explication": one.text,
            "Signalée le": one.at,
            "Réponse": one.answer,
        }
        for one in made
    ]


def _erase(person: User, at: datetime) -> Sequence[str]:
    return erase_ties(person, at, by=None)


def _blocks(person: User) -> Sequence[str]:
    """Stand in the way while a team would be left without anybody responsible."""
    return [
        f"Vous êtes seul·e responsable de {one.name} : confiez d’abord la responsabilité à quelqu’un de son équipe."
        for one in left_alone_by(person)
    ]


register(Holding("community.teams", "Mes organisations, demandes et signalements", _rows, _erase, _blocks))
register_purge(Purge("moderation", handled_before, lambda _number, _on: None, purge_report))
