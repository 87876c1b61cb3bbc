"""What happened to an application, what happens next, who acts and until when: as the collective reads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from frenchimpact.calls.calculations.delays import Pause, day_in_paris, end_of, last_day, silence_on
from frenchimpact.calls.models import (
    Application,
    Call,
    Committee,
    Complement,
    ImplicitSense,
    Outcome,
    Stage,
    Step,
    Wave,
)
from frenchimpact.calls.queries.applications import is_sealed
from frenchimpact.calls.queries.calls import wave_for
from frenchimpact.calls.rules.readings import needs_committee

COLLECTIVE = "Vous"
COMMITTEE = "le comité de sélection"
DONE = {
    (Step.ADMISSIBILITY, Outcome.PASSED): "Candidature recevable",
    (Step.ADMISSIBILITY, Outcome.FAILED): "Candidature irrecevable",
    (Step.COMPLETENESS, Outcome.PASSED): "Dossier complet",
    (Step.COMPLETENESS, Outcome.FAILED): "Dossier incomplet",
}
ENDS = {
    Stage.INADMISSIBLE: "La candidature ne peut pas être examinée : les motifs sont ci-dessous.",
    Stage.LAPSED: "Les compléments ne sont pas arrivés à temps. Vous pouvez candidater de nouveau.",
    Stage.WITHDRAWN: "La candidature a été retirée. Vous pouvez candidater de nouveau.",
    Stage.REJECTED: "La décision et ses motifs sont sur la page de la décision.",
}

SPOKEN = "Une décision implicite est née. L’examen continue : une décision écrite et motivée peut encore la remplacer."
SEALED = "Elle est prise et notifiée. L’ouvrir en accuse réception : les délais de recours courent à partir de ce jour."


@dataclass(frozen=True)
class Moment:
    """Something that happened at `at`, or that happens until `until`; `clock` says what it does to the delays."""

    title: str
    who: str = ""
    text: str = ""
    at: datetime | None = None
    until: datetime | None = None
    clock: str = ""


@dataclass(frozen=True)
class Silence:
    """The day on which no answer becomes one, in which sense, by which text; once it is past, it has."""

    on: date
    sense: str
    basis: str
    is_past: bool = False
    is_rejection: bool = True


@dataclass(frozen=True)
class Timeline:
    past: list[Moment]  # the oldest first
    now: Moment
    following: list[Moment]
    silence: Silence | None


def timeline_of(application: Application, at: datetime) -> Timeline:
    """Tell the whole life of an application, past and to come, at this instant."""
    complements = list(application.complements.order_by("asked_at"))
    now = _now(application, complements, at)
    silence = silence_of(application, complements, at)
    past = sorted(_past(application, complements, silence), key=lambda moment: moment.at or at)
    return Timeline(past, now, list(_following(application, now, at)), silence)


def silence_of(application: Application, complements: list[Complement], at: datetime) -> Silence | None:
    """Return when the silence of the service decides; nothing before the submission, nor once all is over."""
    call = application.call
    over = application.stage in {Stage.ACCEPTED, *ENDS}
    if application.submitted_at is None or over or call.implicit_sense == ImplicitSense.NONE:
        return None
    pauses = [
        Pause(day_in_paris(one.asked_at), day_in_paris(one.answered_at or one.lapsed_at or one.due_at))
        for one in complements
    ]
    means_yes = call.implicit_sense == ImplicitSense.ACCEPTANCE
    on = silence_on(day_in_paris(application.submitted_at), call.implicit_months, pauses, means_yes=means_yes)
    sense, is_past = call.get_implicit_sense_display(), day_in_paris(at) > on
    return Silence(on, sense, call.implicit_basis, is_past, is_rejection=not means_yes)


def _past(application: Application, complements: list[Complement], silence: Silence | None) -> Iterator[Moment]:
    service = application.call.service
    yield Moment("Candidature commencée", COLLECTIVE, at=application.started_at)
    if application.submitted_at:
        text = f"Récépissé {application.receipt_number}, {str(application.wave).lower()}."
        clock = "Les délais courent à partir du lendemain."
        yield Moment("Candidature déposée", COLLECTIVE, text, application.submitted_at, clock=clock)
    for found in application.examinations.all():
        title = DONE[Step(found.step), Outcome(found.outcome)]
        yield Moment(title, service, found.reasons if found.outcome == Outcome.FAILED else "", found.at)
    for asked in complements:
        yield from _complement(asked, service)
    for proposal in application.proposals.all():
        yield Moment("Proposition transmise à l’autorité de décision", service, at=proposal.at)
    if silence and silence.is_past:
        yield Moment(f"Silence du service : {silence.sense}", text=SPOKEN, at=end_of(silence.on), clock=silence.basis)
    if decision := getattr(application, "decision", None):
        yield Moment(
            "Décision prise et notifiée", application.call.authority, at=decision.at, clock="Le délai s’arrête."
        )
    if withdrawal := getattr(application, "withdrawal", None):
        yield Moment("Candidature retirée", COLLECTIVE, withdrawal.reason, withdrawal.at)


def _complement(asked: Complement, service: str) -> Iterator[Moment]:
    pause = "Le délai est suspendu jusqu’à votre envoi."
    yield Moment("Compléments demandés", service, asked.message, asked.asked_at, clock=pause)
    for given in asked.extensions.all():
        yield Moment("Délai supplémentaire pour les compléments", service, given.reason, given.at)
    if asked.answered_at:
        yield Moment("Compléments envoyés", COLLECTIVE, at=asked.answered_at, clock="Le délai reprend.")
    if asked.lapsed_at:
        yield Moment("Délai des compléments passé", COLLECTIVE, at=asked.lapsed_at)


def _now(application: Application, complements: list[Complement], at: datetime) -> Moment:
    call, stage = application.call, Stage(application.stage)
    since = day_in_paris(application.stage_since)
    match stage:
        case Stage.DRAFT:
            wave = wave_for(call, at)
            text = f"Complétez les réponses et la page {call.words.of}, puis déposez."
            return Moment("Préparer la candidature", COLLECTIVE, text, until=wave.cutoff_at if wave else None)
        case Stage.CORRECTION_REQUESTED:
            due = complements[-1].due_at if complements else None
            return Moment("Donner les compléments demandés", COLLECTIVE, until=due)
        case Stage.ACCEPTED | Stage.REJECTED if is_sealed(application):
            return Moment("Ouvrir la décision", COLLECTIVE, SEALED)
        case Stage.ACCEPTED:
            return _accepted(application, at)
        case _ if stage in ENDS:
            return Moment(application.get_stage_display().capitalize(), text=ENDS[stage])
    title, who, days = _step(application, stage)
    return Moment(title, who, until=end_of(last_day(since, days)))


def _accepted(application: Application, at: datetime) -> Moment:
    wave: Wave | None = application.wave
    if wave and wave.publication_at > at:
        text = "Le label est délivré. Il devient public à la date de publication : gardez la nouvelle jusque-là."
        return Moment("Candidature acceptée", text=text, until=wave.publication_at)
    return Moment("Candidature acceptée", text="Le label est publié.")


def _step(application: Application, stage: Stage) -> tuple[str, str, int]:
    call = application.call
    return {
        Stage.SUBMITTED: ("Vérifier la recevabilité", call.service, call.admissibility_days),
        Stage.COMPLETENESS: ("Vérifier que le dossier est complet", call.service, call.completeness_days),
        Stage.INSTRUCTION: ("Étudier la candidature", call.service, call.instruction_days),
        Stage.READY_FOR_JURY: ("Confier le dossier à des lecteurs", COMMITTEE, _reading_days(call)),
        Stage.IN_REVIEW: ("Lire et évaluer le dossier", COMMITTEE, _reading_days(call)),
        Stage.PROPOSED: ("Décider", call.authority, call.proposal_days),
    }[stage]


def _reading_days(call: Call) -> int:
    committee = Committee.objects.filter(call=call).first()
    return committee.reading_days if committee else 0


def _following(application: Application, now: Moment, at: datetime) -> Iterator[Moment]:
    """Tell the steps to come, each at the latest: what the one before leaves it."""
    read = [Stage.READY_FOR_JURY, Stage.IN_REVIEW] if needs_committee(application) else []
    order = [Stage.SUBMITTED, Stage.COMPLETENESS, Stage.INSTRUCTION, *read, Stage.PROPOSED]
    stage = Stage(application.stage)
    if stage == Stage.IN_REVIEW and not read:  # somebody has handed a reading over
        order.insert(3, stage)
    before = {Stage.DRAFT: -1, Stage.CORRECTION_REQUESTED: 0, Stage.ACCEPTED: len(order) - 1}.get(stage)
    if before is None and stage not in order:
        return
    left = order[(order.index(stage) if before is None else before) + 1 :]
    until = now.until
    for each in left:
        title, who, days = _step(application, each)
        until = end_of(last_day(day_in_paris(until), days)) if until else None
        yield Moment(title, who, until=until)
    wave = application.wave or wave_for(application.call, at)
    if wave and stage != Stage.ACCEPTED and wave.publication_at > at - timedelta(days=1):
        text = "Si la décision est favorable."
        yield Moment("Publication des labels", application.call.service, text, until=wave.publication_at)
