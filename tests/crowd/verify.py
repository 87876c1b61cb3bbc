"""Compare what a site holds with what it told its visitors; run as a program in the site's environment.

    python -m tests.crowd.verify [settled] < what was told

Reads one JSON object: application → {"texts" (of each submission, in their order), "file" (SHA-256 of what was joined),
"submitted", "answered" (was told so), "letter" (token of a link by which somebody was told to have signed)}. Prints one
line of JSON: sentences about what is lost, done twice or late; none when all is well. « settled » first lets time pass
over the dead, until no job is left, then looks at the whole site too.
"""

import json
import os
import sys
from collections.abc import Iterator
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frenchimpact.config.settings.local")
django.setup()

from frenchimpact.calls.calculations.digests import digest_of  # noqa: E402
from frenchimpact.calls.events import APPLICATION_SUBMITTED, COMPLEMENTS_ANSWERED  # noqa: E402
from frenchimpact.calls.models import Application, Submission  # noqa: E402
from frenchimpact.community.events import LETTER_SIGNED  # noqa: E402
from frenchimpact.community.models import Engagement  # noqa: E402
from frenchimpact.documents.files import digest_on_disk, path_of  # noqa: E402
from frenchimpact.journal.models import Event  # noqa: E402
from frenchimpact.messaging.models import Email, Notice  # noqa: E402
from frenchimpact.questionnaires.events import ANSWERED, FILE_ADDED  # noqa: E402
from frenchimpact.questionnaires.models import AnswerSheet  # noqa: E402
from frenchimpact.shared.ids import hash_of_token  # noqa: E402
from tests.crowd.aftermath import settle, troubles_of_the_site  # noqa: E402
from tests.crowd.seed import FILE, TEXT  # noqa: E402


def main() -> None:
    told: dict[str, dict[str, Any]] = json.load(sys.stdin)
    troubles: list[str] = []
    if "settled" in sys.argv:
        settle()
        troubles += troubles_of_the_site()
    troubles += [trouble for number, what in told.items() for trouble in _troubles(number, what)]
    print(json.dumps(troubles, ensure_ascii=False))  # noqa: T201


def _troubles(public_id: str, told: dict[str, Any]) -> Iterator[str]:
    application = Application.objects.select_related("wave", "sheet").get(public_id=public_id)
    submissions = list(application.submissions.order_by("number"))
    if len(submissions) != bool(told.get("submitted")) + bool(told.get("answered")):
        yield f"{public_id}: told {told}, {len(submissions)} submissions"
    yield from _lost(public_id, told, application, submissions)
    for submission in submissions:
        yield from _faults(public_id, application, submission)
    first, later = _lines(application, APPLICATION_SUBMITTED.code), _lines(application, COMPLEMENTS_ANSWERED.code)
    if (len(first), len(first) + len(later)) != (min(1, len(submissions)), len(submissions)):
        yield f"{public_id}: {len(first)} and {len(later)} lines of the journal for {len(submissions)} submissions"
    for event in first + later:
        yield from _faults_of_notices(public_id, event)
    yield from _faults_of_sheet(public_id, application.sheet)
    if told.get("letter"):
        yield from _faults_of_letter(public_id, Engagement.objects.get(token_hash=hash_of_token(told["letter"])))


def _lost(
    public_id: str, told: dict[str, Any], application: Application, submissions: list[Submission]
) -> Iterator[str]:
    held = {answer.key: answer.value for answer in application.sheet.answers.all()}
    if told.get("texts") and held.get(TEXT) != told["texts"][-1]:
        yield f"{public_id}: the text is {held.get(TEXT)!r}"
    digests = [file.document.digest for file in application.sheet.files.filter(key=FILE, removed_at=None)]
    if told.get("file") and digests != [told["file"]]:
        yield f"{public_id}: the file is lost, or joined twice: {digests}"
    for digest in digests:
        if not path_of(digest).exists() or digest_on_disk(path_of(digest)) != digest:
            yield f"{public_id}: the bytes of a file are lost"
    for submission, text in zip(submissions, told["texts"], strict=False):
        content = json.dumps(submission.content, ensure_ascii=False)
        if text not in content or (told.get("file") and told["file"] not in content):
            yield f"{public_id}: the submitted copy lacks something"


def _faults(public_id: str, application: Application, submission: Submission) -> Iterator[str]:
    if digest_of(submission.content) != submission.digest:
        yield f"{public_id}: the digest is not that of the copy"
    if application.wave is None or (submission.number == 1 and submission.at > application.wave.cutoff_at):
        yield f"{public_id}: late, or without a wave"


def _lines(application: Application, verb: str) -> list[Event]:
    return list(Event.objects.about(application).filter(verb=verb))


def _faults_of_notices(public_id: str, event: Event) -> Iterator[str]:
    people = list(Notice.objects.filter(about=event).values_list("person", flat=True))
    if not people or len(people) != len(set(people)):
        yield f"{public_id}: notices of {event.verb} {people}"


def _faults_of_sheet(public_id: str, sheet: AnswerSheet) -> Iterator[str]:
    """Find answers and files that are not the journal's, each of which has one line."""
    lines = Event.objects.about(sheet)
    versions = sum(sheet.answers.values_list("version", flat=True))
    kept = sheet.answers.count() + sheet.former_answers.count()
    written = lines.filter(verb=ANSWERED.code).count()
    if len({versions, kept, written}) != 1:
        yield f"{public_id}: {versions} versions, {kept} kept, {written} lines of the journal"
    joined, added = sheet.files.count(), lines.filter(verb=FILE_ADDED.code).count()
    if joined != added:
        yield f"{public_id}: {joined} files, {added} lines of the journal"


def _faults_of_letter(public_id: str, letter: Engagement) -> Iterator[str]:
    collective = letter.member.collective
    lines = [
        event
        for event in Event.objects.about(collective).filter(verb=LETTER_SIGNED.code)
        if event.details["member"] == letter.member.public_id
    ]
    copies = Email.objects.filter(to=letter.sent_to).count()
    if (letter.signed_at is None, len(lines), copies) != (False, 1, 1):
        yield f"{public_id}: signed {letter.signed_at}, {len(lines)} lines of the journal, {copies} copies"


if __name__ == "__main__":
    main()
