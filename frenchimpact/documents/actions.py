"""Everything that changes files and what is known of them."""

import logging
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path, PurePath
from typing import BinaryIO

from django.core.files.base import File
from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.accounts.rules import require_operator_or_command_line
from frenchimpact.documents import antivirus, calculations, events, files, queries, rules
from frenchimpact.documents.models import Document, Scan
from frenchimpact.journal.actions import record
from frenchimpact.journal.jobs import enqueue
from frenchimpact.shared.errors import Refusal

log = logging.getLogger(__name__)
SCAN_DOCUMENT = "documents.scan_document"
SCANS = "documents.scans"  # one at a time: an antivirus half dead takes no more than one hand of the worker
ORPHAN_AFTER = timedelta(days=1)


@transaction.atomic
def store_document(content: "File[bytes] | bytes", *, name: str, by: User) -> Document:
    """Keep a file, held until it is found clean. Its bytes are on disk under their hash before the row exists.

    Refuses what is empty, too big, of another type than documents and pictures, or dangerous to unpack.
    """
    draft = files.receive(_chunks(content), at_most=rules.MAX_SIZE)
    try:
        rules.require_size(draft.size)
        with draft.path.open("rb") as file:
            media_type = calculations.media_type_of(file, name)
            rules.require_accepted(media_type)
            rules.require_harmless(_fault_of(file, media_type))
        queries.wait_for_turn_on(draft.digest)
        files.keep(draft)
    finally:
        draft.path.unlink(missing_ok=True)
    document = Document.objects.create(
        name=calculations.name_as(calculations.clean_name(name), media_type),
        media_type=media_type,
        size=draft.size,
        digest=draft.digest,
        added_by=by,
    )
    record(events.STORED, document, by=by)
    if antivirus.is_on():
        enqueue(SCAN_DOCUMENT, {"document_id": document.pk}, lock=SCANS)
    return document


def scan_document(document_id: int) -> Scan:
    """Ask the antivirus; without one the document stays held for the programme team. Raises when it does not answer.

    What the antivirus is set not to read whole is held for the team too. Nothing is locked while it reads.
    """
    document = Document.objects.get(pk=document_id)
    if document.scan != Scan.WAITING or not antivirus.is_on():
        return Scan(document.scan)
    try:
        is_clean = antivirus.is_clean(files.path_of(document.digest))
    except antivirus.TooBig:
        log.warning("the antivirus does not read files as big as document %s: the team decides", document.public_id)
        return Scan.WAITING
    return _note_verdict(document_id, is_clean=is_clean)


@transaction.atomic
def release_document(document: Document, *, at: datetime, by: User | None) -> Document:
    """Let others open a document that no antivirus has seen. Refuses an infected one, and all but operators."""
    require_operator_or_command_line(by, at)
    document = Document.objects.select_for_update().get(pk=document.pk)
    rules.require_releasable(document)
    if document.scan == Scan.CLEAN:
        raise Refusal("Ce document est déjà ouvert aux autres.")
    document.scan = Scan.CLEAN
    document.save(update_fields=["scan"])
    record(events.RELEASED, document, by=by)
    return document


@transaction.atomic
def forget_who_gave(person: User, at: datetime) -> int:  # noqa: ARG001  # as every erasure is asked
    """Part the files from whoever gave them: what they hang on keeps them, under another name if theirs tells whose.

    Return how many.
    """
    for document in Document.objects.filter(added_by=person):
        if calculations.tells_a_name(document.name, person.name):
            document.name = f"document{PurePath(document.name).suffix}"
            document.save(update_fields=["name"])
    return Document.objects.filter(added_by=person).update(added_by=None)


@transaction.atomic
def scan_waiting_documents() -> int:
    """Put back in the queue what waits for the antivirus: set up after them, or away too long. Return how many.

    None while it does not answer: the jobs would only pile up.
    """
    if not (antivirus.is_on() and antivirus.answers()):
        return 0
    numbers = list(Document.objects.filter(scan=Scan.WAITING).order_by("pk").values_list("pk", flat=True))
    enqueue(SCAN_DOCUMENT, *({"document_id": number} for number in numbers), lock=SCANS)
    return len(numbers)


def sweep_orphans() -> int:
    """Delete files that have had no row for a day, left by a change that was undone or a death. Return how many."""
    drafts = [path for path in files.drafts() if _is_old(path)]
    for draft in drafts:
        draft.unlink(missing_ok=True)
    return len(drafts) + sum(_sweep(path) for path in list(files.kept_files()) if _is_old(path))


@transaction.atomic
def _note_verdict(document_id: int, *, is_clean: bool) -> Scan:
    document = Document.objects.select_for_update().get(pk=document_id)
    if document.scan == Scan.INFECTED or (is_clean and document.scan == Scan.CLEAN):
        return Scan(document.scan)
    document.scan = Scan.CLEAN if is_clean else Scan.INFECTED
    document.save(update_fields=["scan"])
    record(events.CLEARED if is_clean else events.INFECTED, document, by=None)
    return Scan(document.scan)


@transaction.atomic
def _sweep(path: Path) -> bool:
    queries.wait_for_turn_on(path.name)  # else the same bytes, given again just now, would lose their file
    if queries.has_row(path) or not _is_old(path):
        return False
    path.unlink(missing_ok=True)
    return True


def _fault_of(file: BinaryIO, media_type: str) -> str | None:
    if media_type.startswith("image/"):
        return calculations.fault_of_picture(file)
    return calculations.fault_of_archive(file)


def _is_old(path: Path) -> bool:
    return path.exists() and time.time() - path.stat().st_mtime > ORPHAN_AFTER.total_seconds()


def _chunks(content: "File[bytes] | bytes") -> Iterable[bytes]:
    return [content] if isinstance(content, bytes) else content.chunks(files.CHUNK)
