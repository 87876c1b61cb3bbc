"""Organisations: who they are, under which numbers, where, and what each status rests on."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from frenchimpact.accounts.models import User
from frenchimpact.community.models.territories import sort_key_of
from frenchimpact.documents.models import Document
from frenchimpact.geography.models.places import Commune
from frenchimpact.shared.ids import PUBLIC_ID_LENGTH, new_public_id
from frenchimpact.shared.personal_data import Basis, PersonalData
from frenchimpact.themes.models import Theme


class Kind(models.TextChoices):
    """What an organisation is in the community; several at once."""

    PROJECT_HOLDER = "project_holder", "porteur de projet"
    ESS_COMPANY = "ess_company", "entreprise de l’ESS"
    LOCAL_AUTHORITY = "local_authority", "collectivité territoriale"
    COMMITTED_COMPANY = "committed_company", "entreprise engagée"
    INCUBATOR = "incubator", "incubateur"
    RUCHE = "ruche", "ruche"
    FUNDER = "funder", "financeur"
    EVALUATOR = "evaluator", "évaluateur"
    PTCE = "ptce", "PTCE"
    NETWORK = "network", "réseau"
    PUBLIC_BODY = "public_body", "organisme public"
    RESEARCH = "research", "recherche et enseignement"
    CITIZENS = "citizens", "groupe de citoyens"


class Standing(models.TextChoices):
    """Whether the page is shown: one that nobody has looked at yet is seen by its team and by the operators only."""

    WAITING = "waiting", "en attente de vérification"
    SHOWN = "shown", "publiée"
    REFUSED = "refused", "refusée"
    CLOSED = "closed", "fermée"


class EssBasis(models.TextChoices):
    """On what belonging to the social and solidarity economy rests: law 2014-856, article 1. Never a yes or no."""

    BY_STATUS = "by_status", "par statut (association, coopérative, mutuelle, fondation)"
    COMMERCIAL = "commercial", "société commerciale d’utilité sociale"
    NOT_ESS = "not_ess", "hors ESS"
    UNKNOWN = "unknown", "inconnue"


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def shown(self) -> Self:
        return self.filter(standing=Standing.SHOWN)

    def waiting(self) -> Self:
        return self.filter(standing=Standing.WAITING)

    def managed_by(self, person: User) -> Self:
        """Those whose page this person may change: responsible or contributor of it, today."""
        return self.filter(
            memberships__person=person, memberships__ended_at=None, memberships__role__in=["lead", "editor"]
        ).distinct()

    def visible_to(self, person: User | None) -> Self:
        """Shown ones, and one's own."""
        if person is None or not person.is_authenticated:
            return self.shown()
        own = Q(pk__in=Organisation.objects.filter(memberships__person=person, memberships__ended_at=None))
        return self.filter(Q(standing=Standing.SHOWN) | own)

    def named_like(self, text: str) -> Self:
        """Find by a part of the name or of the usual name, blind to case and accents."""
        key = sort_key_of(text)
        return self.filter(Q(sort_key__contains=key) | Q(short_sort_key__contains=key))

    def placed(self, **where: object) -> Self:
        """Find by a place; of one that hides its address, only the commune of its seat may tell where it is."""
        told = Place.objects.filter(Q(is_seat=True) | Q(organisation__hides_address=False), **where)
        return self.filter(pk__in=told.values("organisation"))

    def with_seat(self) -> Self:
        """Add `seat_name` and `seat_departement`: the commune and the département of the seat, which all may know."""
        seat = Place.objects.filter(organisation=models.OuterRef("pk"), is_seat=True)
        return self.annotate(
            seat_name=models.Subquery(seat.values("commune__name")[:1]),
            seat_key=models.Subquery(seat.values("commune__sort_key")[:1]),
            seat_departement=models.Subquery(seat.values("commune__departement__name")[:1]),
        )

    def with_themes(self) -> Self:
        """Add `theme_names`: the names of its themes in their order, without a question for each row."""
        named = Theme.objects.filter(organisations=models.OuterRef("pk")).order_by("position")
        return self.annotate(theme_names=ArraySubquery(named.values("name")))


class Organisation(models.Model):
    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField("nom", max_length=200)
    short_name = models.CharField("nom d’usage ou sigle", max_length=80, blank=True)
    kinds = ArrayField(models.CharField(max_length=30, choices=Kind), verbose_name="natures")
    legal_category = models.CharField("catégorie juridique", max_length=4, blank=True)  # INSEE, 2 or 4 digits
    ess_basis = models.CharField("appartenance à l’ESS", max_length=20, choices=EssBasis, default=EssBasis.UNKNOWN)
    description = models.TextField("présentation", max_length=4000, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="organisations", verbose_name="thèmes")
    logo = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="+")
    contact_email = models.EmailField("adresse électronique publique", blank=True)
    phone = models.CharField("téléphone public", max_length=30, blank=True)
    # One switch for shelters and the like: street, postcode, point and every place but the commune vanish everywhere.
    hides_address = models.BooleanField("adresse masquée", default=False)
    standing = models.CharField("état de la page", max_length=20, choices=Standing, default=Standing.WAITING)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField("créée le", auto_now_add=True)
    changed_at = models.DateTimeField("modifiée le", auto_now=True)
    version = models.PositiveIntegerField("version", default=1)  # two people who edit at once do not overwrite
    # For each section, the version that its last change made: two people on two sections do not wait for each other.
    section_versions = models.JSONField("versions des parties", default=dict)

    sort_key = models.GeneratedField(
        expression=Lower(models.Func(models.F("name"), function="immutable_unaccent", output_field=models.TextField())),
        output_field=models.TextField(),
        db_persist=True,
    )
    short_sort_key = models.GeneratedField(
        expression=Lower(
            models.Func(models.F("short_name"), function="immutable_unaccent", output_field=models.TextField())
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = OrganisationQuerySet.as_manager()

    personal_data = PersonalData(
        fields=("contact_email", "phone", "created_by"),
        purpose="Présenter l’organisation, dire comment la joindre, et savoir qui a créé sa page.",
        basis=Basis.CONTRACT,
        retention="organisation",
    )

    class Meta:
        verbose_name = "organisation"
        constraints = [
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="standing_is_known"),
            models.CheckConstraint(condition=Q(ess_basis__in=EssBasis.values), name="ess_basis_is_known"),
            models.CheckConstraint(condition=Q(kinds__len__gt=0), name="an_organisation_has_a_kind"),
        ]
        indexes = [models.Index(fields=["sort_key", "id"], name="organisations_by_name")]

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("community:organisation", args=[self.slug])


class FormerSlug(models.Model):
    """An address that the page had: it leads to the present one for ever."""

    slug = models.SlugField(max_length=120, unique=True)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="former_slugs")
    until = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "ancienne adresse d’organisation"
        verbose_name_plural = "anciennes adresses d’organisations"

    def __str__(self) -> str:
        return self.slug


class IdentifierScheme(models.TextChoices):
    SIREN = "siren", "SIREN"
    SIRET = "siret", "SIRET"
    RNA = "rna", "RNA"
    LOCAL_REGISTER = "registre_local", "registre local (Alsace-Moselle)"  # « tribunal|volume|folio »
    RIDET = "ridet", "RIDET (Nouvelle-Calédonie)"
    TAHITI = "tahiti", "numéro TAHITI (Polynésie française)"


class Identifier(models.Model):
    """A number given by a register; an organisation may have several, or none yet."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="identifiers")
    scheme = models.CharField("registre", max_length=20, choices=IdentifierScheme)
    value = models.CharField("numéro", max_length=80)  # as the register writes it, without spaces
    source = models.CharField("source", max_length=200)
    added_at = models.DateTimeField("ajouté le", auto_now_add=True)

    class Meta:
        verbose_name = "identifiant"
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="a_number_names_one_organisation"),
            models.CheckConstraint(condition=Q(scheme__in=IdentifierScheme.values), name="scheme_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"


class StatusKind(models.TextChoices):
    ESS = "ess", "ESS"
    ESUS = "esus", "ESUS"
    MISSION = "mission", "société à mission"
    B_CORP = "b_corp", "B Corp"
    PTCE = "ptce", "PTCE reconnu"
    UTILITY = "utility", "reconnue d’utilité publique"
    GENERAL_INTEREST = "general_interest", "d’intérêt général"


class StatusClaim(models.Model):
    """A status that somebody says it has: from which source, on which date; sources may disagree, and all are shown."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="statuses")
    status = models.CharField("statut", max_length=20, choices=StatusKind)
    holds = models.BooleanField("détenu selon cette source", default=True)
    source = models.CharField("source", max_length=200)
    stated_on = models.DateField("constaté le")
    number = models.CharField("numéro", max_length=60, blank=True)
    granted_on = models.DateField("accordé le", null=True)
    expires_on = models.DateField("valable jusqu’au", null=True)  # the last day
    added_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    personal_data = PersonalData(
        fields=("added_by",),
        purpose="Savoir qui a déclaré qu’une organisation détient un statut.",
        basis=Basis.CONTRACT,
        retention="organisation",
    )

    class Meta:
        verbose_name = "statut déclaré"
        verbose_name_plural = "statuts déclarés"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "status", "source"], name="a_source_says_it_once"),
            models.CheckConstraint(condition=Q(status__in=StatusKind.values), name="status_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} ({self.source})"


class Place(models.Model):
    """Where an organisation is or acts; at most one is its seat."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="places")
    label = models.CharField("nom du lieu", max_length=120, blank=True)
    street = models.CharField("numéro et voie", max_length=200, blank=True)
    postcode = models.CharField("code postal", max_length=5, blank=True)
    commune = models.ForeignKey(Commune, models.PROTECT, related_name="organisation_places", verbose_name="commune")
    is_seat = models.BooleanField("siège", default=False)

    class Meta:
        verbose_name = "lieu d’une organisation"
        verbose_name_plural = "lieux des organisations"
        constraints = [
            models.UniqueConstraint(fields=["organisation"], condition=Q(is_seat=True), name="one_seat"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.commune_id}".strip()


class LinkKind(models.TextChoices):
    SITE = "site", "site"
    LINKEDIN = "linkedin", "LinkedIn"
    MASTODON = "mastodon", "Mastodon"
    FACEBOOK = "facebook", "Facebook"
    INSTAGRAM = "instagram", "Instagram"
    VIDEO = "video", "vidéo"
    OTHER = "other", "autre"


class OrganisationLink(models.Model):
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="links")
    kind = models.CharField("nature", max_length=20, choices=LinkKind)
    url = models.URLField("adresse", max_length=500)

    class Meta:
        verbose_name = "lien d’une organisation"
        verbose_name_plural = "liens des organisations"
        constraints = [models.UniqueConstraint(fields=["organisation", "url"], name="a_link_stands_once")]

    def __str__(self) -> str:
        return self.url
