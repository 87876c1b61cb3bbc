"""A submitted application made of rows, to be quick, and the addresses that lead to it."""

from dataclasses import dataclass

from django.utils import timezone

from frenchimpact.calls.models import Application, Call, Stage, Submission, Wave
from frenchimpact.calls.tests.factories import make_call, make_wave
from frenchimpact.community.models import Collective
from frenchimpact.questionnaires.models import AnswerSheet, Opening

OF_THE_COLLECTIVE = (
    "application",
    "application_dates",
    "draft_file",
    "submit",
    "receipt",
    "receipt_file",
    "complements",
    "withdraw",
)
NUMBERED = ("submission", "submission_file")


@dataclass
class FiledThings:
    """An application that was submitted, and where it is read."""

    application: Application

    @property
    def arguments(self) -> dict[str, dict[str, object]]:
        where: dict[str, object] = {"public_id": self.application.public_id}
        return {f"calls:{name}": where for name in OF_THE_COLLECTIVE} | {
            f"calls:{name}": where | {"number": 1} for name in NUMBERED
        }


def make_filed_things(collective: Collective, title: str) -> FiledThings:
    """Make an application of this collective, submitted just now to the call of all the things."""
    call = Call.objects.filter(slug="tfi").first() or make_call()
    wave = Wave.objects.filter(call=call).first() or make_wave(call)
    version = call.form.versions.get()
    sheet = AnswerSheet.objects.create(version=version, owner="calls.application", opening=Opening.NONE)
    application = Application.objects.create(
        call=call,
        collective=collective,
        sheet=sheet,
        wave=wave,
        stage=Stage.SUBMITTED,
        stage_since=timezone.now(),
        submitted_at=timezone.now(),
        receipt_number=f"TFI-2026-{sheet.pk:06}",
    )
    content = {"name": title, "perimeter": {}, "lead": title, "members": [], "challenges": [], "sections": []}
    Submission.objects.create(application=application, number=1, at=timezone.now(), content=content, digest="0" * 64)
    return FiledThings(application)


def call_arguments() -> dict[str, dict[str, object]]:
    """Arguments of the public addresses of calls."""
    call = Call.objects.filter(slug="tfi").first() or make_call()
    where: dict[str, object] = {"slug": call.slug}
    if not Wave.objects.filter(call=call).exists():
        make_wave(call)
    return {f"calls:{name}": where for name in ("call", "questionnaire", "dates", "apply")} | {
        "calls:wave_dates": where | {"number": 1}
    }
