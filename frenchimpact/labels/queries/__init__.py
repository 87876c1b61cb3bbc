"""What others may ask about labels; they import it from here."""

from frenchimpact.labels.queries.labels import (
    SignedMember,
    WaveOfLabels,
    challenges_of,
    history_of,
    in_wave,
    labelled,
    labels_held_by,
    labels_in_wave,
    labels_of_organisation,
    members_of,
    own_labels_of,
    waves,
    with_held_label,
    years_of,
)
from frenchimpact.labels.queries.proofs import Checked, address_of, check_credential, issuer_profile, published_keys
from frenchimpact.labels.queries.standing import Standing, label_numbered, standing_of, story_of, successor_of

__all__ = [
    "Checked",
    "SignedMember",
    "Standing",
    "WaveOfLabels",
    "address_of",
    "challenges_of",
    "check_credential",
    "history_of",
    "in_wave",
    "issuer_profile",
    "label_numbered",
    "labelled",
    "labels_held_by",
    "labels_in_wave",
    "labels_of_organisation",
    "members_of",
    "own_labels_of",
    "published_keys",
    "standing_of",
    "story_of",
    "successor_of",
    "waves",
    "with_held_label",
    "years_of",
]
