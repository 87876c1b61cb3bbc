"""The last minutes of a wave: many applicants, each of whom writes, joins a file and submits."""

import hashlib
import json
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests

from tests.crowd.web import Form, Person
from tests.launch.site import PROJECT

ATTACHMENT = 200_000  # bytes: a scanned letter
EMPTY_POST = "/apparence/"


@dataclass
class Rush:
    """What a crowd was told, and how long each POST took."""

    told: dict[str, dict[str, Any]] = field(default_factory=dict)
    writing: list[float] = field(default_factory=list)  # seconds: a text and a file saved
    submitting: list[float] = field(default_factory=list)  # seconds
    unanswered: int = 0


def seed(environment: dict[str, str], count: int, seconds_to_cutoff: float, *more: str) -> list[dict[str, str]]:
    return list(_run(environment, "tests.crowd.seed", str(count), str(seconds_to_cutoff), *more))


def verify(environment: dict[str, str], told: dict[str, dict[str, Any]], *more: str) -> list[str]:
    return list(_run(environment, "tests.crowd.verify", *more, given=json.dumps(told)))


def empty_posts(site: str, sessions: list[str], *, clients: int) -> list[float]:
    """Time a POST that does nothing, by as many clients at once as the rush has: its floor."""

    def post(session: str) -> list[float]:
        person = Person(site, session)
        form = person.form("/", to=EMPTY_POST)
        person.send(EMPTY_POST, form, {})
        return person.seconds

    with ThreadPoolExecutor(clients) as pool:
        return [seconds for found in pool.map(post, sessions) for seconds in found]


def rush(site: str, applicants: list[dict[str, str]], *, clients: int, seconds: float, seed: int) -> Rush:
    """Let all applicants come within so many seconds, at instants drawn with this seed, more and more of them."""
    draw = random.Random(seed)  # noqa: S311  # no secret
    instants = sorted(seconds * draw.random() ** 0.5 for _ in applicants)  # most of them at the end
    done, begun = Rush(), time.monotonic()

    def come(found: tuple[float, dict[str, str]]) -> None:
        time.sleep(max(0.0, begun + found[0] - time.monotonic()))
        apply(site, found[1], done)

    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(come, zip(instants, applicants, strict=True)))
    return done


def apply(site: str, applicant: dict[str, str], done: Rush) -> None:
    """Write the text, join a file, read again and submit; note at once what the site said."""
    person = Person(site, applicant["session"])
    told = done.told.setdefault(applicant["application"], {"texts": [applicant["text"]]})
    sheet = f"/reponses/{applicant['sheet']}/"
    told["file"] = write(person, sheet, person.form(sheet, to=sheet), applicant)
    done.writing += person.seconds
    submit(person, applicant["application"])
    told["submitted"] = True
    done.submitting.append(person.seconds[-1])
    done.unanswered += person.tries


def write(person: Person, sheet: str, form: Form, applicant: dict[str, str]) -> str:
    """Save the text and join a file, by one form; give the digest of the file."""
    content = f"Lettre de {applicant['application']}\n".encode() * (ATTACHMENT // 32)
    saved = person.send(sheet, form, {"besoins": applicant["text"]}, file=("pieces", "lettre.txt", content))
    led_to(saved, sheet)
    return hashlib.sha256(content).hexdigest()


def submit(person: Person, application: str) -> None:
    review = f"/candidatures/{application}/depot/"
    answer = person.send(review, person.form(review, to=review), {"declared": "on"})
    receipt = led_to(answer, f"/candidatures/{application}/recepisse/")
    if person.get(receipt).status_code != requests.codes.ok:
        raise AssertionError(receipt)


def led_to(answer: requests.Response, path: str) -> str:
    """Give where the answer leads, which must be there: a refusal leads back, or is told on the page."""
    found = urlsplit(answer.headers.get("Location", ""))
    if answer.status_code != requests.codes.found or found.path != path:
        at = answer.headers.get("Date", "")
        message = f"{answer.request.method} {answer.url} at {at}: {answer.status_code} {found} {answer.text[:2000]}"
        raise AssertionError(message)
    return path


def _run(environment: dict[str, str], *program: str, given: str = "") -> Any:  # noqa: ANN401  # JSON
    command = [sys.executable, "-m", *program]
    answer = subprocess.run(  # noqa: S603
        command, cwd=PROJECT, env=environment, input=given, capture_output=True, text=True, check=False
    )
    if answer.returncode:
        raise AssertionError(answer.stderr[-4000:])
    return json.loads(answer.stdout.splitlines()[-1])
