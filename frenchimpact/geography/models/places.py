"""Official places: communes, intercommunalities, départements, régions, and the communes of yesterday."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Lower


class PlaceKind(models.TextChoices):
    """Kinds of official codes; the first five may make a perimeter."""

    COMMUNE = "commune", "commune"
    EPCI = "epci", "intercommunalité"
    EPT = "ept", "établissement public territorial"
    DEPARTEMENT = "departement", "département"
    REGION = "region", "région"
    FORMER_COMMUNE = "ancienne_commune", "ancienne commune"
    ARRONDISSEMENT = "arrondissement", "arrondissement municipal"


def _french_order() -> models.GeneratedField:
    """Sort lists so that « Évry » does not follow « Yvetot »: the embedded PostgreSQL has no French collation."""
    unaccented = models.Func(models.F("name"), function="immutable_unaccent", output_field=models.TextField())
    return models.GeneratedField(expression=Lower(unaccented), output_field=models.TextField(), db_persist=True)


class Region(models.Model):
    """A région, or one of the collectivités d’outre-mer, which the COG codes alike."""

    code = models.CharField("code", max_length=3, primary_key=True)
    name = models.CharField("nom", max_length=100)
    slug = models.SlugField(max_length=100, unique=True)
    is_overseas = models.BooleanField("outre-mer")
    is_region = models.BooleanField("région au sens de la loi")  # False: collectivité d’outre-mer, TAAF…
    population = models.PositiveIntegerField("population", null=True)
    sort_key = _french_order()

    class Meta:
        verbose_name = "région"
        indexes = [models.Index(fields=["sort_key"], name="region_by_name")]

    def __str__(self) -> str:
        return self.name


class Departement(models.Model):
    code = models.CharField("code", max_length=3, primary_key=True)
    name = models.CharField("nom", max_length=100)
    slug = models.SlugField(max_length=100, unique=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="departements", verbose_name="région")
    is_overseas = models.BooleanField("outre-mer")
    is_departement = models.BooleanField("département au sens de la loi")
    population = models.PositiveIntegerField("population", null=True)
    sort_key = _french_order()

    class Meta:
        verbose_name = "département"
        indexes = [models.Index(fields=["sort_key"], name="departement_by_name")]

    def __str__(self) -> str:
        return self.name


class Intercommunality(models.Model):
    """An EPCI with its own taxes (kind CC, CA, CU, ME…), or an EPT of the Métropole du Grand Paris (kind EPT)."""

    siren = models.CharField("SIREN", max_length=9, primary_key=True)
    name = models.CharField("nom", max_length=200)
    legal_form = models.CharField("nature juridique", max_length=10)
    place_kind = models.CharField(max_length=20, choices=PlaceKind)  # epci or ept
    population = models.PositiveIntegerField("population municipale", null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    sort_key = _french_order()

    class Meta:
        verbose_name = "intercommunalité"
        indexes = [models.Index(fields=["sort_key"], name="intercommunality_by_name")]

    def __str__(self) -> str:
        return self.name


class Commune(models.Model):
    """A commune of today’s COG."""

    code = models.CharField("code INSEE", max_length=5, primary_key=True)
    name = models.CharField("nom", max_length=100)
    departement = models.ForeignKey(Departement, models.PROTECT, related_name="communes")
    region = models.ForeignKey(Region, models.PROTECT, related_name="communes")
    epci = models.ForeignKey(Intercommunality, models.PROTECT, null=True, related_name="communes_of_epci")
    ept = models.ForeignKey(Intercommunality, models.PROTECT, null=True, related_name="communes_of_ept")
    siren = models.CharField("SIREN", max_length=9, blank=True)
    population = models.PositiveIntegerField("population municipale", null=True)
    postcodes = ArrayField(models.CharField(max_length=5), default=list, verbose_name="codes postaux")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    sort_key = _french_order()

    class Meta:
        verbose_name = "commune"
        indexes = [
            GinIndex(fields=["postcodes"], name="commune_postcodes"),
            models.Index(fields=["sort_key"], name="commune_by_name"),
            # As lists ask for the largest first: the first page of a région reads 25 rows, not 4 000.
            models.Index(models.F("population").desc(nulls_last=True), "code", name="commune_by_population"),
        ]

    def __str__(self) -> str:
        return self.name


class FormerCommune(models.Model):
    """A code that is no commune any more, or no whole one: it leads to today’s commune."""

    class Kind(models.TextChoices):
        DELEGATED = "deleguee", "commune déléguée"
        ASSOCIATED = "associee", "commune associée"
        MERGED = "fusionnee", "commune fusionnée"
        ARRONDISSEMENT = "arrondissement", "arrondissement municipal"

    code = models.CharField("code INSEE", max_length=5)
    kind = models.CharField("nature", max_length=20, choices=Kind)
    name = models.CharField("nom", max_length=100, blank=True)  # empty where the source has only the code
    successor = models.ForeignKey(Commune, models.PROTECT, related_name="former_communes")
    postcodes = ArrayField(models.CharField(max_length=5), default=list)
    population = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = "ancienne commune"
        constraints = [models.UniqueConstraint(fields=["code", "kind"], name="one_former_commune_per_code")]

    def __str__(self) -> str:
        return self.name or self.code


class PlaceName(models.Model):
    """A projection for the finder, rebuilt at each load: one row a name under which a place is looked for.

    The number of a row is its rank: the places that people most probably mean come first.
    """

    kind = models.CharField(max_length=20, choices=PlaceKind)
    code = models.CharField(max_length=9)
    name = models.CharField(max_length=200)  # the official one, whatever the key
    key = models.CharField(max_length=250)  # calculations.names.key_of(name), or a shorter way to say it
    words = SearchVectorField()  # A: words of the key; B: where it is (département, postcodes)
    deletions = ArrayField(models.IntegerField())  # calculations.typos.deletions_of(key)
    codes = ArrayField(models.CharField(max_length=12))  # official code, SIREN, postcodes: all that designates it
    departement_code = models.CharField(max_length=3, blank=True)
    departement_name = models.CharField(max_length=100, blank=True)
    population = models.PositiveIntegerField(null=True)
    postcodes = ArrayField(models.CharField(max_length=5))
    leads_to = models.CharField(max_length=5, blank=True)  # of a former commune or an arrondissement: today’s commune
    leads_to_name = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = "nom de lieu"
        indexes = [
            models.Index(fields=["key"], name="placename_key", opclasses=["text_pattern_ops"]),
            GinIndex(fields=["words"], name="placename_words"),
            GinIndex(fields=["deletions"], name="placename_deletions"),
            GinIndex(fields=["codes"], name="placename_codes"),
            GinIndex(fields=["key"], name="placename_trigrams", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.kind} {self.code})"
