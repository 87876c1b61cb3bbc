"""What a collective may do with its application, and until when; rules never write."""

from datetime import datetime

from django.utils.timezone import localtime

from frenchimpact.accounts.models import Visitor
from frenchimpact.accounts.rules import is_decider, is_officer
from frenchimpact.calls.models import FINAL, Applicant, Application, Call, CallStage, Complement, Stage, Wave
from frenchimpact.calls.rules.applicants import may_lead, may_read, may_write
from frenchimpact.questionnaires.models import Opening
from frenchimpact.shared.errors import Refusal

LONGEST_KEY = 40


def may_see(application: Application, person: Visitor, at: datetime) -> bool:
    """Say whether this person reads it: the collective’s people, and, once it is submitted, who examine and decide."""
    if may_read(application.applicant, person):
        return True
    return application.submitted_at is not None and (is_officer(person, at) or is_decider(person, at))


def may_write_answers(application: Application, person: Visitor, at: datetime) -> bool:
    """Say whether this person may write in the sheet now: a draft, or what was asked again, before its due date."""
    if application.sheet.opening == Opening.NONE or not may_write(application.applicant, person):
        return False
    if application.stage == Stage.DRAFT:
        return True
    asked = open_complement(application)
    return application.stage == Stage.CORRECTION_REQUESTED and asked is not None and at <= asked.due_at


def open_complement(application: Application) -> Complement | None:
    """Return the request for complements that waits for an answer."""
    return Complement.objects.filter(application=application, answered_at=None, lapsed_at=None).first()


def may_withdraw(application: Application, person: Visitor) -> bool:
    return application.stage not in FINAL and may_lead(application.applicant, person)


def require_open_call(call: Call) -> None:
    if call.stage != CallStage.OPEN:
        raise Refusal("Cet appel n’est pas ouvert : la page « Appels » dit lesquels le sont.")


def require_none_under_way(call: Call, applicant: Applicant) -> None:
    if Application.objects.under_way().by(applicant).filter(call=call).exists():
        whose = call.words.this.capitalize()
        raise Refusal(f"{whose} a déjà une candidature en cours à cet appel : ouvrez-la depuis sa page.")


def require_draft(application: Application) -> None:
    if application.stage == Stage.WITHDRAWN:
        raise Refusal("Cette candidature a été retirée : commencez-en une nouvelle depuis la page de l’appel.")
    if application.stage != Stage.DRAFT:
        raise Refusal("Cette candidature a déjà été déposée : son récépissé est sur sa page.")


def require_complete(missing: int) -> None:
    if missing:
        raise Refusal("Il manque encore des réponses ou des éléments : la liste est sur la page de la candidature.")


def require_wave(wave: Wave | None) -> Wave:
    if wave is None:
        raise Refusal(
            "Aucune vague n’est encore annoncée : votre brouillon est gardé, vous serez prévenu·e de la prochaine."
        )
    return wave


def require_answerable(application: Application, asked: Complement | None, at: datetime) -> Complement:
    if asked is None or application.stage != Stage.CORRECTION_REQUESTED:
        raise Refusal("Aucun complément n’est attendu pour cette candidature : rechargez sa page.")
    if at > asked.due_at:
        raise Refusal(
            f"Le délai pour envoyer ces compléments est passé depuis le {localtime(asked.due_at):%d/%m/%Y} : "
            "écrivez au service instructeur."
        )
    return asked


def require_usable_key(key: str) -> None:
    if not key or len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise Refusal("Le formulaire est incomplet : rechargez la page, puis recommencez.")
