"""What a collective may do with its application, and until when; rules never write."""

from datetime import datetime

from django.utils.timezone import localtime

from frenchimpact.accounts.models import User, Visitor
from frenchimpact.accounts.rules import is_decider, is_officer
from frenchimpact.calls.models import FINAL, Application, Call, CallStage, Complement, Stage, Wave
from frenchimpact.community.models import Collective
from frenchimpact.community.rules.collectives import may_lead, may_read, may_write
from frenchimpact.questionnaires.models import Opening
from frenchimpact.shared.errors import Refusal

LONGEST_KEY = 40


def may_see(application: Application, person: Visitor, at: datetime) -> bool:
    """Say whether this person reads it: the collective’s people, and, once it is submitted, who examine and decide."""
    if may_read(application.collective, person):
        return True
    return application.submitted_at is not None and (is_officer(person, at) or is_decider(person, at))


def may_write_answers(application: Application, person: Visitor, at: datetime) -> bool:
    """Say whether this person may write in the sheet now: a draft, or what was asked again, before its due date."""
    if application.sheet.opening == Opening.NONE or not may_write(application.collective, person):
        return False
    if application.stage == Stage.DRAFT:
        return True
    asked = open_complement(application)
    return application.stage == Stage.CORRECTION_REQUESTED and asked is not None and at <= asked.due_at


def open_complement(application: Application) -> Complement | None:
    """Return the request for complements that waits for an answer."""
    return Complement.objects.filter(application=application, answered_at=None, lapsed_at=None).first()


def may_withdraw(application: Application, person: Visitor) -> bool:
    return application.stage not in FINAL and may_lead(application.collective, person)


def require_open_call(call: Call) -> None:
    if call.stage != CallStage.OPEN:
        raise Refusal("Cet appel n’est pas ouvert : la page « Appels » dit lesquels le sont.")


def require_writer(collective: Collective, by: User) -> None:
    if not may_write(collective, by):
        raise Refusal("Vous ne pouvez pas écrire pour ce collectif : demandez à l’une de ses personnes pilotes.")


def require_lead(collective: Collective, by: User) -> None:
    if not may_lead(collective, by):
        raise Refusal(
            "Seule une personne pilote du collectif peut déposer ou retirer la candidature : prévenez l’une d’elles."
        )


def require_open_collective(collective: Collective) -> None:
    if collective.closed_at is not None:
        raise Refusal("Ce collectif est clos : fondez-en un autre pour candidater.")


def require_none_under_way(call: Call, collective: Collective) -> None:
    if Application.objects.under_way().filter(call=call, collective=collective).exists():
        raise Refusal("Ce collectif a déjà une candidature en cours à cet appel : ouvrez-la depuis sa page.")


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
