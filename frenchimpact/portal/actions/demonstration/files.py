"""The applications of the demonstration, each at another stage."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.calls.actions import (
    DecisionFacts,
    ask_complements,
    assign_officer,
    check_admissibility,
    declare_complete,
    propose,
)
from frenchimpact.calls.actions.applications import start_application
from frenchimpact.calls.actions.desk_views import keep_view
from frenchimpact.calls.actions.exchanges import ExchangeFacts, note_exchange
from frenchimpact.calls.actions.submissions import submit_application
from frenchimpact.calls.models import Application, Call, Channel, Outcome, Sense, Wave, WaveStage
from frenchimpact.community.actions.engagements import send_letter
from frenchimpact.community.actions.seats import offer_seat
from frenchimpact.community.models import Collective, CollectiveMember, SeatRole
from frenchimpact.labels.actions import decide_application, publish_due_labels
from frenchimpact.portal.actions.demonstration.answers import HALF, write_answers
from frenchimpact.portal.actions.demonstration.cast import Cast, Pages
from frenchimpact.portal.actions.demonstration.collectives import COLLECTIVES, seat_people, seed_collective
from frenchimpact.portal.queries import DEMO_DOMAIN

REASONS = "Des défis clairs, mesurés, portés par des membres qui se sont engagés. Motifs inventés."
NOT_YET = "La gouvernance repose sur une seule personne, et la mesure n’est confiée à personne. Motifs inventés."
CONDITIONS = (
    "Nommer un bureau d’au moins trois membres, et confier la mesure à un tiers, avant une prochaine candidature."
)
ASKED = {"financeurs": "Précisez le montant apporté par chacun.", "mesure": "Dites qui fait le relevé, et quand."}
SAID = "Demande si un tableau du financeur suffit. Réponse : oui, s’il donne le montant de chacun. Échange inventé."
Step = Callable[[Application, Cast, datetime], None]


@transaction.atomic
def seed_files(cast: Cast, pages: Pages, call: Call, *, by: User, now: datetime) -> None:
    """Found the collectives and take each application as far as it goes; publish what is due in the wave behind."""
    steps: dict[str, tuple[int, Step]] = {  # days since the submission, what followed
        "val_d_essai": (100, _favour),
        "pays": (95, _refuse),
        "foret": (28, _favour),
        "mont": (24, _examine),
        "lande": (12, _study),
        "plaine": (14, _complete),
        "haute": (2, _wait),
    }
    for draft in COLLECTIVES:
        if draft.key not in steps:
            founded = now - timedelta(days=20)
            collective = seed_collective(draft, pages, by=cast[draft.owner], at=founded, is_whole=False)
            _half_written(collective, cast, call, now)
            continue
        days, step = steps[draft.key]
        at = now - timedelta(days=days)
        collective = seed_collective(draft, pages, by=cast[draft.owner], at=at - timedelta(days=10))
        application = _submitted(call, collective, cast[draft.owner], at=at)
        if step is not _wait:
            application = assign_officer(application, cast["instructrice"], by=by)
        step(application, cast, at)
        if draft.key == "plaine":
            seat_people(collective, {SeatRole.LEAD: cast["pilote"]}, by=cast[draft.owner])
    keep_view("En retard", "retard=oui", is_shared=True, by=cast["instructrice"])
    publish_due_labels(now - timedelta(days=19))
    Wave.objects.filter(call=call, number=1).update(stage=WaveStage.DECIDED)


def _submitted(call: Call, collective: Collective, by: User, *, at: datetime) -> Application:
    application = start_application(call, collective, by=by)
    write_answers(application, by=[by], at=at)
    submit_application(application, key=f"demonstration-{collective.public_id}", by=by, at=at)
    Application.objects.filter(pk=application.pk).update(started_at=at - timedelta(days=5))
    application.refresh_from_db()
    return application


def _half_written(collective: Collective, cast: Cast, call: Call, now: datetime) -> None:
    """Leave three people at work: half the answers, a letter and a seat that wait."""
    by = collective.created_by or cast["fondateur"]
    people = {SeatRole.LEAD: cast["pilote"], SeatRole.WRITER: cast["redactrice"], SeatRole.READER: cast["lecteur"]}
    seat_people(collective, people, by=by)
    application = start_application(call, collective, by=cast["pilote"])
    write_answers(application, by=[cast["pilote"], cast["redactrice"]], at=now - timedelta(days=1), only=HALF)
    unsigned = CollectiveMember.objects.filter(collective=collective, engagements=None).order_by("pk")
    send_letter(unsigned[0], by=by, at=now - timedelta(days=3))
    offer_seat(collective, f"voisine@{DEMO_DOMAIN}", SeatRole.WRITER, by=cast["pilote"])


def _wait(application: Application, cast: Cast, at: datetime) -> None:
    """Nobody has looked at it yet."""


def _complete(application: Application, cast: Cast, at: datetime) -> None:
    officer = cast["instructrice"]
    check_admissibility(application, Outcome.PASSED, "", by=officer, at=at + timedelta(days=3))
    message = "Votre dossier est presque complet\u00a0: deux précisions, et il est instruit."
    ask_complements(application, ASKED, message, by=officer, at=at + timedelta(days=8))
    called = ExchangeFacts(Channel.CALL_IN, (at + timedelta(days=10)).date(), "Pilote du collectif", SAID)
    note_exchange(application, called, by=officer, at=at + timedelta(days=10))


def _study(application: Application, cast: Cast, at: datetime) -> None:
    officer = cast["instructrice"]
    check_admissibility(application, Outcome.PASSED, "", by=officer, at=at + timedelta(days=3))
    declare_complete(application, by=officer, at=at + timedelta(days=6))


def _examine(application: Application, cast: Cast, at: datetime, sense: Sense = Sense.FAVOURABLE) -> None:
    reasons = REASONS if sense == Sense.FAVOURABLE else NOT_YET
    _study(application, cast, at)
    propose(application, sense, reasons, by=cast["instructrice"], at=at + timedelta(days=15))


def _favour(application: Application, cast: Cast, at: datetime) -> None:
    _examine(application, cast, at)
    decide_application(application, _decision(Sense.FAVOURABLE), by=cast["autorite"], at=at + timedelta(days=20))


def _refuse(application: Application, cast: Cast, at: datetime) -> None:
    _examine(application, cast, at, Sense.UNFAVOURABLE)
    decide_application(application, _decision(Sense.UNFAVOURABLE), by=cast["autorite"], at=at + timedelta(days=20))


def _decision(sense: Sense) -> DecisionFacts:
    is_favourable = sense == Sense.FAVOURABLE
    return DecisionFacts(sense, REASONS if is_favourable else NOT_YET, "" if is_favourable else CONDITIONS)
