"""What calls hold about a person: what they started, submitted, answered or withdrew for a collective."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Q

from frenchimpact.accounts.holdings import Holding, Row, register
from frenchimpact.accounts.models import User
from frenchimpact.calls.actions.erasure import erase_applications_of, erase_seats_of
from frenchimpact.calls.models import (
    Application,
    CommitteeMember,
    Complement,
    ComplementExtension,
    Decision,
    DeclaredInterest,
    DeskView,
    Examination,
    Exchange,
    Handover,
    HandoverLine,
    Meeting,
    MeetingRecusal,
    Proposal,
    Reading,
    Submission,
    Withdrawal,
)

DECISIONS_KEPT = (  # CRPA L212-1
    "Les décisions que vous avez signées gardent votre nom et votre qualité : sans eux elles ne vaudraient plus."
)


def _rows(person: User) -> Sequence[Row]:
    return list(_all(person))


def _all(person: User) -> Iterator[Row]:
    for started in (
        Application.objects.filter(started_by=person).select_related("collective", "organisation").order_by("pk")
    ):
        yield {"Candidature commencée": str(started.applicant), "Le": started.started_at}
    related = ("application__collective", "application__organisation")
    for made in Submission.objects.filter(by=person).select_related(*related).order_by("pk"):
        yield {"Dépôt": str(made.application.applicant), "Le": made.at, "Empreinte": made.digest}
    for answered in Complement.objects.filter(answered_by=person).select_related(*related).order_by("pk"):
        yield {"Compléments envoyés": str(answered.application.applicant), "Le": answered.answered_at}
    for given_up in Withdrawal.objects.filter(by=person).select_related(*related).order_by("pk"):
        yield {"Retrait": str(given_up.application.applicant), "Le": given_up.at, "Motif": given_up.reason}


def _findings(person: User) -> Sequence[Row]:
    related = ("application__collective", "application__organisation")
    decisions: list[Row] = [
        {"Décision": str(one.application), "Le": one.at, "Signée": one.signed_name, "Qualité": one.signed_title}
        for one in Decision.objects.filter(by=person).select_related(*related).order_by("pk")
    ]
    proposals: list[Row] = [
        {"Proposition": str(one.application), "Le": one.at}
        for one in Proposal.objects.filter(by=person).select_related(*related).order_by("pk")
    ]
    checks: list[Row] = [
        {"Examen": str(one.application), "Étape": one.get_step_display(), "Le": one.at}
        for one in Examination.objects.filter(by=person).select_related(*related).order_by("pk")
    ]
    return [*decisions, *proposals, *checks, *_of_the_desk(person)]


def _of_the_desk(person: User) -> Iterator[Row]:
    related = ("application__collective", "application__organisation")
    for noted in Exchange.objects.filter(by=person).select_related(*related).order_by("pk"):
        yield {"Échange noté": str(noted.application), "Le": noted.on, "Avec": noted.with_whom, "Texte": noted.summary}
    for given in ComplementExtension.objects.filter(by=person).order_by("pk"):
        yield {"Délai donné": given.reason, "Le": given.at}
    for lot in Handover.objects.filter(Q(by=person) | Q(to=person)).order_by("pk"):
        yield {"Candidatures confiées": "par vous" if lot.by_id == person.pk else "à vous", "Le": lot.at}
    for line in HandoverLine.objects.filter(before=person).select_related("handover", *related).order_by("pk"):
        yield {"Candidature confiée à quelqu’un d’autre": str(line.application), "Le": line.handover.at}
    for view in DeskView.objects.filter(owner=person).order_by("pk"):
        yield {"Vue enregistrée": view.title, "Filtres": view.query}


def _keep_decisions(person: User, at: datetime) -> Sequence[str]:  # noqa: ARG001  # as every erasure is asked
    return [DECISIONS_KEPT] if Decision.objects.filter(by=person).exists() else []


def _seats(person: User) -> Sequence[Row]:
    seats: list[Row] = [
        {"Comité": str(one.committee.call), "Collège": one.get_college_display(), "Depuis": one.since}
        for one in CommitteeMember.objects.filter(person=person).select_related("committee__call").order_by("pk")
    ]
    declared: list[Row] = [
        {"Lien déclaré avec": one.name, "Lien": one.get_kind_display()}
        for one in DeclaredInterest.objects.filter(declaration__member__person=person).order_by("pk")
    ]
    return [*seats, *declared, *_meetings(person)]


def _meetings(person: User) -> Iterator[Row]:
    for meeting in Meeting.objects.filter(present__person=person).select_related("wave__call").order_by("pk"):
        yield {"Séance de comité où vous étiez": str(meeting.wave.call), "Le": meeting.opened_at}
    left = MeetingRecusal.objects.filter(member__person=person).order_by("pk")
    whose = ("item__application__collective", "item__application__organisation", "item__meeting")
    for one in left.select_related(*whose):
        file, met = str(one.item.application.applicant), one.item.meeting.opened_at
        yield {"Déport en séance": file, "Le": met, "Raisons": one.reasons}
    back = Reading.objects.filter(Q(member__person=person) | Q(taken_back_by=person)).exclude(taken_back_at=None)
    for reading in back.select_related("member__person").order_by("pk"):
        whose_it_was = "à vous" if reading.member.person_id == person.pk else "par vous"
        yield {"Lecture retirée": whose_it_was, "Le": reading.taken_back_at, "Motif": reading.taken_back_reason}


register(Holding("calls.seats", "Mes places dans des comités", _seats, erase_seats_of))
register(Holding("calls.decisions", "Mes examens, propositions et décisions", _findings, _keep_decisions))
register(Holding("calls.applications", "Mes candidatures", _rows, erase_applications_of))
