"""The one door through which an application goes from a stage to the next."""

from datetime import datetime

from frenchimpact.calls.models import NEXT_STAGES, Application, Stage
from frenchimpact.shared.errors import Refusal


def may_move(application: Application, stage: Stage) -> bool:
    return stage in NEXT_STAGES[Stage(application.stage)]


def move(application: Application, stage: Stage, *, at: datetime) -> None:
    """Put a locked application at this stage, unsaved: the action saves it. Refuses what NEXT_STAGES does not hold."""
    if not may_move(application, stage):
        raise Refusal(
            f"Cette candidature est à l’étape « {application.get_stage_display()} » : elle ne peut pas passer à "
            f"l’étape « {stage.label} ». Rechargez la page pour voir où elle en est."
        )
    application.stage, application.stage_since = stage, at
