"""The second call of the demonstration: two fictional support structures, one labelled, one that waits."""

from datetime import datetime, timedelta

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.calls.actions import (
    DecisionFacts,
    assign_officer,
    change_call,
    check_admissibility,
    declare_complete,
    draft_wave,
    open_call,
    open_wave,
    preview_wave,
    propose,
    ship_support_call,
)
from frenchimpact.calls.actions.applications import start_application
from frenchimpact.calls.actions.submissions import submit_application
from frenchimpact.calls.models import Application, Call, Outcome, Sense, Wave, WaveStage
from frenchimpact.community.models import Organisation
from frenchimpact.labels.actions import decide_application, publish_due_labels
from frenchimpact.portal.actions.demonstration.answers import write_answers
from frenchimpact.portal.actions.demonstration.call import ACCEPTING, BEHIND, _completed, _dates, _wave_behind
from frenchimpact.portal.actions.demonstration.cast import Cast, Pages

REASONS = "Un accompagnement décrit, suivi et partagé. Motifs inventés."
COMMON: dict[str, object] = {
    "creation": "2016-05-12",
    "mission": "Donner une table, du temps et un carnet d’adresses à qui commence. Récit inventé.",
    "publics": ["idee", "amorcage"],
    "innovation": "Toute la place\u00a0: aucun projet accompagné n’a d’autre but.",
    "methode": "Six rendez-vous, un pair, un bilan\u00a0; rien n’est demandé en retour qu’un récit public.",
    "projets": "14",
    "selection": "Trois questions, deux lectures, une réponse en deux semaines.",
    "resultats": "Neuf projets sur quatorze existent deux ans après, relevé de 2026. Source fictive.",
    "ameliorations": "Une promotion trop nombreuse\u00a0: elle est maintenant limitée.",
    "territoire": "La communauté de communes, deux lycées et une banque coopérative, tous inventés.",
    "partage": "Les grilles de suivi, et les erreurs.",
}
HIVE = COMMON | {
    "natures": ["incubateur", "ruche"],
    "incubateur_parcours": "Neuf mois, en trois temps\u00a0: comprendre, essayer, tenir.",
    "incubateur_suites": "Un rendez-vous par an pendant trois ans.",
    "ruche_lieu": "Un ancien atelier, vingt places, une cuisine.",
    "ruche_communaute": "Un repas par semaine, une porte ouverte par mois.",
}
FOUNDATION = COMMON | {
    "natures": ["financeur"],
    "financeur_outils": "Des dons d’amorçage, sans contrepartie.",
    "financeur_montant": "120000",
    "financeur_regles": "Un projet de moins de trois ans, un récit d’usage, un budget.",
}


@transaction.atomic
def seed_support(cast: Cast, pages: Pages, *, by: User, now: datetime) -> None:
    """Ship and open the call, label a hive in the wave behind, and leave a foundation to be examined."""
    call = ship_support_call(by=by)
    call = open_call(change_call(call, _completed(call), by=by), by=by)
    Call.objects.filter(pk=call.pk).update(opened_at=now + timedelta(days=BEHIND[0]))
    _wave_behind(call, by, now)
    open_wave(preview_wave(draft_wave(call, _dates(ACCEPTING, now), by=by), by=by), by=by)
    _label(_submitted(call, pages["ruche"], HIVE, cast, at=now - timedelta(days=100)), cast, by=by)
    publish_due_labels(now - timedelta(days=19))
    Wave.objects.filter(call=call, number=1).update(stage=WaveStage.DECIDED)
    _submitted(call, pages["fondation"], FOUNDATION, cast, at=now - timedelta(days=3))


def _submitted(
    call: Call, organisation: Organisation, answers: dict[str, object], cast: Cast, *, at: datetime
) -> Application:
    who = cast["fondatrice"]
    application = start_application(call, organisation, by=who)
    write_answers(application, by=[who], at=at, others=answers)
    submit_application(application, key=f"demonstration-{organisation.public_id}", by=who, at=at)
    Application.objects.filter(pk=application.pk).update(started_at=at - timedelta(days=5))
    application.refresh_from_db()
    return application


def _label(application: Application, cast: Cast, *, by: User) -> None:
    officer, at = cast["instructrice"], application.stage_since
    application = assign_officer(application, officer, by=by)
    check_admissibility(application, Outcome.PASSED, "", by=officer, at=at + timedelta(days=3))
    declare_complete(application, by=officer, at=at + timedelta(days=6))
    propose(application, Sense.FAVOURABLE, REASONS, by=officer, at=at + timedelta(days=15))
    facts = DecisionFacts(Sense.FAVOURABLE, REASONS)
    decide_application(application, facts, by=cast["autorite"], at=at + timedelta(days=20))
