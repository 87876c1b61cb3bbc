"""What o'clock it is overseas when it is midnight in Paris."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from frenchimpact.ui.words import long_date

PARIS = ZoneInfo("Europe/Paris")
# IANA time zone of each département or collectivité that does not keep the time of Paris; « à … », as one says it.
ZONES = {
    "971": ("America/Guadeloupe", "en Guadeloupe"),
    "972": ("America/Martinique", "en Martinique"),
    "973": ("America/Cayenne", "en Guyane"),
    "974": ("Indian/Reunion", "à La Réunion"),
    "975": ("America/Miquelon", "à Saint-Pierre-et-Miquelon"),
    "976": ("Indian/Mayotte", "à Mayotte"),
    "977": ("America/St_Barthelemy", "à Saint-Barthélemy"),
    "978": ("America/Marigot", "à Saint-Martin"),
    "986": ("Pacific/Wallis", "à Wallis-et-Futuna"),
    "987": ("Pacific/Tahiti", "à Tahiti"),
    "988": ("Pacific/Noumea", "en Nouvelle-Calédonie"),
}


@dataclass(frozen=True)
class LocalTime:
    where: str  # « à La Réunion »
    at: datetime  # in the local zone

    @property
    def words(self) -> str:
        """« 2 mars 2027, 17 h 59 »."""
        return f"{long_date(self.at.date())}, {in_words(self.at)}"


def local_times(at: datetime, departements: Iterable[str]) -> list[LocalTime]:
    """Return the hour of this instant in those of these départements that do not keep the time of Paris."""
    return [
        LocalTime(ZONES[code][1], at.astimezone(ZoneInfo(ZONES[code][0]))) for code in departements if code in ZONES
    ]


def in_words(at: datetime) -> str:
    """« 23 h 59 », with non-breaking spaces."""
    return f"{at.hour}\u00a0h\u00a0{at.minute:02}"
