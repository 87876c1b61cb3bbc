"""Compare what a site holds with what it told its visitors; run as a program in the site's environment.

    python -m tests.crowd.verify < what was told

Reads one JSON object: application → {"text", "file" (SHA-256 of what was joined), "submitted" (was told so)}. Prints
one line of JSON: sentences about what is lost, done twice or late; none when all is well.
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
from frenchimpact.calls.events import APPLICATION_SUBMITTED  # noqa: E402
from frenchimpact.calls.models import Application, Submission  # noqa: E402
from frenchimpact.documents.files import digest_on_disk, path_of  # noqa: E402
from frenchimpact.journal.models import Event  # noqa: E402
from frenchimpact.messaging.models import Notice  # noqa: E402
from tests.crowd.seed import FILE, TEXT  # noqa: E402


def main() -> None:
    told: dict[str, dict[str, Any]] = json.load(sys.stdin)
    troubles = [trouble for number, what in told.items() for trouble in _troubles(number, what)]
    print(json.dumps(troubles, ensure_ascii=False))  # noqa: T201


def _troubles(public_id: str, told: dict[str, Any]) -> Iterator[str]:
    application = Application.objects.select_related("wave", "sheet").get(public_id=public_id)
    submissions = list(application.submissions.all())
    if told.get("submitted") and len(submissions) != 1:
        yield f"{public_id}: told submitted, {len(submissions)} submissions"
    yield from _lost(public_id, told, application, submissions)
    for submission in submissions:
        yield from _faults(public_id, application, submission)
    yield from _twice(public_id, application, expected=len(submissions))


def _lost(
    public_id: str, told: dict[str, Any], application: Application, submissions: list[Submission]
) -> Iterator[str]:
    held = {answer.key: answer.value for answer in application.sheet.answers.all()}
    if told.get("text") and held.get(TEXT) != told["text"]:
        yield f"{public_id}: the text is {held.get(TEXT)!r}"
    digests = [file.document.digest for file in application.sheet.files.filter(key=FILE, removed_at=None)]
    if told.get("file") and told["file"] not in digests:
        yield f"{public_id}: the file is lost"
    for digest in digests:
        if not path_of(digest).exists() or digest_on_disk(path_of(digest)) != digest:
            yield f"{public_id}: the bytes of a file are lost"
    for submission in submissions:
        content = json.dumps(submission.content, ensure_ascii=False)
        if told["text"] not in content or (told.get("file") and told["file"] not in content):
            yield f"{public_id}: the submitted copy lacks something"


def _faults(public_id: str, application: Application, submission: Submission) -> Iterator[str]:
    if digest_of(submission.content) != submission.digest:
        yield f"{public_id}: the digest is not that of the copy"
    if application.wave is None or submission.at > application.wave.cutoff_at:
        yield f"{public_id}: late, or without a wave"


def _twice(public_id: str, application: Application, *, expected: int) -> Iterator[str]:
    events = list(Event.objects.about(application).filter(verb=APPLICATION_SUBMITTED.code))
    if len(events) != expected:
        yield f"{public_id}: {len(events)} lines of the journal for {expected} submissions"
    for event in events:
        people = list(Notice.objects.filter(about=event).values_list("person", flat=True))
        if not people or len(people) != len(set(people)):
            yield f"{public_id}: notices {people}"


if __name__ == "__main__":
    main()
