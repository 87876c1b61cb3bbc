"""Who acts for an organisation, how one gets there, and how the operators watch over pages."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from frenchimpact.accounts.models import User
from frenchimpact.community.models.organisations import Organisation
from frenchimpact.documents.models import Document
from frenchimpact.shared.ids import PUBLIC_ID_LENGTH, new_public_id
from frenchimpact.shared.personal_data import Basis, PersonalData


class MembershipRole(models.TextChoices):
    LEAD = "lead", "responsable"  # all that an editor may, and people
    EDITOR = "editor", "contributeur ou contributrice"  # the page, and what the organisation writes
    MEMBER = "member", "membre"  # shown as one of the team; changes nothing


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self) -> Self:
        return self.filter(ended_at=None, person__is_active=True)

    def leads(self) -> Self:
        return self.filter(role=MembershipRole.LEAD)

    def writing(self) -> Self:
        return self.filter(role__in=[MembershipRole.LEAD, MembershipRole.EDITOR])


class Membership(models.Model):
    """A person acts for an organisation: since when, by whom, until when. Ended, never deleted."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField("rôle", max_length=10, choices=MembershipRole)
    since = models.DateTimeField("depuis", auto_now_add=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField("terminé le", null=True)
    ended_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    end_reason = models.CharField("motif de fin", max_length=300, blank=True)
    is_public = models.BooleanField("nom montré sur la page", default=False)  # this person alone decides

    objects = MembershipQuerySet.as_manager()

    personal_data = PersonalData(
        fields=("person", "role", "since", "by", "ended_at", "ended_by", "end_reason", "is_public"),
        purpose="Savoir qui agit pour une organisation, et qui l’a décidé\u202f; montrer les noms de qui le choisit.",
        basis=Basis.CONTRACT,
        retention="organisation",
    )

    class Meta:
        verbose_name = "appartenance"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"], condition=Q(ended_at=None), name="one_open_membership"
            ),
            models.CheckConstraint(condition=Q(role__in=MembershipRole.values), name="membership_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.organisation_id} ({self.role})"


class Invitation(models.Model):
    """A link sent to an address: whoever opens it, signed in with that address, joins. The token is kept hashed."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField("adresse électronique")
    role = models.CharField("rôle", max_length=10, choices=MembershipRole)
    token_hash = models.CharField(max_length=64, unique=True)  # SHA-256, hexadecimal
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField("envoyée le", auto_now_add=True)
    expires_at = models.DateTimeField("expire le")
    accepted_at = models.DateTimeField("acceptée le", null=True)
    revoked_at = models.DateTimeField("annulée le", null=True)

    personal_data = PersonalData(
        fields=("email", "by", "created_at", "accepted_at", "revoked_at"),
        purpose="Permettre à une personne invitée, et à elle seule, de rejoindre une organisation.",
        basis=Basis.CONTRACT,
        retention="organisation",
    )

    class Meta:
        verbose_name = "invitation"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="one_open_invitation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.role}"

    def is_usable(self, at: datetime) -> bool:
        return self.accepted_at is None and self.revoked_at is None and at < self.expires_at


class RequestState(models.TextChoices):
    OPEN = "open", "en attente"
    ACCEPTED = "accepted", "acceptée"
    REFUSED = "refused", "refusée"
    WITHDRAWN = "withdrawn", "retirée"


class JoinRequest(models.Model):
    """Somebody asks to act for an organisation; its responsible people answer."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="join_requests")
    person = models.ForeignKey(User, models.CASCADE, related_name="join_requests")
    message = models.TextField("message", max_length=1000, blank=True)
    made_at = models.DateTimeField("faite le", auto_now_add=True)
    state = models.CharField("état", max_length=10, choices=RequestState, default=RequestState.OPEN)
    answered_at = models.DateTimeField("répondue le", null=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField("motif", max_length=300, blank=True)

    personal_data = PersonalData(
        fields=("person", "message", "made_at", "answered_by", "reason"),
        purpose="Transmettre votre demande aux responsables de l’organisation, et vous donner leur réponse.",
        basis=Basis.CONTRACT,
        retention="organisation",
    )

    class Meta:
        verbose_name = "demande à rejoindre"
        verbose_name_plural = "demandes à rejoindre"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"], condition=Q(state="open"), name="one_open_join_request"
            ),
            models.CheckConstraint(condition=Q(state__in=RequestState.values), name="join_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.organisation_id}"


class PageClaim(models.Model):
    """Somebody says that a page is theirs: nobody runs it yet, or who ran it has left (takeover). Operators decide."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="claims")
    person = models.ForeignKey(User, models.CASCADE, related_name="page_claims")
    is_takeover = models.BooleanField("reprise après un départ", default=False)
    capacity = models.CharField("fonction dans l’organisation", max_length=120)
    message = models.TextField("explication", max_length=2000)
    proof = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField("faite le", auto_now_add=True)
    # For a takeover: those who run the page are told, and may object until then.
    objections_until = models.DateTimeField("opposition possible jusqu’au", null=True)
    objection = models.TextField("opposition", max_length=1000, blank=True)
    state = models.CharField("état", max_length=10, choices=RequestState, default=RequestState.OPEN)
    answered_at = models.DateTimeField("décidée le", null=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField("motif", max_length=500, blank=True)

    personal_data = PersonalData(
        fields=("person", "capacity", "message", "proof", "made_at", "objection", "answered_by", "reason"),
        purpose="Vérifier que vous pouvez agir pour l’organisation dont vous revendiquez la page.",
        basis=Basis.PUBLIC_TASK,
        retention="moderation",
    )

    class Meta:
        verbose_name = "revendication de page"
        verbose_name_plural = "revendications de pages"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"], condition=Q(state="open"), name="one_open_page_claim"
            ),
            models.CheckConstraint(condition=Q(state__in=RequestState.values), name="claim_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.organisation_id}"


class Verdict(models.TextChoices):
    PUBLISHED = "published", "publiée"
    REFUSED = "refused", "refusée"
    CLOSED = "closed", "fermée"


class ModerationDecision(models.Model):
    """What the operators decided of a page, with the reason that its team reads; undone, never deleted."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="moderation")
    verdict = models.CharField("décision", max_length=10, choices=Verdict)
    previous = models.CharField(max_length=20)  # the standing it comes back to when the decision is undone
    reason = models.TextField("motif", max_length=1000, blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("le", auto_now_add=True)
    undone_at = models.DateTimeField("annulée le", null=True)
    undone_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    personal_data = PersonalData(
        fields=("by", "undone_by"),
        purpose="Dire qui a décidé de publier, de refuser ou de fermer une page.",
        basis=Basis.PUBLIC_TASK,
        retention="moderation",
    )

    class Meta:
        verbose_name = "décision de modération"
        verbose_name_plural = "décisions de modération"
        constraints = [models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="verdict_is_known")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.verdict}"


class AbuseState(models.TextChoices):
    OPEN = "open", "à traiter"
    UPHELD = "upheld", "suivi d’effet"
    DISMISSED = "dismissed", "sans suite"


class AbuseReport(models.Model):
    """Somebody, signed in or not, says that a page should not stand as it is."""

    class Reason(models.TextChoices):
        FALSE = "false", "informations fausses"
        IMPERSONATION = "impersonation", "usurpation d’identité"
        ILLEGAL = "illegal", "contenu illicite"
        ADDRESS = "address", "une adresse qui doit rester cachée"
        SPAM = "spam", "publicité"
        OTHER = "other", "autre"

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="abuse_reports")
    reason = models.CharField("motif", max_length=20, choices=Reason)
    text = models.TextField("explication", max_length=2000)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    email = models.EmailField("pour vous répondre", blank=True)
    network = models.CharField("réseau", max_length=64, blank=True)  # a keyed hash: too many from one are refused
    at = models.DateTimeField("signalé le", auto_now_add=True)
    state = models.CharField("état", max_length=10, choices=AbuseState, default=AbuseState.OPEN)
    handled_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    handled_at = models.DateTimeField("traité le", null=True)
    answer = models.TextField("réponse", max_length=1000, blank=True)

    personal_data = PersonalData(
        fields=("by", "email", "network", "text", "handled_by", "answer"),
        purpose="Examiner ce que vous signalez et vous répondre (du réseau, seule une empreinte à clé est gardée).",
        basis=Basis.PUBLIC_TASK,
        retention="moderation",
    )

    class Meta:
        verbose_name = "signalement"
        constraints = [models.CheckConstraint(condition=Q(state__in=AbuseState.values), name="abuse_state_is_known")]
        indexes = [models.Index(fields=["network", "at"], name="reports_of_a_network")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.reason}"
