"""What an attacker types, forges or uploads: never a 500, nothing written that should not be, nothing typed is lost."""

import io
import struct
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from frenchimpact.accounts.actions import count_try
from frenchimpact.accounts.models import Identity, TryKind
from frenchimpact.accounts.tests.factories import make_person, sign_in
from frenchimpact.config.settings.logs import without_links
from frenchimpact.documents.models import Document
from frenchimpact.journal.models import Event
from frenchimpact.questionnaires.models import Answer, AnswerSheet
from frenchimpact.questionnaires.tests.factories import make_sheet
from frenchimpact.questionnaires.web.conflicts import pieces_of
from frenchimpact.shared.errors import Refusal
from tests.signing_in.test_codes import code_sent_to

pytestmark = pytest.mark.django_db

FAULT = 500
ELSEWHERE = ["connexion", "accounts", "//evil.test/", "https://evil.test/", "/\\evil.test"]
LINKS = ["/compte/adresse/annuler/", "/connexion/facteur-perdu/", "/invitations/", "/lettres/"]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
TEXT_OF_20_MB = "é" * 10_000_000


@pytest.fixture
def camille() -> tuple[Client, AnswerSheet]:
    person = make_person()
    return sign_in(Client(raise_request_exception=False), person), make_sheet(person)


@pytest.mark.parametrize("next_page", ELSEWHERE)
def test_whoever_is_led_elsewhere_comes_in_at_home(next_page: str) -> None:
    make_person()
    client = Client(raise_request_exception=False)
    client.post("/connexion/", {"email": "camille@exemple.test", "next": next_page})

    answer = client.post("/connexion/code/", {"code": code_sent_to("camille@exemple.test")})

    assert (answer.status_code, answer["Location"]) == (302, "/mon-espace/")


def test_a_proconnect_identity_left_in_a_browser_is_not_tied_to_whoever_signs_in_there_by_a_code() -> None:
    camille = make_person()
    client = Client()
    session = client.session
    told = {"issuer": "https://fournisseur.test", "subject": "attaquante", "email": camille.email, "siret": ""}
    session["identity"] = told | {"id_token": "x", "known": False, "at": time.time()}
    session.save()

    client.post("/connexion/", {"email": camille.email})
    client.post("/connexion/code/", {"code": code_sent_to(camille.email)})

    assert client.get("/compte/").status_code == 200
    assert Identity.objects.count() == 0


@pytest.mark.parametrize("path", LINKS)
def test_logs_keep_no_token_of_any_link(path: str) -> None:
    token = "A1b2_-" * 7 + "Z"

    line = without_links(None, "info", {"request": f"POST {path}{token}/", "more": [f"{path}{token}"]})

    assert token not in str(line)


def test_two_texts_made_to_be_slow_are_compared_at_once() -> None:
    since = time.process_time()

    mine, theirs = pieces_of("début " + "a b " * 2_400 + "fin", "début " + "a c " * 2_400 + "fin")

    assert time.process_time() - since < 5
    assert [differs for differs, _ in mine] == [False, True, False]
    assert [differs for differs, _ in theirs] == [False, True, False]


def test_a_long_text_of_which_one_word_changed_shows_that_word() -> None:
    mine, theirs = pieces_of("le mot " * 5_000 + "un reste", "le mot " * 5_000 + "deux reste")

    assert [text for differs, text in mine if differs] == ["un"]
    assert [text for differs, text in theirs if differs] == ["deux"]


def test_twenty_megabytes_of_text_are_refused_and_write_nothing(camille: tuple[Client, AnswerSheet]) -> None:
    client, sheet = camille
    before = Event.objects.count()

    answers = [
        client.post(f"/reponses/{sheet.public_id}/champs/resume/", {"resume": TEXT_OF_20_MB, "version": "0"}),
        client.post(f"/reponses/{sheet.public_id}/", {"resume": TEXT_OF_20_MB, "version-resume": "0"}),
        client.post("/compte/adresse/", {"email": TEXT_OF_20_MB}),
    ]

    assert [answer.status_code < FAULT for answer in answers] == [True] * 3
    assert (Answer.objects.count(), Event.objects.count()) == (0, before)


def test_a_body_that_would_fill_the_disk_is_refused_before_it_is_read(camille: tuple[Client, AnswerSheet]) -> None:
    client, sheet = camille

    answer = client.post(f"/reponses/{sheet.public_id}/", {"resume": "x"}, CONTENT_LENGTH=str(10**10))

    assert (answer.status_code, Answer.objects.count()) == (413, 0)


def test_text_too_long_for_an_answer_is_refused_and_given_back(camille: tuple[Client, AnswerSheet]) -> None:
    client, sheet = camille
    typed = "mot " * 30_000

    answer = client.post(f"/reponses/{sheet.public_id}/", {"resume": typed, "version-resume": "0"})

    assert (answer.status_code, typed.strip() in answer.content.decode()) == (422, True)
    assert Answer.objects.count() == 0


def test_a_control_character_takes_nothing_of_the_rest_away(camille: tuple[Client, AnswerSheet]) -> None:
    client, sheet = camille

    client.post(f"/reponses/{sheet.public_id}/", {"resume": "a\0b\x1fc", "version-resume": "9" * 50})

    assert Answer.objects.get().value == "abc"


@pytest.mark.parametrize("field", ["remove_file", "restore_file"])
def test_a_forged_file_changes_nothing(camille: tuple[Client, AnswerSheet], field: str) -> None:
    client, sheet = camille

    assert client.post(f"/reponses/{sheet.public_id}/", {field: "\0"}).status_code == 302


@pytest.mark.parametrize("way", ["", "lecture/", "lecture.pdf", "presence/", "champs/resume/", "versions/resume/"])
def test_a_sheet_of_strangers_is_nowhere(camille: tuple[Client, AnswerSheet], way: str) -> None:
    client, _ = camille
    theirs = make_sheet(make_person("Zélie Autre"), slug="autre")
    address = f"/reponses/{theirs.public_id}/{way}"

    assert {client.get(address).status_code, client.post(address, {"resume": "x"}).status_code} <= {404, 405}
    assert Answer.objects.count() == 0


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", bytes(60 * 1024 * 1024))
    return file.getvalue()


def long_directory() -> bytes:
    """Make a small archive whose directory alone would take hundreds of megabytes of memory to read."""
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    entries = entry * 60_000
    return entries + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 60_000, 60_000, len(entries), 0, 0)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("dessin.svg", SVG),
        ("dessin.png", SVG),
        ("page.html", b"<!doctype html><script>alert(1)</script>"),
        ("programme.pdf", b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0"),
        ("vide.pdf", b""),
        ("bombe.zip", bomb()),
        ("annuaire.zip", long_directory()),
    ],
    ids=["svg", "svg-as-png", "html", "program", "empty", "bomb", "directory"],
)
def test_a_dangerous_file_is_refused_on_the_page(
    camille: tuple[Client, AnswerSheet], name: str, content: bytes
) -> None:
    client, sheet = camille

    answer = client.post(
        f"/reponses/{sheet.public_id}/",
        {"partie": "pieces", "lettre": SimpleUploadedFile(name, content), "axes": "a", "version-axes": "0"},
    )

    assert answer.status_code == 422
    assert Document.objects.count() == 0
    assert Answer.objects.get().value == ["a"]


@pytest.mark.parametrize("way", ["presence/", "champs/resume/"])
def test_what_scripts_send_asks_for_the_token_of_the_page(camille: tuple[Client, AnswerSheet], way: str) -> None:
    client, sheet = camille
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies

    assert strict.post(f"/reponses/{sheet.public_id}/{way}", {"resume": "x"}).status_code == 403
    assert Answer.objects.count() == 0


def test_tries_beyond_the_limit_are_refused_whatever_the_case_of_the_address() -> None:
    for address in ("a@b.test", "A@b.test", "a@B.test", "A@B.test"):
        count_try(TryKind.CODE_TO_ADDRESS, address)

    with pytest.raises(Refusal):
        count_try(TryKind.CODE_TO_ADDRESS, "a@b.test")
