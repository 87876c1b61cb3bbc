"""What the journey of a call needs: an organisation that applies, answers that are not typed one by one, letters."""

import re

from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.calls.actions.applications import start_application
from frenchimpact.calls.models import Application, Call
from frenchimpact.calls.tests.factories import make_ready_collective, sign_for
from frenchimpact.community.models import MembershipRole, Organisation
from frenchimpact.community.tests.factories import make_membership, make_organisation
from frenchimpact.messaging.models import Email, Topic
from frenchimpact.questionnaires.actions import write_answer
from frenchimpact.questionnaires.models import Question, QuestionKind
from frenchimpact.shared.ids import new_public_id

OTHERWISE = {
    QuestionKind.YES_NO: "non",
    QuestionKind.CHOICES: ["impact"],
    QuestionKind.AMOUNT: "45000",
    QuestionKind.NUMBER: "1.5",
}


def make_applicant(person: User, name: str) -> Organisation:
    """Make the organisation that will lead a collective, run by this person."""
    made = make_organisation(name)
    make_membership(made, person, MembershipRole.LEAD)
    return made


def answer_the_rest(application: Application, by: User) -> None:
    """Answer every required question that nobody has answered yet."""
    sheet = application.sheet
    answered = set(sheet.answers.values_list("key", flat=True))
    asked = Question.objects.filter(version=sheet.version_id, is_required=True, condition_key="")
    for question in asked.exclude(key__in=answered):
        value = OTHERWISE.get(QuestionKind(question.kind), f"Réponse à « {question.label} »")
        write_answer(sheet, question.key, value, version=0, by=by, at=timezone.now())


def link_in(subject: str, to: str) -> str:
    """Give the address of this site in the last e-mail of this subject to this person, as a path."""
    written = Email.objects.filter(to=to)

    email = written.get(subject__startswith=subject)
    found = re.search(r"https?://[^/\s]+(/(?:engagements|collectifs/invitations)/\S+)", email.text)
    assert found is not None, email.text
    return found.group(1)


def told(person: User) -> list[str]:
    """List the titles of what this person was told of applications, the earliest first, with plain spaces."""
    titles = person.notices.filter(topic=Topic.APPLICATIONS).order_by("pk").values_list("title", flat=True)
    return [title.replace("\N{NO-BREAK SPACE}", " ") for title in titles]


def make_late_application(call: Call, lead: User) -> Application:
    """Make the draft of another collective, which lacks nothing."""
    collective = make_ready_collective("Pays Suivant", lead=lead)
    for position in range(2, call.challenge_count + 1):
        challenge = collective.challenges.get(position=1)
        challenge.pk, challenge.public_id, challenge.position = None, new_public_id(), position
        challenge.save()
    for _ in range(1, call.member_count):
        sign_for(collective)
    application = start_application(call, collective, by=lead)
    answer_the_rest(application, lead)
    return application
