"""The journal's hash chain: each seal covers some lines and the seal before it."""

import hashlib
from collections.abc import Iterable, Sequence
from itertools import zip_longest

Line = tuple[int, bytes]  # the line's number, and the SHA-256 of all that it says
MARK = 16  # bytes that a seal keeps of each line, so that an altered one is found: number, then half a hash


def digest_of(previous: str, lines: Iterable[Line]) -> str:
    """SHA-256 of the seal before (hexadecimal, or nothing) and of each line's number and hash, in their order."""
    seal = hashlib.sha256(previous.encode())
    for number, hashed in lines:
        seal.update(number.to_bytes(8, "big") + hashed)
    return seal.hexdigest()


def marks_of(lines: Iterable[Line]) -> bytes:
    return b"".join(_mark(line) for line in lines)


def first_difference(marks: bytes, lines: Sequence[Line]) -> int | None:
    """Return the number of the first line that was altered, added or removed since these marks were made."""
    kept = [marks[start : start + MARK] for start in range(0, len(marks), MARK)]
    for mark, line in zip_longest(kept, lines):
        if line is None or mark is None or mark != _mark(line):
            return min(number for number in (_number(mark), line and line[0]) if number is not None)
    return None


def _mark(line: Line) -> bytes:
    return line[0].to_bytes(8, "big") + line[1][: MARK - 8]


def _number(mark: bytes | None) -> int | None:
    return int.from_bytes(mark[:8], "big") if mark else None
