"""A backup restored elsewhere gives back every row, file and key; a damaged one changes nothing."""

import hashlib
import io
import json
import stat
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest
from psycopg import sql

from frenchimpact.config.cli.marks import read_marks, write_marks
from frenchimpact.config.launch.postgres import database_server
from tests.launch.site import Site, run_command

CONTENT = "Statuts de l’association".encode()
DIGEST = hashlib.sha256(CONTENT).hexdigest()
COUNT = "SELECT count(*), coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') FROM {} t"
ATTEMPTS = 3


class Backup(NamedTuple):
    """An archive, and the rows of the site while it was made."""

    file: Path
    rows: dict[str, tuple[str, ...] | None]


@pytest.fixture(scope="module")
def backup(the_only_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Backup:
    """Back up the running site, which holds one file, again where its worker wrote a seal meanwhile."""
    if the_only_site.has_ended:
        the_only_site.start()
    file = the_only_site.data / "files" / DIGEST[:2] / DIGEST
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(CONTENT)
    for _ in range(ATTEMPTS):
        target = tmp_path_factory.mktemp("backups") / "site.tar"
        before = _rows(the_only_site.data)

        answer = run_command(the_only_site.data, "backup", str(target))

        assert answer.returncode == 0, answer.stderr
        if _rows(the_only_site.data) == before:
            return Backup(target, before)
    pytest.fail("The site never rested while it was backed up.")


@pytest.fixture(scope="module")
def archive(backup: Backup) -> Path:
    return backup.file


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """Give the data folder of a machine on which nothing was ever started, its server kept running for speed."""
    data = tmp_path / "elsewhere"
    with database_server(data, durable=False):
        yield data


def test_a_backup_restored_elsewhere_holds_every_row_file_and_key(site: Site, backup: Backup, elsewhere: Path) -> None:
    answer = run_command(elsewhere, "restore", str(backup.file))

    assert answer.returncode == 0, answer.stderr
    assert _rows(elsewhere) == backup.rows
    assert _files(elsewhere, "files") == _files(site.data, "files")
    assert _files(elsewhere, "secrets") == _files(site.data, "secrets")
    assert read_marks(elsewhere) == read_marks(site.data) != {}


def test_a_backup_is_for_the_eyes_of_its_owner(archive: Path) -> None:
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert [path.name for path in archive.parent.iterdir()] == ["site.tar"]


def test_a_backup_never_overwrites_another(site: Site, archive: Path) -> None:
    before = archive.read_bytes()

    answer = run_command(site.data, "backup", str(archive))

    assert answer.returncode == 1
    assert answer.stderr == f"Le fichier « {archive} » existe déjà : choisissez un autre nom.\n"
    assert archive.read_bytes() == before


def test_data_are_replaced_only_on_demand(site: Site, archive: Path, elsewhere: Path) -> None:
    _witness(elsewhere)
    write_marks(elsewhere, {"geography": "of the data that are replaced"})
    before = _rows(elsewhere)

    refused = run_command(elsewhere, "restore", str(archive))
    kept = _rows(elsewhere)
    accepted = run_command(elsewhere, "restore", "--replace", str(archive))

    assert refused.returncode == 1
    assert refused.stderr[:60] == "Il y a déjà des données ici : rien n’a été changé. Pour les "[:60]
    assert kept == before
    assert accepted.returncode == 0, accepted.stderr
    assert "witness" not in _rows(elsewhere)
    assert "geography_commune" in _rows(elsewhere)
    assert read_marks(elsewhere) == read_marks(site.data)


def test_a_site_that_runs_is_not_replaced(site: Site, archive: Path) -> None:
    answer = run_command(site.data, "restore", "--replace", str(archive))

    assert answer.returncode == 1
    assert answer.stderr.splitlines()[-1][:35] == "Le site est déjà lancé avec le doss"


@pytest.mark.parametrize("part", [0.2, 0.6, 0.99])
def test_a_backup_cut_short_changes_nothing(archive: Path, elsewhere: Path, tmp_path: Path, part: float) -> None:
    content = archive.read_bytes()
    cut = tmp_path / "cut.tar"
    cut.write_bytes(content[: int(len(content) * part)])

    _assert_refused(cut, elsewhere)


def test_a_backup_with_one_byte_altered_changes_nothing(archive: Path, elsewhere: Path, tmp_path: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 1
    altered = tmp_path / "altered.tar"
    altered.write_bytes(content)

    _assert_refused(altered, elsewhere)


def test_a_backup_that_would_write_outside_the_data_changes_nothing(elsewhere: Path, tmp_path: Path) -> None:
    evil = tmp_path / "evil.tar"
    with tarfile.open(evil, "w") as tar:
        member = tarfile.TarInfo("files/../../outside")
        member.size = 4
        tar.addfile(member, io.BytesIO(b"evil"))

    _assert_refused(evil, elsewhere)


def test_a_file_that_is_no_backup_is_said(elsewhere: Path, tmp_path: Path) -> None:
    letter = tmp_path / "lettre.txt"
    letter.write_text("Bonjour")

    answer = run_command(elsewhere, "restore", str(letter))

    assert answer.returncode == 1
    assert answer.stderr == "Ce fichier n’est pas une sauvegarde de French Impact : vérifiez son nom.\n"


def test_a_backup_of_a_newer_version_is_said(archive: Path, elsewhere: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer.tar"
    with tarfile.open(archive) as old, tarfile.open(newer, "w") as tar:
        for member in old:
            content = old.extractfile(member)
            assert content
            if member.name == "manifest.json":
                manifest = json.load(content)
                manifest["migrations"].append("labels 0999_from_the_future")
                content = io.BytesIO(json.dumps(manifest).encode())
                member.size = len(content.getvalue())
            tar.addfile(member, content)

    answer = run_command(elsewhere, "restore", str(newer))

    assert answer.returncode == 1
    assert answer.stderr == (
        "Cette sauvegarde vient d’une version plus récente du logiciel (labels 0999_from_the_future) : "
        "rien n’a été changé. Mettez le logiciel à jour d’abord.\n"
    )


def _assert_refused(archive: Path, elsewhere: Path) -> None:
    answer = run_command(elsewhere, "restore", str(archive))

    assert answer.returncode == 1
    assert answer.stderr[:27] == "Cette sauvegarde est abîmée"
    assert _rows(elsewhere) == {}
    assert _files(elsewhere, "files") == {}


def _connect(data: Path) -> psycopg.Connection[tuple[str, ...]]:
    return Site(data).connect()  # type: ignore[return-value]  # the rows are of another shape


def _rows(data: Path) -> dict[str, tuple[str, ...] | None]:
    """Count and digest of each table, but for the job queue's own, which never rests."""
    with _connect(data) as connection:
        names = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' "
            "AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'procrastinate%'"
        ).fetchall()
        return {name: connection.execute(sql.SQL(COUNT).format(sql.Identifier(name))).fetchone() for (name,) in names}


def _witness(data: Path) -> None:
    with _connect(data) as connection:
        connection.execute("CREATE TABLE witness (mark integer)")


def _files(data: Path, folder: str) -> dict[str, str]:
    return {
        path.relative_to(data).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (data / folder).rglob("*")
        if path.is_file()
    }
