"""`make setup` on machines that lack something; nothing is downloaded but what a person would download."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.launch.site import PROJECT

NO_VENV = """#!/bin/sh
# A python3 as Debian ships it without python3-venv.
case "$*" in "-m venv"*) echo "ensurepip is not available" >&2; exit 1 ;; esac
exec "{python}" "$@"
"""
OLD = '#!/bin/sh\ncase "$*" in *version_info*) exit 1 ;; esac\nexec "{python}" "$@"\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Give a folder that holds the script and a lock file that asks for nothing."""
    return _checkout(tmp_path)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give such a folder after a first setup."""
    folder = _checkout(tmp_path_factory.mktemp("ready"))
    assert _setup(folder, python=sys.executable).returncode == 0
    return folder


def test_without_the_venv_module_an_environment_is_made_by_virtualenv(checkout: Path) -> None:
    answer = _setup(checkout, python=_python(checkout, NO_VENV))

    assert answer.returncode == 0, answer.stderr
    assert _runs(checkout)


def test_a_second_setup_does_nothing(ready: Path) -> None:
    stamp = ready / ".venv" / "installed-requirements.lock"
    made = stamp.stat().st_mtime_ns

    answer = _setup(ready, python=sys.executable)

    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
    assert stamp.stat().st_mtime_ns == made


def test_a_missing_python_is_said(checkout: Path) -> None:
    answer = _setup(checkout, python="python9")

    assert answer.returncode == 1
    assert answer.stderr == (
        "« python9 » est introuvable : installez Python 3.11 ou plus récent, ou lancez « PYTHON=python3.12 make … ».\n"
    )


def test_an_old_python_is_said(checkout: Path) -> None:
    python = _python(checkout, OLD)

    answer = _setup(checkout, python=python)

    assert answer.returncode == 1
    assert answer.stderr == (
        f"Python 3.11 ou plus récent est nécessaire ; « {python} » est plus ancien. "
        "Lancez « PYTHON=python3.12 make … ».\n"
    )


def test_a_library_that_is_not_the_one_of_the_lock_file_is_refused(ready: Path) -> None:
    (ready / "other.lock").write_text(f"tqdm==4.67.1 --hash=sha256:{'0' * 64}\n")

    answer = _setup(ready, "other.lock", python=sys.executable)

    assert answer.returncode == 1
    assert answer.stderr == (
        "Les bibliothèques n’ont pas pu être installées (détails : build/setup.log). "
        "Vérifiez la connexion à internet et la place sur le disque, puis relancez.\n"
    )
    assert not (ready / ".venv" / "installed-other.lock").exists()


def _checkout(folder: Path) -> Path:
    (folder / "scripts").mkdir()
    (folder / "scripts" / "setup.sh").write_text((PROJECT / "scripts" / "setup.sh").read_text())
    (folder / "requirements.lock").write_text("")
    return folder


def _setup(checkout: Path, *locks: str, python: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "scripts/setup.sh", *locks],  # noqa: S607  # the shell of the machine, as make calls it
        cwd=checkout,
        env=os.environ | {"PYTHON": python},
        capture_output=True,
        text=True,
        check=False,
    )


def _python(checkout: Path, script: str) -> str:
    path = checkout / "python-of-this-machine"
    path.write_text(script.format(python=sys.executable))
    path.chmod(0o755)
    return str(path)


def _runs(checkout: Path) -> bool:
    command = [str(checkout / ".venv" / "bin" / "python"), "-m", "pip", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
