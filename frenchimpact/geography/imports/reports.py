"""What a load says when it is over."""

from collections.abc import Callable
from dataclasses import dataclass, field

Progress = Callable[[str, float], None]  # a step in French, and how much is done: 0 to 1


@dataclass(frozen=True)
class LoadReport:
    """`changed` is False when the same file stood in the database already."""

    name: str
    vintage: str
    rows: int
    changed: bool
    sentence: str
    remarks: list[str] = field(default_factory=list)  # what was left out, and why


def say_nothing(step: str, done: float) -> None:
    """Progress for those who do not watch."""
