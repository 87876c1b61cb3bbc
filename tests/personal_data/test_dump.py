"""What a thief of a backup would read of who was erased: the dump and the files are searched word by word."""

import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from frenchimpact.accounts.actions import erase_person
from frenchimpact.config.cli.dump import dump, server_major
from frenchimpact.config.launch.binaries import find_client
from frenchimpact.documents.actions import store_document
from frenchimpact.journal.actions import seal_lines
from frenchimpact.journal.models import Event
from frenchimpact.journal.queries import verify_seals
from tests.personal_data.test_erasure import KEPT, NAME, deliver, make_xaviera

WORDS = ("xaviera", "quintefeuille")
# As they are, as bytes are dumped (hexadecimal), and as JSON writes letters that ASCII has not: these have none.
TRACES = re.compile("|".join([*WORDS, *(word.encode().hex() for word in WORDS)]), re.IGNORECASE)
TABLE = re.compile(r"^COPY public\.(\w+) .*?^\\\.$", re.MULTILINE | re.DOTALL)


def dumped(folder: Path, name: str) -> str:
    """Make the backup that operators make, and give it as SQL."""
    target = folder / name
    dump(target)
    program = find_client(server_major()).path("pg_restore")
    return subprocess.run([program, "--file=-", target], check=True, capture_output=True, text=True).stdout  # noqa: S603


def tables_that_tell(sql: str) -> set[str]:
    return {table[1] for table in TABLE.finditer(sql) if TRACES.search(table[0])}


def files_that_tell() -> list[Path]:
    folder = Path(settings.STORAGES["default"]["OPTIONS"]["location"])
    return [path for path in folder.rglob("*") if path.is_file() and TRACES.search(str(path.relative_to(folder)))]


@pytest.mark.django_db(transaction=True)
def test_a_dump_and_the_files_tell_nothing_of_who_is_erased_but_what_is_said_to_be_kept(tmp_path: Path) -> None:
    xaviera = make_xaviera()
    store_document(b"%PDF-1.4\n%%EOF\n", name=f"{NAME}.pdf", by=xaviera)
    seal_lines()
    before, told = dumped(tmp_path, "before"), Event.objects.count()
    assert len(tables_that_tell(before)) > 20  # the search does see her

    erase_person(xaviera, at=timezone.now(), by=xaviera)
    deliver()
    seal_lines()

    after = dumped(tmp_path, "after")
    assert tables_that_tell(after) == set(KEPT)
    assert TRACES.search(TABLE.sub("", after)) is None
    assert files_that_tell() == []
    assert Event.objects.count() > told
    assert verify_seals().first_altered is None
