"""Collectives: a chef de file and members who commit together for a territory, and the challenges they set."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from frenchimpact.accounts.models import User
from frenchimpact.community.models.memberships import RequestState
from frenchimpact.community.models.organisations import Organisation
from frenchimpact.community.models.territories import Territory
from frenchimpact.geography.models.perimeters import Perimeter
from frenchimpact.shared.ids import PUBLIC_ID_LENGTH, new_public_id
from frenchimpact.shared.personal_data import Basis, PersonalData


class CollectiveQuerySet(models.QuerySet["Collective"]):
    def of(self, person: User) -> Self:
        """Those in which this person has a seat, or whose chef de file this person runs."""
        seats = CollectiveSeat.objects.filter(person=person, ended_at=None).values("collective")
        lead = Organisation.objects.managed_by(person)
        return self.filter(Q(pk__in=seats) | Q(lead__in=lead))

    def measured(self) -> Self:
        """Bring along what its page and its lists show beside it."""
        return self.select_related("perimeter", "lead", "territory")


class Collective(models.Model):
    """The applicant. Its territory is a row of its own only once it is labelled (or is one of the 27)."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    name = models.CharField("nom du territoire", max_length=200)
    perimeter = models.OneToOneField(Perimeter, models.PROTECT, related_name="collective")
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, related_name="collectives")
    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="led_collectives", verbose_name="chef de file")
    presentation = models.TextField("présentation", max_length=4000, blank=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField("créé le", auto_now_add=True)
    closed_at = models.DateTimeField("clos le", null=True)
    version = models.PositiveIntegerField("version", default=1)

    objects = CollectiveQuerySet.as_manager()

    personal_data = PersonalData(
        fields=("created_by",),
        purpose="Savoir qui a fondé un collectif.",
        basis=Basis.CONTRACT,
        retention="collective",
    )

    class Meta:
        verbose_name = "collectif"

    def __str__(self) -> str:
        return self.name


class MemberRole(models.TextChoices):
    """What a member brings; the chef de file is one of them."""

    LOCAL_AUTHORITY = "local_authority", "collectivité"
    ESS = "ess", "acteur de l’ESS"
    COMPANY = "company", "entreprise"
    FUNDER = "funder", "financeur"
    SUPPORT = "support", "structure d’accompagnement"
    RESEARCH = "research", "recherche et enseignement"
    CITIZENS = "citizens", "citoyens"
    OTHER = "other", "autre partenaire"


class CollectiveMember(models.Model):
    """An organisation that commits; it may have no page of its own yet. Ended, never deleted, once it has signed."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    collective = models.ForeignKey(Collective, models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="collective_memberships")
    name = models.CharField("organisation", max_length=200)
    role = models.CharField("rôle", max_length=20, choices=MemberRole)
    contribution = models.TextField("contribution", max_length=1000, blank=True)
    contact_name = models.CharField("signataire", max_length=150)
    contact_email = models.EmailField("adresse électronique du signataire")
    added_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField("ajouté le", auto_now_add=True)
    left_at = models.DateTimeField("parti le", null=True)

    personal_data = PersonalData(
        fields=("contact_name", "contact_email", "added_by"),
        purpose="Faire signer la lettre d’engagement par la personne que l’organisation désigne.",
        basis=Basis.PUBLIC_TASK,
        retention="collective",
    )

    class Meta:
        verbose_name = "membre d’un collectif"
        verbose_name_plural = "membres des collectifs"
        constraints = [
            models.CheckConstraint(condition=Q(role__in=MemberRole.values), name="member_role_is_known"),
            models.UniqueConstraint(
                fields=["collective", "organisation"],
                condition=Q(left_at=None, organisation__isnull=False),
                name="an_organisation_is_a_member_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EngagementText(models.Model):
    """A version of the lettre d’engagement; what was signed stays what was signed."""

    number = models.PositiveIntegerField("version", unique=True)
    body = models.TextField("texte")
    written_at = models.DateTimeField("écrite le", auto_now_add=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "texte de la lettre d’engagement"
        verbose_name_plural = "textes de la lettre d’engagement"

    def __str__(self) -> str:
        return f"version {self.number}"


class Engagement(models.Model):
    """The lettre d’engagement of a member: sent by a link, signed once. A letter sent again replaces the one before."""

    member = models.ForeignKey(CollectiveMember, models.CASCADE, related_name="engagements")
    text = models.ForeignKey(EngagementText, models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)  # SHA-256, hexadecimal
    sent_to = models.EmailField("envoyée à")
    sent_at = models.DateTimeField("envoyée le", auto_now_add=True)
    expires_at = models.DateTimeField("expire le")
    replaced_at = models.DateTimeField("remplacée le", null=True)
    signed_at = models.DateTimeField("signée le", null=True)
    signatory = models.CharField("prénom et nom du signataire", max_length=150, blank=True)
    capacity = models.CharField("qualité du signataire", max_length=150, blank=True)
    wording = models.TextField("lettre", blank=True)  # as it was sent, word for word: this is what is signed

    personal_data = PersonalData(
        fields=("sent_to", "signatory", "capacity"),
        purpose="Prouver qui s’est engagé, au nom de quelle organisation, et à quoi.",
        basis=Basis.PUBLIC_TASK,
        retention="collective",
    )

    class Meta:
        verbose_name = "lettre d’engagement"
        verbose_name_plural = "lettres d’engagement"
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(signed_at__isnull=False), name="a_member_signs_once"
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None) | (~Q(signatory="") & ~Q(capacity="")), name="who_signs_says_who_they_are"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.sent_at:%Y-%m-%d}"

    def is_usable(self, at: datetime) -> bool:
        return self.signed_at is None and self.replaced_at is None and at < self.expires_at

    def is_signed_by(self, signatory: str, capacity: str) -> bool:
        return self.signed_at is not None and (self.signatory, self.capacity) == (signatory, capacity)


class SeatRole(models.TextChoices):
    LEAD = "lead", "pilote"  # all that a writer may, and people, submission and withdrawal
    WRITER = "writer", "co-rédacteur ou co-rédactrice"
    READER = "reader", "lecteur ou lectrice"


class CollectiveSeat(models.Model):
    """A person works in a collective: what they may, by whom, since when. An invitation is a seat not taken yet."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    collective = models.ForeignKey(Collective, models.CASCADE, related_name="seats")
    person = models.ForeignKey(User, models.CASCADE, null=True, related_name="collective_seats")
    email = models.EmailField("invitation envoyée à", blank=True)  # until the seat is taken
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    expires_at = models.DateTimeField("invitation valable jusqu’au", null=True)
    role = models.CharField("rôle", max_length=10, choices=SeatRole)
    since = models.DateTimeField("depuis", auto_now_add=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField("terminé le", null=True)
    ended_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    personal_data = PersonalData(
        fields=("person", "email", "role", "since", "by", "ended_at", "ended_by"),
        purpose="Savoir qui travaille dans un collectif, et y inviter d’autres personnes.",
        basis=Basis.CONTRACT,
        retention="collective",
    )

    class Meta:
        verbose_name = "place dans un collectif"
        verbose_name_plural = "places dans les collectifs"
        constraints = [
            models.CheckConstraint(condition=Q(role__in=SeatRole.values), name="seat_role_is_known"),
            models.UniqueConstraint(
                fields=["collective", "person"],
                condition=Q(ended_at=None, person__isnull=False),
                name="one_open_seat",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.collective_id} {self.role}"


class TerritoryClaim(models.Model):
    """« C’est votre territoire ? » : a collective says that it is one of the labelled territories; operators decide."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="claims")
    collective = models.ForeignKey(Collective, models.CASCADE, related_name="territory_claims")
    person = models.ForeignKey(User, models.CASCADE, related_name="territory_claims")
    message = models.TextField("explication", max_length=2000)
    made_at = models.DateTimeField("faite le", auto_now_add=True)
    state = models.CharField("état", max_length=10, choices=RequestState, default=RequestState.OPEN)
    answered_at = models.DateTimeField("décidée le", null=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField("motif", max_length=500, blank=True)

    personal_data = PersonalData(
        fields=("person", "message", "made_at", "answered_by", "reason"),
        purpose="Vérifier qu’un collectif est bien celui d’un territoire labellisé.",
        basis=Basis.PUBLIC_TASK,
        retention="moderation",
    )

    class Meta:
        verbose_name = "revendication de territoire"
        verbose_name_plural = "revendications de territoires"
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "collective"], condition=Q(state="open"), name="one_open_territory_claim"
            ),
            models.CheckConstraint(condition=Q(state__in=RequestState.values), name="territory_claim_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.collective_id} → {self.territory_id}"


class ChallengeKind(models.TextChoices):
    SOCIAL = "social", "social"
    ENVIRONMENTAL = "environmental", "environnemental"
    CITIZEN = "citizen", "citoyen"


class Challenge(models.Model):
    """What the collective wants to change, and how one will see it. Frozen copies hang on application and label."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    collective = models.ForeignKey(Collective, models.CASCADE, related_name="challenges")
    position = models.PositiveSmallIntegerField("rang")
    kinds = ArrayField(models.CharField(max_length=20, choices=ChallengeKind), verbose_name="natures", default=list)
    title = models.CharField("intitulé", max_length=160)
    statement = models.TextField("énoncé", max_length=2000, blank=True)
    indicator = models.CharField("indicateur", max_length=200, blank=True)
    unit = models.CharField("unité", max_length=40, blank=True)
    baseline = models.DecimalField("valeur de départ", max_digits=16, decimal_places=3, null=True)
    baseline_source = models.CharField("source", max_length=300, blank=True)
    baseline_year = models.PositiveSmallIntegerField("millésime", null=True)
    target = models.DecimalField("cible", max_digits=16, decimal_places=3, null=True)
    deadline = models.DateField("échéance", null=True)
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "défi"
        constraints = [
            models.UniqueConstraint(
                fields=["collective", "position"], name="challenges_are_ranked", deferrable=models.Deferrable.DEFERRED
            ),
        ]

    def __str__(self) -> str:
        return self.title
