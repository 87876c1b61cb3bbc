"""What is stored about labels; others import it from here."""

from frenchimpact.labels.models.labels import (
    ENDED,
    HELD,
    NEXT_STATES,
    Label,
    LabelChallenge,
    LabelQuerySet,
    Precision,
    State,
    wave_title,
)

__all__ = [
    "ENDED",
    "HELD",
    "NEXT_STATES",
    "Label",
    "LabelChallenge",
    "LabelQuerySet",
    "Precision",
    "State",
    "wave_title",
]
