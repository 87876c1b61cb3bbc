"""An applicant's whole way, from the letter of a member to the complements, on a site that dies meanwhile."""

import random
import time
from typing import Any

import requests

from tests.crowd.rush import led_to, submit, write
from tests.crowd.web import Person

PATIENCE = 180.0  # seconds: several deaths in a row, on a slow machine
PAUSE = 0.2


def travel(site: str, applicant: dict[str, str], told: dict[str, Any], chance: random.Random, pause: float) -> int:
    """Do all that an applicant does, with pauses up to this long; note at once what the site says.

    Return how often nobody answered.
    """
    sign(site, applicant["letter"], told)
    person, sheet = Person(site, applicant["session"], patience=PATIENCE), f"/reponses/{applicant['sheet']}/"
    form = person.form(sheet, to=sheet)
    for text in ("Un premier mot.", "Un premier mot, puis d’autres."):
        time.sleep(chance.uniform(0, pause))
        save_field(person, sheet, text)
        told["texts"] = [text]
    form = person.form(sheet, to=sheet)  # which holds the version that was saved last
    told["file"] = write(person, sheet, form, applicant)
    told["texts"] = [applicant["text"]]
    time.sleep(chance.uniform(0, pause))
    submit(person, applicant["application"])
    told["submitted"] = True
    _wait_for_questions(person, applicant["application"])
    save_field(person, sheet, "Voici ce qui manquait.")
    told["texts"].append("Voici ce qui manquait.")
    time.sleep(chance.uniform(0, pause))
    answer_complements(person, applicant["application"])
    told["answered"] = True
    return person.tries


def sign(site: str, token: str, told: dict[str, Any]) -> None:
    """Sign by the link, without an account."""
    person, path = Person(site, patience=PATIENCE), f"/engagements/{token}/"
    signature = {"signatory": "Rose Dupré", "capacity": "présidente", "agreed": "on"}
    answer = person.send(path, person.form(path, to=path), signature)
    if "Votre lettre est signée" not in answer.text:
        message = f"{path}: {answer.status_code} {answer.text[:2000]}"
        raise AssertionError(message)
    told["letter"] = token


def save_field(person: Person, sheet: str, text: str) -> None:
    """Save one answer as the page does while somebody writes."""
    form = person.form(sheet, to=sheet)
    typed = {"besoins": text, "version": form.values["version-besoins"]}
    answer = person.send(f"{sheet}champs/besoins/", form, typed)
    if answer.status_code != requests.codes.ok or answer.json()["state"] != "saved":
        message = f"{sheet}: {answer.status_code} {answer.text[:2000]}"
        raise AssertionError(message)


def answer_complements(person: Person, application: str) -> None:
    path = f"/candidatures/{application}/complements/"
    led_to(person.send(path, person.form(path, to=path), {}), f"/candidatures/{application}/")


def _wait_for_questions(person: Person, application: str) -> None:
    """Come back until the officer has asked something."""
    give_up_at = time.monotonic() + PATIENCE
    while person.get(f"/candidatures/{application}/complements/").status_code != requests.codes.ok:
        if time.monotonic() > give_up_at:
            message = f"{application}: nobody asked"
            raise AssertionError(message)
        time.sleep(PAUSE)
