"""The decision and the label: one transaction, so that neither is ever without the other."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.calls.actions import DecisionFacts, record_decision
from frenchimpact.calls.calculations.delays import add_months
from frenchimpact.calls.models import Application, Decision, Sense
from frenchimpact.calls.queries.desk import last_submission
from frenchimpact.calls.queries.submitted import FrozenChallenge, challenges_of
from frenchimpact.journal.actions import record
from frenchimpact.journal.jobs import enqueue
from frenchimpact.labels import events
from frenchimpact.labels.actions.publication import PUBLISH_LABEL
from frenchimpact.labels.calculations.numbers import draw_number
from frenchimpact.labels.models import Label, LabelChallenge, Precision, State
from frenchimpact.shared.errors import Refusal

# What a challenge is measured by: without it, nobody could say later whether it was met.
MEASURES = {
    "indicator": "d’indicateur",
    "baseline": "de valeur de départ",
    "baseline_source": "de source",
    "baseline_year": "de millésime",
    "target": "de cible",
    "deadline": "d’échéance",
}


@transaction.atomic
def decide_application(application: Application, facts: DecisionFacts, *, by: User, at: datetime) -> Decision:
    """Decide, notify and, when the decision is favourable, issue the label with its challenges frozen: all or nothing.

    Refuses as `record_decision`, and a favourable decision on challenges that cannot be measured. The public sees
    nothing before the publication date of the wave.
    """
    decision = record_decision(application, facts, by=by, at=at)
    if facts.sense == Sense.FAVOURABLE:
        _issue(decision, by=by, at=at)
    return decision


def _issue(decision: Decision, *, by: User, at: datetime) -> Label:
    related = ("call", "wave", "collective", "organisation")
    application = Application.objects.select_related(*related).get(pk=decision.application_id)
    challenges = _measurable_challenges(application) if application.collective else []
    if application.wave is None:
        raise Refusal("Cette candidature n’appartient à aucune vague : elle n’a pas été déposée.")
    publication_at = max(application.wave.publication_at, at)
    label = Label.objects.create(
        collective=application.collective,
        organisation=application.organisation,
        application=application,
        wave=application.wave.number,
        issued_at=at,
        publication_at=publication_at,
        valid_until=add_months(timezone.localdate(at), application.call.label_months),
        announced_on=timezone.localdate(publication_at),
        precision=Precision.DAY,
        state=State.ACTIVE,
        number=_free_number(),
        source=f"Décision du {timezone.localdate(at):%d/%m/%Y}, {application.call.authority}"[:300],
    )
    LabelChallenge.objects.bulk_create(LabelChallenge(label=label, **vars(each)) for each in challenges)
    record(events.ISSUED, label, by=by, application=application.public_id)
    enqueue(PUBLISH_LABEL, {"label_id": label.pk}, at=publication_at)
    return label


def _free_number() -> str:
    """Draw a number that no label bears; among 34 billion, a second draw is for completeness."""
    number = draw_number()
    while Label.objects.filter(number=number).exists():
        number = draw_number()
    return number


def _measurable_challenges(application: Application) -> list[FrozenChallenge]:
    challenges = challenges_of(last_submission(application))
    _require_measurable(challenges, application.call.challenge_count)
    return challenges


def _require_measurable(challenges: list[FrozenChallenge], count: int) -> None:
    if len(challenges) < count:
        raise Refusal(
            f"Le dossier déposé ne porte que {len(challenges)} défi(s) sur {count} : renvoyez la proposition, afin que "
            "le collectif les complète."
        )
    for challenge in challenges:
        for name, words in MEASURES.items():
            if getattr(challenge, name) in (None, ""):
                raise Refusal(
                    f"Le défi « {challenge.title} » n’a pas {words} : renvoyez la proposition, afin que le "
                    "collectif le complète."
                )
