"""Who may read and score a file, and until when; rules never write."""

from datetime import datetime

from django.db.models import Q

from frenchimpact.accounts.models import User, Visitor
from frenchimpact.calls.models import (
    ENDED,
    NEXT_READING_STATES,
    Allotment,
    AllotmentState,
    Application,
    ApplicationQuerySet,
    Committee,
    CommitteeMember,
    Conflict,
    FewerReaders,
    Reading,
    ReadingState,
    Stage,
    Wave,
)
from frenchimpact.calls.rules.committees import declaration_in_force, require_chair, seat_of
from frenchimpact.community.models import Collective, CollectiveMember, CollectiveSeat, Membership, Organisation
from frenchimpact.shared.errors import Refusal

GIVEN_UP = (Stage.WITHDRAWN, Stage.LAPSED)  # no file of these is read any more


def committee_of(wave: Wave) -> Committee:
    """Return the committee that reads a wave; refuses a call that has none."""
    found = Committee.objects.select_related("call", "grid").filter(call=wave.call_id).first()
    if found is None:
        raise Refusal("Cet appel n’a pas de comité\u00a0: l’équipe du programme peut en constituer un.")
    return found


def committee_of_application(application: Application) -> Committee:
    if application.wave is None:
        raise Refusal("Cette candidature n’est pas déposée\u00a0: personne ne la lit encore.")
    return committee_of(application.wave)


def is_reader(reading: Reading, person: Visitor, at: datetime) -> bool:
    """Say whether this reading is open to this person: theirs, declared, without a tie that bars, not stepped back."""
    is_over = reading.state in ENDED or reading.application.stage in GIVEN_UP
    if reading.member.person_id != person.pk or is_over:
        return False
    seat = seat_of(reading.member.committee, person, at)
    if seat is None or seat.pk != reading.member_id or declaration_in_force(seat, at) is None:
        return False
    return not is_tied(seat, reading.application)


def is_tied(seat: CommitteeMember, application: Application) -> bool:
    """Say whether a tie keeps a member from this file: written down as one that bars, or plain at this instant."""
    barring = Conflict.objects.barring().filter(member=seat, application=application)
    return works_for(seat, application) or barring.exists()


def works_for(seat: CommitteeMember, application: Application) -> bool:
    """Say whether somebody works for the applicant at this instant, be it written down as a conflict or not yet.

    The trigger of the database that holds no conflicted reading asks the same.
    """
    return works_for_which(seat, Application.objects.filter(pk=application.pk)).exists()


def works_for_which(seat: CommitteeMember, applications: ApplicationQuerySet) -> ApplicationQuerySet:
    """Keep those whose applicant somebody works for, as `works_for` says of one."""
    held = Membership.objects.filter(person=seat.person_id, ended_at=None).values("organisation")
    organisations = Organisation.objects.filter(Q(pk__in=held) | Q(pk=seat.organisation_id))
    own_seat = CollectiveSeat.objects.filter(person=seat.person_id, ended_at=None).values("collective")
    members = CollectiveMember.objects.filter(organisation__in=organisations, left_at=None).values("collective")
    ties = Q(pk__in=own_seat) | Q(lead__in=organisations) | Q(pk__in=members)
    collectives = Collective.objects.filter(ties)
    return applications.filter(Q(organisation__in=organisations) | Q(collective__in=collectives))


def may_score(reading: Reading, person: Visitor, at: datetime) -> bool:
    is_open = reading.application.stage == Stage.IN_REVIEW and reading.state != ReadingState.LOCKED
    return is_open and is_reader(reading, person, at)


def reads(application: Application, person: Visitor, at: datetime) -> bool:
    """Say whether somebody reads this application on a committee: its files are open to them."""
    mine = Reading.objects.active().filter(application=application, member__person=person.pk)
    return any(is_reader(one, person, at) for one in mine.select_related("member__committee", "application"))


def may_read_others(reading: Reading, person: Visitor, at: datetime) -> bool:
    """Say whether the scores of the others are open: once one’s own are in, never before."""
    return reading.is_handed_over and is_reader(reading, person, at)


def wanted_readers(application: Application) -> int:
    """Say how many readers a file needs: as many as the others, unless the chair accepted fewer."""
    fewer = FewerReaders.objects.filter(application=application).first()
    return fewer.readers if fewer else committee_of_application(application).readers


def needs_committee(application: Application) -> bool:
    """Say whether a committee must read it before a decision is proposed: one is there, and has not read it yet."""
    has_one = Committee.objects.filter(call=application.call_id).exists()
    return has_one and not application.readings.handed_over().exists()


def is_read(application: Application) -> bool:
    """Say whether every reading of a file in review is handed over, as many as it should have."""
    handed_over, wanted = application.readings.handed_over().count(), wanted_readers(application)
    return handed_over >= wanted and not application.readings.waiting().exists()


def require_read(application: Application) -> None:
    """Refuse a proposal before the committee, where there is one, has read the file."""
    if application.stage == Stage.INSTRUCTION and needs_committee(application):
        raise Refusal("Cet appel a un comité\u00a0: transmettez-lui d’abord ce dossier.")
    if application.stage == Stage.IN_REVIEW and not is_read(application):
        handed_over, wanted = application.readings.handed_over().count(), wanted_readers(application)
        raise Refusal(
            f"{handed_over} lecture(s) sur {wanted} sont transmises\u00a0: attendez les autres, ou demandez à "
            "la personne qui préside le comité d’en accepter moins."
        )


def require_untied_chair(application: Application, by: User, at: datetime) -> None:
    """Refuse anybody but the chair, and a chair whom a tie keeps from reading this very file."""
    committee = committee_of_application(application)
    require_chair(committee, by, at)
    seat = seat_of(committee, by, at)
    if seat and is_tied(seat, application):
        raise Refusal(
            "Un lien vous écarte de ce dossier\u00a0: demandez à l’équipe du programme de confier la présidence à un "
            "autre membre le temps de cette étape."
        )


def require_of_another(reading: Reading, by: User) -> None:
    """Refuse to a chair what would let them read the scores of the others before they give theirs."""
    if reading.member.person_id == by.pk:
        raise Refusal(
            "Personne ne décide de l’échéance de sa propre lecture\u00a0: demandez à l’équipe du programme de confier "
            "la présidence à un autre membre le temps de cette étape."
        )


def require_unseen_scores(member: CommitteeMember, application: Application, by: User) -> None:
    """Refuse that whoever presides gives themselves a file whose scores they may have seen in the ranking."""
    if member.person_id == by.pk and application.readings.handed_over().exists():
        raise Refusal(
            "Des notes de ce dossier vous sont montrées au classement\u00a0: vous ne pouvez plus le lire sans les "
            "connaître. Choisissez quelqu’un d’autre."
        )


def require_committee(application: Application) -> None:
    if not Committee.objects.filter(call=application.call_id).exists():
        raise Refusal("Cet appel n’a pas de comité\u00a0: proposez directement une décision.")


def require_closed(wave: Wave, at: datetime) -> None:
    if wave.cutoff_at >= at:
        raise Refusal("La vague reçoit encore des candidatures\u00a0: répartissez après sa date limite.")


def require_ready(allotment: Allotment) -> None:
    if allotment.state != AllotmentState.READY:
        raise Refusal("Cette répartition n’est plus à valider\u00a0: rechargez la page.")


def require_reader(reading: Reading, by: User, at: datetime) -> None:
    if not is_reader(reading, by, at):
        raise Refusal("Cette lecture n’est pas la vôtre, ou ne l’est plus\u00a0: revenez à la liste de vos lectures.")


def require_scoring(reading: Reading, by: User, at: datetime) -> None:
    require_reader(reading, by, at)
    if not may_score(reading, by, at):
        raise Refusal("Ce dossier n’est plus en évaluation\u00a0: vos notes ne changent plus.")


def move_reading(reading: Reading, state: ReadingState) -> None:
    """Put a locked reading in this state, unsaved; refuses what NEXT_READING_STATES does not hold."""
    if state not in NEXT_READING_STATES[ReadingState(reading.state)]:
        raise Refusal(f"Cette lecture est «\u00a0{reading.get_state_display()}\u00a0»\u00a0: rechargez la page.")
    reading.state = state
