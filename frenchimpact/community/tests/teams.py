"""All that hangs on a team, for the tests that try every address: somebody to manage, requests, claims, decisions."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_person
from frenchimpact.community.models import (
    AbuseReport,
    Invitation,
    JoinRequest,
    Membership,
    MembershipRole,
    ModerationDecision,
    Organisation,
    PageClaim,
    Standing,
    Verdict,
)
from frenchimpact.community.tests.factories import make_membership
from frenchimpact.documents.actions import store_document
from frenchimpact.documents.models import Document, Scan


@dataclass(frozen=True)
class TeamThings:
    colleague: Membership
    invitation: Invitation
    request: JoinRequest
    claim: PageClaim
    decision: ModerationDecision
    report: AbuseReport

    @property
    def arguments(self) -> dict[str, dict[str, object]]:
        """Give the arguments of each address that leads to one of these."""
        slug: dict[str, object] = {"slug": self.colleague.organisation.slug}
        claim: dict[str, object] = {"public_id": self.claim.public_id}
        return {
            **dict.fromkeys(
                (f"community:{name}" for name in ("members", "invite", "leave", "check_again", "show_name")), slug
            ),
            **dict.fromkeys(
                (f"community:{name}" for name in ("member", "member_remove", "lead_transfer")),
                slug | {"pk": self.colleague.pk},
            ),
            "community:invitation_resend": slug | {"pk": self.invitation.pk},
            "community:invitation_revoke": slug | {"pk": self.invitation.pk},
            "community:join_answer": slug | {"pk": self.request.pk},
            "community:join_withdraw": {"pk": self.request.pk},
            "community:claim_objection": slug | claim,
            "community:claim_withdraw": claim,
            "community:claim_proof": claim,
            "community:claim_decision": claim,
            "community:proof_release": claim,
            "community:page_decision": slug,
            "community:decision_undo": {"pk": self.decision.pk},
            "community:report_decision": {"public_id": self.report.public_id},
        }


def make_team_things(organisation: Organisation, title: str) -> TeamThings:
    """Make them for this organisation, which is shown and has a lead; every name and text bears the title."""
    key = organisation.pk
    colleague = make_person(f"Cléo {title}", email=f"cleo{key}@exemple.test")
    outsider = make_person(f"Yann {title}", email=f"yann{key}@exemple.test")
    now = timezone.now()
    return TeamThings(
        colleague=make_membership(organisation, colleague, MembershipRole.EDITOR),
        invitation=Invitation.objects.create(
            organisation=organisation,
            email=f"noe{key}@exemple.test",
            role=MembershipRole.MEMBER,
            token_hash=f"{key:064}",
            expires_at=now + timedelta(days=14),
        ),
        request=JoinRequest.objects.create(organisation=organisation, person=outsider, message=title),
        claim=PageClaim.objects.create(
            organisation=organisation,
            person=outsider,
            is_takeover=True,
            capacity="directeur",
            message=title,
            proof=_proof(title, outsider),
            objections_until=now + timedelta(days=10),
        ),
        decision=ModerationDecision.objects.create(
            organisation=organisation, verdict=Verdict.PUBLISHED, previous=Standing.WAITING
        ),
        report=AbuseReport.objects.create(organisation=organisation, reason=AbuseReport.Reason.FALSE, text=title),
    )


def _proof(title: str, person: User) -> Document:
    document = store_document(f"Preuve de {title}.\n".encode(), name="preuve.txt", by=person)
    Document.objects.filter(pk=document.pk).update(scan=Scan.CLEAN)
    return document
