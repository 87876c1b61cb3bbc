"""What a person sees of a command: each step with its time, a bar where it lasts."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

Progress = Callable[[str, float], None]


@contextmanager
def step(words: str) -> Iterator[None]:
    """Say that a step is done, and in how long."""
    begun = time.monotonic()
    yield
    say_done(words, time.monotonic() - begun)


def say_done(words: str, seconds: float) -> None:
    print(f"✓ {words} ({french_seconds(seconds)})")


def french_seconds(seconds: float) -> str:
    return f"{seconds:.1f}".replace(".", ",") + " s"


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Give the function that a long action calls with its step's name and the part done (0 to 1)."""
    if not sys.stderr.isatty():
        yield lambda _words, _part: None
        return
    with tqdm(total=100, leave=False, bar_format="  {desc} {bar} {n:.0f} % ") as bar:

        def show(words: str, part: float) -> None:
            bar.set_description_str(words, refresh=False)
            bar.update(100 * part - bar.n)

        yield show
