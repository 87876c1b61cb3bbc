"""A member takes their files in the train: two pages each, whatever was written, and only those open to them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from frenchimpact.accounts.tests.factories import sign_in
from frenchimpact.assessments.actions import create_grid
from frenchimpact.assessments.rules import CriterionFacts
from frenchimpact.calls.models import (
    Application,
    CommitteeMember,
    InterestDeclaration,
    Reading,
    Stage,
    Submission,
)
from frenchimpact.calls.queries.committees.briefs import CUT, Pack, brief_of, grid_of, open_readings
from frenchimpact.calls.rules.readings import is_reader
from frenchimpact.calls.shipped.grid import CRITERIA
from frenchimpact.calls.tests.committee_things import make_candidate, make_committee, make_member, make_reading
from frenchimpact.community.models import MembershipRole
from frenchimpact.community.tests.factories import make_membership, make_seat
from frenchimpact.ui.words import shortened

pytestmark = pytest.mark.django_db

LONG = "Un territoire dont les habitantes et les habitants agissent ensemble, année après année. " * 45  # 4 000
WORD = "mot" * 1000


def written(text: str, questions: int, challenges: int, files: int = 0) -> dict[str, object]:
    """Make what a submission holds, every part of it as long as `text`."""
    answers = [
        {"key": f"q{one}", "label": f"Question {one}\u00a0: {text[:180]}", "text": text, "files": [{}] * files}
        for one in range(questions)
    ]
    title, name = text[:120] or "Défi", text[:200] or "X"
    challenge = {
        "title": title,
        "statement": text[:1000],
        "indicator": title,
        "unit": "personnes accompagnées",
        "baseline": "1234567.5",
        "baseline_year": 2024,
        "target": "9999999",
        "deadline": "2028-12-31",
    }
    parts = [{"kind": "commune", "code": "01001", "name": name}] * (challenges * 9)
    members = [{"name": name, "signed_on": "2026-01-01"}] * (challenges * 3)
    return {
        "name": name,
        "lead": name,
        "perimeter": {"parts": parts, "communes": 1200, "population": 2_500_000},
        "members": members,
        "challenges": [challenge | {"position": one} for one in range(1, challenges + 1)],
        "sections": [{"key": f"s{at}", "title": title, "questions": answers[at::8]} for at in range(8)],
    }


def make_reader(*contents: dict[str, object]) -> CommitteeMember:
    """Seat Ada, who reads one file a content, with the grid that ships."""
    committee = make_committee()
    committee.grid = create_grid("Grille qui est livrée", CRITERIA, by=None)
    committee.save()
    ada = make_member(committee, "Ada")
    for number, content in enumerate(contents):
        file = make_candidate(committee.call, f"Pays {number}", stage=Stage.IN_REVIEW)
        Submission.objects.filter(application=file).update(content=content)
        make_reading(ada, file)
    return ada


def packed(member: CommitteeMember) -> bytes:
    answer = sign_in(Client(), member.person).get(f"/comite/{member.committee.call.slug}/fiches.pdf")
    assert answer.status_code == 200
    return answer.content


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


CONTENTS = {
    "nothing": written("", 0, 0),
    "a word each": written("Oui.", 30, 1),
    "as people write": written(LONG[:900], 25, 3, files=1),
    "all that the form lets in": written(LONG, 40, 12, files=5),
    "words without end": written(WORD, 20, 6),
    "letters of another alphabet": written("Τόπος μας, 私たちの場所. ", 10, 2),
    "a smile": written("Un sourire 😀 et une case ☑ cochée ⚙️. ", 10, 2),
}


def test_every_file_has_two_pages_whatever_was_written() -> None:
    ada = make_reader(*CONTENTS.values())

    pdf = packed(ada)

    assert pages(pdf) == 2 * len(CONTENTS)


def test_a_pack_holds_twelve_files_and_the_thirteenth_is_in_the_next(client: Client) -> None:
    ada = make_reader(*[CONTENTS["nothing"]] * 13)
    here = f"/comite/{ada.committee.call.slug}/fiches.pdf?partie="
    sign_in(client, ada.person)

    parts = [pages(client.get(f"{here}{part}").content) for part in (1, 2)]

    assert parts == [24, 2]
    assert [f"{here}{part}" in client.get("/comite/").content.decode() for part in (1, 2, 3)] == [True, True, False]


def test_a_long_grid_leaves_room_for_the_answers() -> None:
    anchors = tuple(LONG[:200] for _ in range(6))
    criteria = [CriterionFacts(f"c{one}", f"Critère {one} {LONG[:100]}", LONG[:300], 8, anchors) for one in range(12)]
    criteria[0] = CriterionFacts("c0", "Critère 0", LONG[:300], 12, anchors)
    ada = make_reader()
    ada.committee.grid = create_grid("Longue", criteria, by=None)
    file = make_candidate(ada.committee.call, "Pays", stage=Stage.IN_REVIEW)
    make_reading(ada, file)

    assert pages(packed(ada)) == 2


def test_the_pdf_is_tagged_with_a_bookmark_for_each_file() -> None:
    pdf = packed(make_reader(CONTENTS["as people write"], CONTENTS["a smile"]))

    assert b"pdfuaid" in pdf
    assert b"/Outlines" in pdf
    assert b"/Lang (fr" in pdf or b"/Lang(fr" in pdf


def test_what_is_cut_says_that_the_rest_is_on_the_site_and_nothing_short_is_cut() -> None:
    readings = open_readings(make_reader(CONTENTS["as people write"], CONTENTS["a word each"]), timezone.now())

    cut, whole = (brief_of(one)["answers"][0] for one in readings)

    assert all(said.endswith(CUT) for _, _, said in cut)
    assert {said for _, _, said in whole} == {"Oui."}


def test_what_is_written_on_the_sheet_is_what_was_submitted() -> None:
    ada = make_reader(CONTENTS["a word each"])
    reading = open_readings(ada, timezone.now())[0]

    told = brief_of(reading)

    assert told["receipt"] == reading.application.receipt_number
    assert told["heads"][0]["challenges"][0]["baseline"] == "1\u202f234\u202f567,5 personnes accompagnées (2024)"
    assert ["Membres", "3, 3 lettres signées\u00a0: Oui., Oui., Oui."] in told["heads"][0]["facts"]
    assert [one["title"] for one in grid_of(reading.assessment.version)[0]] == [one.title for one in CRITERIA]


def test_a_member_downloads_their_files_and_nobody_else_does(client: Client) -> None:
    ada = make_reader(CONTENTS["as people write"])
    here = f"/comite/{ada.committee.call.slug}/fiches.pdf"
    stranger = make_member(ada.committee, "Bob")

    sign_in(client, ada.person)
    answer = client.get(here)

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert client.get(f"{here}?partie=2").status_code == 409
    assert client.get(f"{here}?partie=-9999999999999999999999").status_code in {200, 409}
    sign_in(client, stranger.person)
    assert client.get(here).status_code == 409
    assert client.get("/comite/territoire-french-impact/fiches.pdf").status_code == 404


class Barred:
    """Ways in which a file that was given is not open any more; across a conflict the database lets none be."""

    @staticmethod
    def undeclared(reading: Reading) -> None:
        InterestDeclaration.objects.filter(member=reading.member).update(valid_until=timezone.now())

    @staticmethod
    def works_for_it(reading: Reading) -> None:
        collective = reading.application.collective
        assert collective
        make_membership(collective.lead, reading.member.person, MembershipRole.MEMBER)

    @staticmethod
    def sits_in_it(reading: Reading) -> None:
        collective = reading.application.collective
        assert collective
        make_seat(collective, reading.member.person)

    @staticmethod
    def stepped_back(reading: Reading) -> None:
        Reading.objects.filter(pk=reading.pk).update(state="recused", recusal_reason="Un ami.")

    @staticmethod
    def withdrawn(reading: Reading) -> None:
        Application.objects.filter(pk=reading.application_id).update(stage=Stage.WITHDRAWN)


@pytest.mark.parametrize("how", ["undeclared", "works_for_it", "sits_in_it", "stepped_back", "withdrawn"])
def test_a_file_that_is_closed_to_its_reader_is_not_printed(how: str) -> None:
    ada, now = make_reader(CONTENTS["a word each"], CONTENTS["nothing"]), timezone.now()
    closed, other = open_readings(ada, now)

    getattr(Barred, how)(closed)

    after = timezone.now() + timedelta(seconds=1)
    found = Reading.objects.select_related("member__committee", "application")
    assert not is_reader(found.get(pk=closed.pk), ada.person, after)
    expected = [other] if is_reader(found.get(pk=other.pk), ada.person, after) else []
    assert open_readings(ada, after) == expected


def test_three_files_ask_as_much_as_one() -> None:
    ada = make_reader(CONTENTS["a word each"])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert Pack(ada, open_readings(ada, timezone.now())).told
        return len(queries)

    one = asked()
    for name in ("Un autre", "Un troisième"):
        make_reading(ada, make_candidate(ada.committee.call, name, stage=Stage.IN_REVIEW))

    assert asked() == one


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [
        ("Court.", 10, "Court."),
        ("Un mot de trop", 10, "Un mot de…"),
        ("Un mot, de trop", 8, "Un mot…"),
        (WORD, 10, "motmotmot…"),
        (f"1. {WORD}", 40, f"1. {WORD[:36]}…"),
        ("", 0, ""),
    ],
)
def test_a_text_is_cut_between_words(text: str, limit: int, kept: str) -> None:
    assert shortened(text, limit) == kept
