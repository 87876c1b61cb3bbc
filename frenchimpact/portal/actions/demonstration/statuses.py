"""What the fictional pages say beyond their name: statuses with their sources, links, a second place."""

from dataclasses import dataclass
from datetime import date, timedelta

from frenchimpact.community.models import LinkKind, StatusKind

ORDER = "arrêté préfectoral inventé"
REGISTER = "registre inventé pour la démonstration"


@dataclass(frozen=True)
class Said:
    """A source that says something of a status, so many days ago, and for how many days still (0: without end)."""

    page: str
    owner: str
    status: StatusKind
    source: str
    days_ago: int
    days_left: int = 0
    holds: bool = True

    def told(self, today: date) -> tuple[bool, str, date, str, date | None, date | None]:
        """Give it as `add_status` takes it."""
        stated_on = today - timedelta(days=self.days_ago)
        expires_on = today + timedelta(days=self.days_left) if self.days_left else None
        return (self.holds, self.source, stated_on, "", stated_on, expires_on)


SAID = (
    Said("ateliers", "responsable", StatusKind.ESUS, ORDER, 420, 640),
    Said("ateliers", "responsable", StatusKind.GENERAL_INTEREST, "rescrit fiscal inventé", 900),
    Said("ruche", "fondatrice", StatusKind.ESS, REGISTER, 90),
    Said("ruche", "fondatrice", StatusKind.ESUS, ORDER, 2200, -370),
    Said("pole", "fondatrice", StatusKind.PTCE, "appel à manifestation inventé", 300),
    Said("boulangerie", "fondatrice", StatusKind.MISSION, "statuts inventés", 150),
    Said("boulangerie", "fondatrice", StatusKind.B_CORP, "site inventé", 40, 500),
    Said("agence", "fondateur", StatusKind.B_CORP, "sa propre brochure", 30),
    Said("agence", "fondateur", StatusKind.B_CORP, REGISTER, 12, holds=False),
    Said("fondation", "fondatrice", StatusKind.UTILITY, "décret inventé", 1500),
)
LINKS = (
    ("ateliers", "responsable", LinkKind.SITE, "https://ateliers-du-peut-etre.example/"),
    ("ateliers", "responsable", LinkKind.MASTODON, "https://social.example/@ateliers"),
    ("ruche", "fondatrice", LinkKind.SITE, "https://ruche-imaginaire.example/"),
    ("fondation", "fondatrice", LinkKind.SITE, "https://fondation-supposition.example/"),
    ("universite", "fondateur", LinkKind.SITE, "https://universite-des-essais.example/"),
)
WORKSHOP_COMMUNE = "26282"
WORKSHOP = ("Atelier bois", "2, impasse du Conditionnel", "26150")
