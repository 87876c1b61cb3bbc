"""What became of the label of the demonstration: suspended once, answered, and given back."""

from datetime import datetime, timedelta

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.labels.actions import ActFacts, lift_suspension, present_observations, suspend_label
from frenchimpact.labels.models import Label
from frenchimpact.portal.actions.demonstration.cast import Cast

SUSPENDED = ActFacts(
    "Le relevé annuel n’a pas été publié, et deux courriers sont restés sans réponse. Motifs inventés.",
    "Le relevé annuel se fait attendre. Phrase inventée.",
)
ANSWER = "Le relevé est publié depuis hier\u00a0: notre mesure a changé de main cet été. Réponse inventée."
LIFTED = ActFacts("Le relevé est publié, et il est complet. Motifs inventés.")


@transaction.atomic
def seed_life_of_label(cast: Cast, *, by: User, now: datetime) -> None:  # noqa: ARG001  # as every part is seeded
    """Let the one public label of the demonstration have a history; again changes nothing."""
    label = Label.objects.of_territories().exclude(number=None).filter(acts=None).order_by("pk").first()
    if label is None:
        return
    authority, pilot = cast["autorite"], cast["pilote"]
    suspend_label(label, SUSPENDED, days=15, by=authority, at=now - timedelta(days=12))
    present_observations(label, ANSWER, by=pilot, at=now - timedelta(days=10))
    lift_suspension(label, LIFTED, by=authority, at=now - timedelta(days=8))
