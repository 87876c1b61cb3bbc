"""The last minutes of a wave: 300 applicants within a minute, beside a POST that does nothing by as many clients."""

import os
import statistics

from benchmarks.measures import Line, percentile
from tests.crowd import rush

PART = "The last minutes of a wave"
APPLICANTS = 300
CLIENTS = 20
SECONDS = 60.0  # they all come within
TO_THE_CUTOFF = 900.0  # from before they are made: a busy machine makes no applicant late
SEED = 2027
FLOOR = "empty POST, p95"


def fill() -> list[str]:
    """Make a call with as many collectives; give the addresses of the call’s page and of an organisation’s."""
    first = rush.seed(dict(os.environ), APPLICANTS, TO_THE_CUTOFF)[0]
    return [first["call"], first["organisation"]]


def measure(port: int) -> list[Line]:
    site, environment = f"http://localhost:{port}", dict(os.environ)
    applicants = rush.seed(environment, APPLICANTS, TO_THE_CUTOFF)
    empty = rush.empty_posts(site, [one["session"] for one in applicants], clients=CLIENTS)
    done = rush.rush(site, applicants, clients=CLIENTS, seconds=SECONDS, seed=SEED)
    if troubles := rush.verify(environment, done.told):
        raise SystemExit("\n".join(troubles))
    floor = percentile(empty, 0.95)
    return [
        _line("floor: a POST that does nothing, p95", empty, None),
        _line(f"save a text and a file of {rush.ATTACHMENT // 1000} kB, p95", done.writing, floor),
        _line("submit, p95", done.submitting, floor),
    ]


def _line(what: str, seconds: list[float], floor: float | None) -> Line:
    more = {
        "p50": f"{1000 * statistics.median(seconds):.0f} ms",
        "answers": str(len(seconds)),
        "lost, twice or late": "" if floor is None else "none",
    }
    return Line(PART, what, percentile(seconds, 0.95), floor, FLOOR if floor else "", more=more)
