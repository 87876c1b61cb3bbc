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
from frenchimpact.labels.models.life import ActKind, LabelAct, Observation
from frenchimpact.labels.models.proofs import Credential, Purpose, SigningKey, StatusList
from frenchimpact.labels.models.records import WaveRecord, WaveRecordQuerySet

__all__ = [
    "ENDED",
    "HELD",
    "NEXT_STATES",
    "ActKind",
    "Credential",
    "Label",
    "LabelAct",
    "LabelChallenge",
    "LabelQuerySet",
    "Observation",
    "Precision",
    "Purpose",
    "SigningKey",
    "State",
    "StatusList",
    "WaveRecord",
    "WaveRecordQuerySet",
    "wave_title",
]
