"""Who may apply to a call, and how pages name it."""

from dataclasses import dataclass

from django.db import models

from frenchimpact.community.models import Collective, Organisation

Applicant = Collective | Organisation  # a project comes here, with its foreign key in Application


class ApplicantKind(models.TextChoices):
    COLLECTIVE = "collective", "un collectif de territoire"
    ORGANISATION = "organisation", "une organisation"


@dataclass(frozen=True)
class Words:
    """« un collectif », « le collectif », « du collectif », « votre collectif »."""

    one: str
    the: str
    of: str
    your: str
    to: str
    lead: str  # who submits
    this: str
    only: str  # « seul le collectif »


WORDS = {
    ApplicantKind.COLLECTIVE: Words(
        "un collectif",
        "le collectif",
        "du collectif",
        "votre collectif",
        "au collectif",
        "personne pilote du collectif",
        "ce collectif",
        "Seul le collectif",
    ),
    ApplicantKind.ORGANISATION: Words(
        "une organisation",
        "l’organisation",
        "de l’organisation",
        "votre organisation",
        "à l’organisation",
        "personne responsable de l’organisation",
        "cette organisation",
        "Seule l’organisation",
    ),
}
