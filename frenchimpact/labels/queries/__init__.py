"""What others may ask about labels; they import it from here."""

from frenchimpact.labels.queries.labels import (
    SignedMember,
    WaveOfLabels,
    challenges_of,
    history_of,
    in_wave,
    labelled,
    labels_in_wave,
    labels_of_organisation,
    members_of,
    waves,
    years_of,
)
from frenchimpact.labels.queries.standing import Standing, label_numbered, standing_of, story_of

__all__ = [
    "SignedMember",
    "Standing",
    "WaveOfLabels",
    "challenges_of",
    "history_of",
    "in_wave",
    "label_numbered",
    "labelled",
    "labels_in_wave",
    "labels_of_organisation",
    "members_of",
    "standing_of",
    "story_of",
    "waves",
    "years_of",
]
