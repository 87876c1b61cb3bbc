"""What others ask of files: whether they may be opened, and whether all are there and whole."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.core.files.base import File
from django.db import connection
from django.db.models import QuerySet

from frenchimpact.accounts.models import User
from frenchimpact.documents import files, rules
from frenchimpact.documents.models import Document
from frenchimpact.shared.errors import Refusal


@dataclass(frozen=True)
class Integrity:
    """What `frenchimpact check` says: files read, and those which are not there or not what they were."""

    files: int
    missing: list[str]
    altered: list[str]


def open_document(document: Document, *, for_person: User | None) -> BinaryIO:
    """Open the file for reading; refuses before it is clean, but to who gave it. Ask its owner first who may see it."""
    if not rules.may_open(document, for_person):
        raise Refusal("Ce document n’est pas encore contrôlé : il s’ouvrira ici dès qu’il le sera.")
    try:
        return files.path_of(document.digest).open("rb")
    except FileNotFoundError as error:
        raise Refusal("Ce document est introuvable : prévenez l’équipe du programme.") from error


def integrity() -> Integrity:
    """Read every file that a row names and compare it with its hash."""
    digests = list(Document.objects.order_by("digest").values_list("digest", flat=True).distinct())
    paths = {digest: files.path_of(digest) for digest in digests}
    missing = [digest for digest, path in paths.items() if not path.exists()]
    altered = [digest for digest, path in paths.items() if path.exists() and files.digest_on_disk(path) != digest]
    return Integrity(len(digests), missing, altered)


def digest_of(content: "File[bytes] | bytes") -> str:
    """Give the digest under which these bytes are kept, or would be."""
    hashed = hashlib.sha256()
    for chunk in [content] if isinstance(content, bytes) else content.chunks(files.CHUNK):
        hashed.update(chunk)
    return hashed.hexdigest()


def given_by(person: User) -> QuerySet[Document]:
    return Document.objects.filter(added_by=person).order_by("added_at")


def has_row(path: Path) -> bool:
    return Document.objects.filter(digest=path.name).exists()


def wait_for_turn_on(digest: str) -> None:
    """Until the transaction ends, nobody else keeps or sweeps the file of this digest."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [digest])
