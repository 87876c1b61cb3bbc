"""Two people on one page: a field that only one of them touched is nobody's conflict."""

import pytest
from django.test import Client
from django.utils import timezone

from frenchimpact.accounts.tests.factories import make_person, sign_in
from frenchimpact.questionnaires.actions import write_answer
from frenchimpact.questionnaires.tests.factories import make_sheet

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("before", "sent_version"), [("", 0), ("Un jardin", 1)])
def test_what_dominique_did_not_touch_is_left_as_camille_wrote_it(before: str, sent_version: int) -> None:
    camille, dominique = make_person("Camille"), make_person("Dominique")
    sheet = make_sheet(camille, dominique)
    for version, text in enumerate([one for one in (before, "Une forêt") if one]):
        write_answer(sheet, "resume", text, version=version, by=camille, at=timezone.now())

    sent = {"partie": "projet", "version-resume": str(sent_version), "resume": before}
    answer = sign_in(Client(), dominique).post(f"/reponses/{sheet.public_id}/", sent)

    assert (answer.status_code, sheet.answers.get().value) == (302, "Une forêt")
    assert sheet.answers.get().changed_by == camille
