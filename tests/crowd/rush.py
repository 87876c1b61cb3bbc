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
from urllib.parse import urljoin

from tests.crowd.web import Person
from tests.launch.site import PROJECT

ATTACHMENT = 200_000  # bytes: a scanned letter
EMPTY_POST = "/apparence/"
SUBMITTED = 302


@dataclass
class Rush:
    """What a crowd was told, and how long each POST took."""

    told: dict[str, dict[str, Any]] = field(default_factory=dict)
    writing: list[float] = field(default_factory=list)  # seconds: a text and a file saved
    submitting: list[float] = field(default_factory=list)  # seconds
    unanswered: int = 0


def seed(environment: dict[str, str], count: int, seconds_to_cutoff: float) -> list[dict[str, str]]:
    return list(_run(environment, "tests.crowd.seed", str(count), str(seconds_to_cutoff)))


def verify(environment: dict[str, str], told: dict[str, dict[str, Any]]) -> list[str]:
    return list(_run(environment, "tests.crowd.verify", given=json.dumps(told)))


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
    told = done.told.setdefault(applicant["application"], {"text": applicant["text"]})
    content = f"Lettre de {applicant['application']}\n".encode() * (ATTACHMENT // 32)
    sheet = f"/reponses/{applicant['sheet']}/"
    form = person.form(sheet, to=sheet)
    file = ("pieces", "lettre.txt", content)
    saved = person.send(sheet, form, {"besoins": applicant["text"]}, file=file)
    if saved.status_code != SUBMITTED:
        message = f"{sheet}: {saved.status_code} {saved.text[:2000]}"
        raise AssertionError(message)
    told["file"] = hashlib.sha256(content).hexdigest()
    done.writing += person.seconds
    review = f"/candidatures/{applicant['application']}/depot/"
    answer = person.send(review, person.form(review, to=review), {"declared": "on"})
    told["submitted"] = answer.status_code == SUBMITTED and answer.headers["Location"].endswith("/recepisse/")
    if not told["submitted"]:
        message = f"{review}: {answer.status_code} {answer.text[:2000]}"
        raise AssertionError(message)
    if person.get(urljoin(review, answer.headers["Location"])).status_code != 200:
        raise AssertionError(review)
    done.submitting.append(person.seconds[-1])
    done.unanswered += person.tries


def _run(environment: dict[str, str], *program: str, given: str = "") -> Any:  # noqa: ANN401  # JSON
    command = [sys.executable, "-m", *program]
    answer = subprocess.run(  # noqa: S603
        command, cwd=PROJECT, env=environment, input=given, capture_output=True, text=True, check=False
    )
    if answer.returncode:
        raise AssertionError(answer.stderr[-4000:])
    return json.loads(answer.stdout.splitlines()[-1])
