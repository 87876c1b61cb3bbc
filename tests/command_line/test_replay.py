"""`frenchimpact replay`: anybody makes the ranking of a wave again, with no database."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from frenchimpact.calls.calculations.record import canonical, digest_of
from frenchimpact.calls.tests.test_record import make
from frenchimpact.config.cli.main import main
from frenchimpact.labels.actions import change_key
from frenchimpact.labels.models import WaveRecord
from frenchimpact.labels.tests.recorded import READERS, make_decided_wave, written


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "vague.json"


def test_a_true_record_is_identical(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = make()
    file.write_text(canonical(record), "utf-8")

    assert main(["replay", str(file)]) == 0
    told = capsys.readouterr().out
    assert "Identique" in told
    assert digest_of(record) in told
    assert "12 candidatures, 8 lecteurs" in told


def test_a_record_that_was_changed_is_different(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = make().model_dump(mode="json")
    lines["ranking"][0]["mean"] += 1
    file.write_text(json.dumps(lines), "utf-8")

    assert main(["replay", str(file)]) == 1
    assert capsys.readouterr().err == "Différent : ranking[0].mean.\n"


@pytest.mark.parametrize("content", [b"", b"{}", b"\x89PNG\r\n", None])
def test_anything_else_is_one_sentence(file: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]) -> None:
    if content is not None:
        file.write_bytes(content)

    assert main(["replay", str(file)]) == 1
    told = capsys.readouterr().err
    assert (told.count("\n"), "vague.json" in told) == (1, True)


def test_no_database_is_asked(file: Path) -> None:
    file.write_text(canonical(make()), "utf-8")
    elsewhere = os.environ | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}

    command = [sys.executable, "-m", "frenchimpact", "replay", str(file)]
    done = subprocess.run(command, env=elsewhere, check=False, capture_output=True, text=True)  # noqa: S603

    assert (done.returncode, done.stderr) == (0, "")


def download(client: Client, record: WaveRecord, folder: Path) -> Path:
    """Take away what the page of a record tells to: the record, its signature, the keys."""
    address = record.get_absolute_url().rstrip("/")
    for name, at in {"r.json": f"{address}.json", "r.jws": f"{address}.jws", "cles.json": "/labels/cles.json"}.items():
        answer = client.get(at)
        assert answer.status_code == 200
        (folder / name).write_bytes(answer.content)
    return folder / "r.json"


@pytest.mark.django_db
def test_what_anybody_downloads_is_identical_and_signed(
    client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = written(make_decided_wave().wave)
    change_key(by=None, at=timezone.now())  # a key that signs no more stays published

    file = download(client, record, tmp_path)

    assert sha256(file.read_bytes()).hexdigest() == record.digest
    assert main(["replay", str(file), "--key", str(tmp_path / "cles.json")]) == 0
    told = capsys.readouterr().out
    assert ("Identique" in told, "Signé" in told, record.digest in told) == (True, True, True)
    page = client.get(record.get_absolute_url()).content.decode()
    assert record.digest in page
    assert f"{READERS}\u00a0personnes" in page


@pytest.mark.django_db
def test_a_changed_score_is_different_and_not_signed(
    client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = download(client, written(make_decided_wave().wave), tmp_path)
    told = json.loads(file.read_text("utf-8"))
    told["readings"][0]["points"]["defis"] = 5 - told["readings"][0]["points"]["defis"]
    file.write_text(json.dumps(told), "utf-8")

    assert main(["replay", str(file), "--key", str(tmp_path / "cles.json")]) == 1
    errors = capsys.readouterr().err
    assert ("Différent" in errors, "Non signé" in errors) == (True, True)


@pytest.mark.django_db
def test_a_file_without_any_key_is_one_sentence(
    client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = download(client, written(make_decided_wave().wave), tmp_path)

    assert main(["replay", str(file), "--key", str(file)]) == 1
    assert "ne contient pas de clé publique" in capsys.readouterr().err
