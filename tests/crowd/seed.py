"""Fill a running site with collectives that are ready to submit; run as a program in the site's environment.

    python -m tests.crowd.seed HOW_MANY SECONDS_TO_THE_CUTOFF [letters]

Prints one line of JSON: the applicants, each with the key of a session that is open and the addresses of their draft.
With « letters », each collective has one more member, whose letter waits: the token of its link is given too.
"""

import json
import os
import secrets
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frenchimpact.config.settings.local")
django.setup()

from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import transaction  # noqa: E402
from django.http import HttpRequest  # noqa: E402
from django.utils import timezone  # noqa: E402

from frenchimpact.accounts.models import User  # noqa: E402
from frenchimpact.accounts.sessions import open_session  # noqa: E402
from frenchimpact.accounts.tests.factories import make_person  # noqa: E402
from frenchimpact.calls.actions.applications import start_application  # noqa: E402
from frenchimpact.calls.models import Application, Call  # noqa: E402
from frenchimpact.calls.tests.factories import collective_of, make_call, make_ready_collective, make_wave  # noqa: E402
from frenchimpact.community.models import CollectiveMember, Engagement, EngagementText, MemberRole  # noqa: E402
from frenchimpact.questionnaires.actions import FormFacts, QuestionFacts, SectionFacts, publish_form  # noqa: E402
from frenchimpact.questionnaires.models import Form, QuestionKind  # noqa: E402
from frenchimpact.shared.ids import hash_of_token  # noqa: E402

TEXT, FILE = "besoins", "pieces"
LETTERS = "letters"


def main() -> None:
    count, seconds = int(sys.argv[1]), float(sys.argv[2])
    with transaction.atomic():
        call = _call(seconds)
        applicants = [_applicant(call, number) for number in range(count)]
        if LETTERS in sys.argv:
            applicants = [one | {"letter": _letter(one["application"])} for one in applicants]
    print(json.dumps(applicants))  # noqa: T201


def _call(seconds: float) -> Call:
    """Make a call that asks for a text and a file, and whose wave ends in so many seconds."""
    call = make_call("Appel d’essai", slug=f"essai-{secrets.token_hex(3)}")  # a site may be filled twice
    questions = (
        QuestionFacts(key=TEXT, kind=QuestionKind.LONG_TEXT, label="Quels sont les besoins ?", is_required=True),
        QuestionFacts(key=FILE, kind=QuestionKind.FILES, label="Pièces", is_required=True, max_files=3),
    )
    section = SectionFacts(key="projet", title="Le projet", questions=questions)
    version = publish_form(FormFacts("essai-de-charge", "Questionnaire d’essai", (section,)), by=None)
    call.form = Form.objects.get(pk=version.form_id)
    call.save()
    make_wave(call, cutoff_at=timezone.now() + timedelta(seconds=seconds))
    return call


def _applicant(call: Call, number: int) -> dict[str, str]:
    person = make_person(f"Essai {number}", email=f"{call.slug}-{number}@exemple.test")
    collective = make_ready_collective(f"Pays d’{call.slug} {number}", lead=person)
    application = start_application(call, collective, by=person)
    return {
        "session": _session_of(person),
        "application": application.public_id,
        "sheet": application.sheet.public_id,
        "call": call.get_absolute_url(),
        "organisation": collective.lead.get_absolute_url(),
        "text": f"Les habitants du pays d’essai {number} veulent se rencontrer.",
    }


def _letter(application: str) -> str:
    """Add a member to the collective of an application, with a letter that waits; give the token of its link."""
    collective = collective_of(Application.objects.get(public_id=application))
    text, token = EngagementText.objects.order_by("-number")[0], secrets.token_urlsafe(32)
    address = f"{application}@exemple.test"
    member = CollectiveMember.objects.create(
        collective=collective,
        name=f"Association {application}",
        role=MemberRole.ESS,
        contact_name="Rose Dupré",
        contact_email=address,
    )
    expires_at = timezone.now() + timedelta(days=30)
    Engagement.objects.create(
        member=member,
        text=text,
        token_hash=hash_of_token(token),
        sent_to=address,
        expires_at=expires_at,
        wording="Essai.",
    )
    return token


def _session_of(person: User) -> str:
    """Open a session by the door of all sessions, so that the site believes it."""
    request = HttpRequest()
    request.session = SessionStore()
    request.META["HTTP_USER_AGENT"] = "Firefox/"
    open_session(request, person)
    request.session.save()
    return str(request.session.session_key)


if __name__ == "__main__":
    main()
