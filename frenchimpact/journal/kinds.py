"""A kind of event: its code for machines, its phrase for people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    code: str  # stored for ever: never rename
    phrase: str  # French, third person: « a déposé le projet »

    def __post_init__(self) -> None:
        if not self.phrase or len(self.code) > CODE_LENGTH:
            raise ValueError(self)
        if known.setdefault(self.code, self) != self:
            message = f"Two kinds of event bear the code {self.code}."
            raise ValueError(message)


CODE_LENGTH = 60
# Every kind by its code: modules declare theirs in events.py, which journal.apps imports.
known: dict[str, Kind] = {}
