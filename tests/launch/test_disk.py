"""A full disk is said in one sentence, and nothing is lost."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from frenchimpact.config.cli.failures import sentence_for
from frenchimpact.config.launch.disk import DISK_IS_FULL, require_space
from frenchimpact.shared.errors import Refusal
from tests.launch.site import PROJECT, environment, free_port

START_THE_DATABASE = """
import sys
from pathlib import Path
from frenchimpact.config.launch.postgres import database_server
with database_server(Path(sys.argv[1])):
    pass
"""
SMALL_DISK = ["unshare", "-U", "-r", "-m", "sh", "-c", 'mount -t tmpfs -o size=20m none "$0" && exec "$@"']
SMALL_FILES = ["sh", "-c", 'ulimit -f 8000; exec "$@"']


def test_a_disk_nearly_full_is_said_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        require_space(tmp_path / "data", megabytes=10**9)

    assert refusal.value.message[:36] == "Le disque est presque plein : il res"
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_while_the_database_is_made_is_said(tmp_path: Path) -> None:
    answer = subprocess.run(
        [*_small_disk(tmp_path), sys.executable, "-c", _saying(START_THE_DATABASE), str(tmp_path / "data")],
        cwd=PROJECT,
        env=environment(tmp_path / "data", free_port()),
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 1
    assert answer.stderr == f"{DISK_IS_FULL}\n"


def test_a_disk_that_fills_while_a_file_is_written_is_said() -> None:
    with pytest.raises(OSError, match="No space left on device") as failure:
        Path("/dev/full").write_text("x") if Path("/dev/full").exists() else _no_space()

    assert sentence_for(failure.value) == DISK_IS_FULL


def _no_space() -> None:
    raise OSError(28, "No space left on device")


def _small_disk(folder: Path) -> list[str]:
    """Give the words that run a program on a small disk, or with small files where nobody may mount one."""
    mountable = (
        shutil.which("unshare") and subprocess.run([*SMALL_DISK, str(folder), "true"], check=False).returncode == 0
    )
    return [*SMALL_DISK, str(folder)] if mountable else [*SMALL_FILES, "sh"]


def _saying(code: str) -> str:
    body = "\n".join(f"    {line}" for line in code.splitlines())
    return (
        f"import sys\nfrom frenchimpact.config.cli.failures import sentence_for\ntry:\n{body}\n"
        "except Exception as error:\n    print(sentence_for(error), file=sys.stderr)\n    sys.exit(1)\n"
    )
