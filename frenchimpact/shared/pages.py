"""What is asked once while a page is made, and forgotten with it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

Told = TypeVar("Told")

_KEPT: ContextVar[dict[Callable[[], Any], Any] | None] = ContextVar("kept_for_the_page", default=None)


@contextmanager
def one_page() -> Iterator[None]:
    """Keep the answers of `once_a_page` functions as long as this lasts. Only for what does not write."""
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


def once_a_page(ask: Callable[[], Told]) -> Callable[[], Told]:
    """Ask once while a page is only looked at; each time anywhere else, where what is asked may have been written."""

    @wraps(ask)
    def told() -> Told:
        kept = _KEPT.get()
        if kept is None:
            return ask()
        if ask not in kept:
            kept[ask] = ask()
        answer: Told = kept[ask]
        return answer

    return told
