"""`frenchimpact replay`: anybody makes the ranking of a wave again, with no database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from frenchimpact.calls.calculations.record import canonical, digest_of
from frenchimpact.calls.tests.test_record import make
from frenchimpact.config.cli.main import main


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
