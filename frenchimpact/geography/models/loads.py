"""Which official file stands in the database."""

from django.db import models

TITLES = {
    "geography": "Communes, intercommunalités, départements, régions",
    "labels": "Labels de 2019",
    "indicators": "Chiffres des communes",
    "outlines-region": "Contours des régions",
    "outlines-departement": "Contours des départements",
    "outlines-epci": "Contours des intercommunalités",
    "outlines-commune": "Contours des communes",
}


class Dataset(models.Model):
    """A reference file that was loaded: its vintage, where it comes from, when."""

    name = models.CharField(max_length=40, unique=True)  # geography, outlines, indicators, labels
    vintage = models.CharField("millésime", max_length=60)
    source = models.CharField("source", max_length=300)
    licence = models.CharField("licence", max_length=100)
    digest = models.CharField(max_length=64)  # SHA-256 of the file: loading the same one again changes nothing
    rows = models.PositiveIntegerField("lignes")
    loaded_at = models.DateTimeField("chargé le", auto_now=True)

    class Meta:
        verbose_name = "jeu de données"

    def __str__(self) -> str:
        return f"{self.title} ({self.vintage})"

    @property
    def title(self) -> str:
        """What it is, for people."""
        return TITLES.get(self.name, self.name)
