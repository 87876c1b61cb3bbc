"""What a collective is writing: a draft, its answers and a file; of the roles, and of strangers."""

from collections.abc import Mapping

from django.core.files.base import ContentFile
from django.utils import timezone

from frenchimpact.accounts.tests.factories import make_person
from frenchimpact.calls.models import Application, Call
from frenchimpact.calls.tests.factories import make_call
from frenchimpact.community.models import Collective
from frenchimpact.documents.actions import store_document
from frenchimpact.documents.models import Scan
from frenchimpact.questionnaires.actions import start_sheet
from frenchimpact.questionnaires.models import AnswerFile

SLUG = "reponses"


def answer_arguments(collective: Collective, name: str) -> Mapping[str, dict[str, object]]:
    """Make a draft of this collective, and say where its answers are written and read."""
    call = Call.objects.filter(slug=SLUG).first() or make_call(slug=SLUG)
    sheet = start_sheet(call.form, owner="calls.application", by=None)
    Application.objects.create(call=call, collective=collective, sheet=sheet, stage_since=timezone.now())
    giver = make_person(f"Gisèle {name}", email=f"gisele-{sheet.pk}@exemple.test")
    document = store_document(ContentFile(b"texte"), name=f"{name}.txt", by=giver)
    document.scan = Scan.CLEAN
    document.save(update_fields=["scan"])
    file = AnswerFile.objects.create(sheet=sheet, key="besoins", document=document)
    one: dict[str, object] = {"public_id": sheet.public_id}
    return (
        {f"questionnaires:{each}": one for each in ("sheet", "read", "pdf", "presence")}
        | {f"questionnaires:{each}": one | {"key": "besoins"} for each in ("field", "versions")}
        | {"questionnaires:file": one | {"file_id": file.public_id}}
    )
