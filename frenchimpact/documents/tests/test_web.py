"""What the team sees of files that wait."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frenchimpact.accounts.tests.factories import make_operator, make_person, sign_in
from frenchimpact.documents.actions import store_document
from frenchimpact.documents.models import Scan

pytestmark = pytest.mark.django_db


def test_odile_opens_a_waiting_document_to_others() -> None:
    document = store_document(b"texte", name="note.txt", by=make_person("Camille"))
    client = sign_in(Client(), make_operator("Odile"))

    assert "note.txt" in client.get("/equipe/documents/").content.decode()
    assert client.post(f"/equipe/documents/{document.public_id}/")["Location"] == "/equipe/documents/"

    document.refresh_from_db()
    assert document.scan == Scan.CLEAN


def test_camille_cannot_open_her_own_document_to_others() -> None:
    camille = make_person("Camille")
    document = store_document(b"texte", name="note.txt", by=camille)

    answer = sign_in(Client(), camille).post(f"/equipe/documents/{document.public_id}/")

    document.refresh_from_db()
    assert (answer.status_code, document.scan) == (404, Scan.WAITING)


def test_the_list_asks_as_much_for_one_row_as_for_three() -> None:
    client, camille = sign_in(Client(), make_operator("Odile")), make_person("Camille")
    counts = []
    for rows in (1, 2):
        for number in range(rows):
            store_document(b"texte", name=f"note-{number}.txt", by=camille)
        with CaptureQueriesContext(connection) as queries:
            client.get("/equipe/documents/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
