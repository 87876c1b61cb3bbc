"""Who examines an application and who decides on it: never the same person, never somebody of the collective."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from frenchimpact.accounts.models import User
from frenchimpact.accounts.rules import is_decider, is_officer
from frenchimpact.calls.calculations.delays import day_in_paris, end_of, last_day
from frenchimpact.calls.models import Application, Call, Examination, Proposal, Reading, Sense, Stage, Submission
from frenchimpact.shared.errors import Refusal

LONGEST_WAIT = timedelta(days=366)
ADMISSIBLE_AT = (Stage.SUBMITTED,)
COMPLETE_AT = (Stage.COMPLETENESS,)
ASKED_AGAIN_AT = (Stage.COMPLETENESS, Stage.INSTRUCTION)
PROPOSED_AT = (Stage.INSTRUCTION, Stage.IN_REVIEW)
EXAMINED = [
    Stage.SUBMITTED,
    Stage.COMPLETENESS,
    Stage.CORRECTION_REQUESTED,
    Stage.INSTRUCTION,
    Stage.READY_FOR_JURY,
    Stage.IN_REVIEW,
    Stage.PROPOSED,
]


def held_by_another(application: Application) -> str:
    return f"Cette candidature est confiée à {application.officer} : prenez-la d’abord en charge."


def out_of_time(application: Application) -> str:
    return (
        f"Cette candidature est à l’étape « {application.get_stage_display()} » : ce n’est plus le moment. "
        "Rechargez la page pour voir où elle en est."
    )


def is_of_the_collective(person: User, application: Application) -> bool:
    """Say whether somebody works on it for whoever applies, a collective or an organisation."""
    return Application.objects.of(person).filter(pk=application.pk).exists()


def is_tied(person: User, application: Application) -> bool:
    """Say whether somebody works for whoever applies, in any role, or for a member of the collective."""
    return Application.objects.tied_to(person).filter(pk=application.pk).exists()


def of_the_applicant(application: Application) -> str:
    who = application.call.words.this
    return f"Vous faites partie de {who} : une autre personne doit instruire sa candidature."


def has_examined(person: User, application: Application) -> bool:
    """Say whether somebody checked the application or proposed the decision, once even."""
    return (
        Proposal.objects.filter(application=application, by=person).exists()
        or Examination.objects.filter(application=application, by=person).exists()
    )


def require_officer(person: User, application: Application, at: datetime) -> None:
    if not is_officer(person, at):
        raise Refusal("Seules les personnes chargées de l’instruction font cela : demandez à l’équipe du programme.")
    if is_tied(person, application):
        raise Refusal(of_the_applicant(application))


def require_in_charge(person: User, application: Application, at: datetime) -> None:
    """Refuse whoever is no officer, is of the collective, or to whom the file was not given when it was to another."""
    require_officer(person, application, at)
    if application.officer_id and application.officer_id != person.pk:
        raise Refusal(held_by_another(application))


def require_decider(person: User, application: Application, at: datetime) -> None:
    if not is_decider(person, at):
        raise Refusal("Seule l’autorité de décision peut faire cela : transmettez-lui la candidature.")
    if is_tied(person, application):
        raise Refusal(f"Vous faites partie de {application.call.words.this} : une autre autorité doit décider.")
    if has_examined(person, application):
        raise Refusal("Vous avez instruit cette candidature : une autre personne doit en décider.")
    if Reading.objects.active().filter(application=application, member__person=person).exists():
        raise Refusal("Vous avez lu cette candidature au comité : une autre personne doit en décider.")


def require_stage(application: Application, *stages: Stage) -> None:
    if application.stage not in stages:
        raise Refusal(out_of_time(application))


def require_reasons(reasons: str) -> None:
    if not reasons.strip():
        raise Refusal("Écrivez les motifs : ils sont dus à la personne qui a déposé.")


def require_items(keys: Iterable[str], submission: Submission, at: datetime, due_at: datetime) -> None:
    """Refuse a request for nothing, of a question that was not asked, or for a day that has passed."""
    keys = list(keys)
    if not keys:
        raise Refusal("Cochez au moins une question à compléter, et dites ce que vous attendez.")
    if unknown := set(keys) - keys_of(submission):
        raise Refusal(f"Le questionnaire n’a pas de question « {min(unknown)} » : choisissez dans la liste.")
    if due_at <= at:
        raise Refusal("Le délai est déjà passé : donnez une date à venir.")
    require_near(due_at, at)


def keys_of(submission: Submission) -> set[str]:
    """Name the questions of what was submitted."""
    return {
        question["key"]
        for section in submission.content.get("sections", [])
        for question in section.get("questions", [])
    }


def due_of(call: Call, at: datetime) -> datetime:
    """Say until when complements asked at this instant may come: the last second of a working day in Paris."""
    return end_of(last_day(day_in_paris(at), call.correction_days))


def require_sense(sense: str) -> None:
    if sense not in Sense.values:
        raise Refusal("Choisissez un sens : favorable ou défavorable.")


def require_near(due_at: datetime, at: datetime) -> None:
    """Refuse a day so far that it would be a slip of the finger: the legal clock waits until then."""
    if due_at > at + LONGEST_WAIT:
        raise Refusal("Ce délai dépasse un an : donnez une date plus proche.")
