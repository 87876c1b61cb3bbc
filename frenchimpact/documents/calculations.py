"""What can be said of a file from its name and its bytes alone."""

import lzma
import os
import re
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import BinaryIO

import puremagic
from PIL import Image, UnidentifiedImageError

NAME_LENGTH = 200
SHORTEST_WORD = 4  # letters: « de » or « Léa » stand in too many names of files
MIB = 1024 * 1024
MAX_ENTRIES = 5_000
MAX_UNPACKED = 500 * MIB
MAX_RATIO = 100  # of what unpacks to more than FREE: text compresses well
FREE = 20 * MIB
MAX_DIRECTORY = 2 * MIB  # of an archive; reading a longer one takes hundreds of MB of memory by itself
TAIL = 65_557  # bytes at the end of an archive among which its directory is told
MAX_PIXELS = 150_000_000  # a phone takes 108 million; opened, each takes four bytes of memory
MACROS = "vbaproject.bin"  # what Office files with macros hold, whatever their name says
ARCHIVES = {".zip", ".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".tar", ".jar", ".iso"}


def clean_name(name: str) -> str:
    """Return the last part of a name, without control or invisible characters, short enough, its ending kept."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(letter if unicodedata.category(letter)[0] != "C" else " " for letter in last)
    plain = " ".join(visible.split()).lstrip(". ")
    ending = PurePosixPath(plain).suffix[:20]
    return plain[: NAME_LENGTH - len(ending)].removesuffix(ending) + ending if plain else "document"


ENDINGS = {
    "application/pdf": (".pdf",),
    "application/zip": (".zip",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/webp": (".webp",),
    "image/gif": (".gif",),
    "text/csv": (".csv", ".txt"),
    "text/plain": (".txt", ".csv", ".tsv", ".md"),
}
OFFICE_ENDINGS = {  # by the last word of the media type
    "document": (".docx",),
    "sheet": (".xlsx",),
    "presentation": (".pptx", ".odp"),
    "slideshow": (".ppsx",),
    "text": (".odt",),
    "spreadsheet": (".ods",),
    "graphics": (".odg",),
}


def name_as(name: str, media_type: str) -> str:
    """End a name as its bytes are: whoever keeps « note.html » and opens it runs no page, but reads a text."""
    endings = ENDINGS.get(media_type, OFFICE_ENDINGS.get(media_type.rpartition(".")[2], (".bin",)))
    if PurePosixPath(name).suffix.lower() in endings:
        return name
    return f"{name[: NAME_LENGTH - len(endings[0])]}{endings[0]}"


def tells_a_name(file_name: str, name: str) -> bool:
    """Say whether a word of a person’s name stands in the name of a file, whatever its case and accents."""
    words = [word for word in _plain(name).replace("-", " ").split() if len(word) >= SHORTEST_WORD]
    return any(word in _plain(file_name) for word in words)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).lower()


def media_type_of(file: BinaryIO, name: str) -> str:
    """Return the type that the bytes tell, whatever the name says; the name only helps between brothers (docx, zip)."""
    file.seek(0)
    head = file.read(64 * 1024)
    if not head:
        return "application/x-empty"
    try:
        file.seek(0)
        found = puremagic.magic_stream(file, filename=name)
    except (puremagic.PureError, ValueError):
        found = []
    types = [match.mime_type for match in found if match.mime_type]
    if types and types[0] == "application/pdf" and not head.lstrip().startswith(b"%PDF-"):
        return "application/octet-stream"  # readers forgive what stands before; it is how one file passes for two
    if types:
        return str(types[0])
    return "text/plain" if _is_text(head) else "application/octet-stream"


def fault_of_archive(file: BinaryIO) -> str | None:
    """Say in French what makes a zip (or an office file, which is one) dangerous to unpack; None when nothing does."""
    file.seek(0)
    if not zipfile.is_zipfile(file):
        return None
    if _has_long_directory(file):
        return "l’archive contient trop de fichiers"
    try:
        with zipfile.ZipFile(file) as archive:
            return _fault_of_entries(archive.infolist()) or _fault_of_content(archive)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, zlib.error, lzma.LZMAError):
        return "l’archive est abîmée"


def fault_of_picture(file: BinaryIO) -> str | None:
    """Say what makes a picture dangerous to show: a few bytes can tell of a thousand million pixels."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit stands below
            width, height = Image.open(file).size  # reads the head alone
    except Image.DecompressionBombError:
        return "l’image est beaucoup trop grande"
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return "l’image est abîmée"
    return "l’image est beaucoup trop grande" if width * height > MAX_PIXELS else None


def _fault_of_content(archive: zipfile.ZipFile) -> str | None:
    """Unpack everything, keeping nothing: an entry that is not as long as the directory tells is a lie or damage."""
    return None if archive.testzip() is None else "l’archive est abîmée"


def _has_long_directory(file: BinaryIO) -> bool:
    """Look at the length that the end of the archive tells (APPNOTE 4.3.16), before anything reads the directory.

    The locator of a « zip64 » directory (4.3.15) is refused too: nothing as small as what we accept needs one.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - TAIL))
    tail = file.read()
    ends = [found.end() + 8 for found in re.finditer(rb"PK\x05\x06", tail)]
    lengths = [int.from_bytes(tail[start : start + 4], "little") for start in ends]
    return b"PK\x06\x07" in tail or max(lengths, default=0) > MAX_DIRECTORY


def _fault_of_entries(entries: Iterable[zipfile.ZipInfo]) -> str | None:
    entries = list(entries)
    unpacked, packed = sum(one.file_size for one in entries), sum(one.compress_size for one in entries)
    if len(entries) > MAX_ENTRIES:
        return "l’archive contient trop de fichiers"
    if unpacked > MAX_UNPACKED or (unpacked > FREE and unpacked > packed * MAX_RATIO):
        return "l’archive devient beaucoup trop grosse une fois ouverte"
    if any(one.filename.lower().endswith(MACROS) for one in entries):
        return "le document contient des macros, qui peuvent exécuter un programme"
    if any(one.flag_bits & 1 for one in entries):
        return "l’archive est protégée par un mot de passe"
    if any(PurePosixPath(one.filename.lower()).suffix in ARCHIVES for one in entries):
        return "l’archive contient une autre archive"
    return None


def _is_text(head: bytes) -> bool:
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3:  # else a letter is only cut in two by the end of what we read
            return False
        text = head[: error.start].decode("utf-8")
    return not any(letter < " " and letter not in "\t\r\n\f" for letter in text)
