"""What a person reads about themselves, and the archive that they take away."""

import io
import json
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from frenchimpact.accounts.tests.factories import make_operator, make_person, sign_in
from frenchimpact.documents.actions import store_document
from frenchimpact.journal.models import Event

pytestmark = pytest.mark.django_db

EXPORT = "/compte/donnees/export/"


def archive_of(client: Client) -> zipfile.ZipFile:
    answer = client.post(EXPORT)
    assert answer["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(b"".join(answer)))


def test_camille_reads_what_the_site_holds_about_her() -> None:
    page = sign_in(Client(), make_person()).get("/compte/donnees/")

    identity = next(held for held in page.context["held"] if held.code == "accounts.identity")
    assert dict(identity.rows[0])["Adresse électronique"] == "camille@exemple.test"


def test_camille_takes_away_her_data_for_people_and_for_machines() -> None:
    camille = make_person()
    archive = archive_of(sign_in(Client(), camille))

    content = json.loads(archive.read("donnees.json"))
    assert content["Mon identité"][0]["Prénom et nom"] == "Camille Aubier"
    table = archive.read("accounts.identity.csv").decode("utf-8-sig").splitlines()
    assert table[0].startswith("Prénom et nom;Adresse électronique;")
    assert archive.testzip() is None
    assert Event.objects.order_by("-pk")[0].verb == "accounts.data_exported"


def test_the_archive_holds_the_files_that_camille_gave() -> None:
    camille = make_person()
    document = store_document(b"%PDF-1.4\n%%EOF\n", name="budget.pdf", by=camille)

    archive = archive_of(sign_in(Client(), camille))

    assert archive.read("fichiers/001-budget.pdf") == b"%PDF-1.4\n%%EOF\n"
    default_storage.delete(f"{document.digest[:2]}/{document.digest[2:4]}/{document.digest}")


def test_the_archive_holds_nothing_of_somebody_else() -> None:
    make_operator("Zélie Étrangère")
    store_document(b"%PDF-1.4\n%%EOF\n", name="secret.pdf", by=make_person("Noé Lanvin"))

    archive = archive_of(sign_in(Client(), make_person()))

    texts = [archive.read(name).decode() for name in archive.namelist()]
    assert [text for text in texts if "Zélie" in text or "secret.pdf" in text or "Lanvin" in text] == []


def test_a_cell_of_the_archive_is_no_formula() -> None:
    camille = make_person("=2+3")

    table = archive_of(sign_in(Client(), camille)).read("accounts.identity.csv").decode("utf-8-sig")

    assert table.splitlines()[1].startswith("'=2+3;")


def test_data_are_not_taken_away_by_following_a_link() -> None:
    assert sign_in(Client(), make_person()).get(EXPORT).status_code == 405


def test_the_last_operator_reads_what_stands_in_the_way() -> None:
    client = sign_in(Client(), make_operator())

    page = client.get("/compte/donnees/effacement/")
    still = client.post("/compte/donnees/effacement/", {"word": "EFFACER"})

    assert [sentence[:27] for sentence in page.context["obstacles"]] == ["Vous êtes la dernière perso"]
    assert still.context["obstacles"] == page.context["obstacles"]
    assert client.get("/compte/donnees/").status_code == 200
