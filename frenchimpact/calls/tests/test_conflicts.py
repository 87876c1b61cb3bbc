"""Ties are found in the community and in declarations, in three degrees; the chair settles those of the second."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from frenchimpact.accounts.models import Appointment, Capacity
from frenchimpact.accounts.rules import needs_second_factor
from frenchimpact.accounts.tests.factories import make_operator, make_person, sign_in
from frenchimpact.calls.actions.committees.conflicts import refresh_conflicts, settle_conflict
from frenchimpact.calls.actions.committees.interests import (
    InterestFacts,
    add_interest,
    remove_interest,
    sign_declaration,
)
from frenchimpact.calls.actions.committees.members import MemberFacts, Somebody, appoint_member, end_seat
from frenchimpact.calls.models import (
    Application,
    College,
    Committee,
    CommitteeMember,
    Conflict,
    DeclaredInterest,
    Degree,
    Examination,
    InterestDeclaration,
    Outcome,
    Proposal,
    Ruling,
    Sense,
    Stage,
    Step,
)
from frenchimpact.calls.tests.committee_things import make_candidate, make_committee, make_member
from frenchimpact.calls.tests.factories import collective_of
from frenchimpact.community.actions.relations import declare_relation, end_relation
from frenchimpact.community.models import (
    CollectiveMember,
    MembershipRole,
    Organisation,
    Place,
    Relation,
    RelationKind,
)
from frenchimpact.community.tests.factories import make_collective, make_membership, make_organisation, make_seat
from frenchimpact.geography.tests.factories import make_commune
from frenchimpact.messaging.models import Email
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee() -> Committee:
    return make_committee()


@pytest.fixture
def candidate(committee: Committee) -> Application:
    return make_candidate(committee.call, "Pays d’Essai")


def found(committee: Committee) -> list[tuple[str, str]]:
    """Look anew, and give the degree and the reasons of each tie."""
    refresh_conflicts(committee, by=None, at=timezone.now())
    return list(Conflict.objects.order_by("pk").values_list("degree", "reasons"))


def test_who_works_in_the_collective_or_for_its_chef_de_file_is_barred(
    committee: Committee, candidate: Application
) -> None:
    ada, bob = make_member(committee, "Ada"), make_member(committee, "Bob", College.STATE)
    make_seat(collective_of(candidate), ada.person)
    make_membership(collective_of(candidate).lead, bob.person, MembershipRole.MEMBER)

    assert sorted(found(committee)) == [
        (Degree.BARRED, f"fait partie de {collective_of(candidate).lead}, chef de file"),
        (Degree.BARRED, "travaille dans le collectif Pays d’Essai"),
    ]


def test_who_sits_for_a_member_of_the_collective_is_barred_be_it_known_by_name_only(
    committee: Committee, candidate: Application
) -> None:
    for name, organisation in (("Café associatif", None), ("Mutuelle", make_organisation("Mutuelle"))):
        CollectiveMember.objects.create(
            collective=collective_of(candidate), organisation=organisation, name=name, role="ess", contact_name="X"
        )
    make_member(committee, "Ada", organisation=make_organisation("CAFE associatif"))

    assert found(committee) == [(Degree.BARRED, "fait partie de Café associatif, membre du collectif")]


@pytest.mark.parametrize(
    ("kind", "degree"),
    [
        (RelationKind.BOARD, Degree.BARRED),
        (RelationKind.FAMILY, Degree.BARRED),
        (RelationKind.FUNDS, Degree.TO_SETTLE),
        (RelationKind.MENTORS, Degree.TO_SETTLE),
        (RelationKind.OTHER, Degree.MENTION),
    ],
)
def test_a_tie_that_was_written_down_has_its_degree_until_it_ends(
    committee: Committee, candidate: Application, kind: RelationKind, degree: Degree
) -> None:
    funder = make_organisation("Fondation")
    member = make_member(committee, "Ada", organisation=funder)
    of = funder if kind == RelationKind.FUNDS else member.person
    relation = declare_relation(kind, of, collective_of(candidate).lead, source="convention", by=None)
    assert [one for one, _ in found(committee)] == [degree]

    end_relation(relation, on=timezone.localdate() - timedelta(days=1), by=None)

    assert found(committee) == []


def test_a_tie_ends_at_midnight_in_paris(committee: Committee, candidate: Application) -> None:
    member = make_member(committee, "Ada")
    with time_machine.travel(datetime(2027, 3, 3, 23, 30, tzinfo=UTC), tick=False):  # the 4th, in Paris
        relation = declare_relation(
            RelationKind.BOARD, member.person, collective_of(candidate).lead, source="convention", by=None
        )
        end_relation(relation, on=date(2027, 3, 3), by=None)

        assert found(committee) == []


def test_a_tie_that_the_applicant_has_with_ada_s_organisation_counts_too(
    committee: Committee, candidate: Application
) -> None:
    funded = make_organisation("Réseau")
    make_member(committee, "Ada", organisation=funded)
    lead = collective_of(candidate).lead
    declare_relation(RelationKind.FUNDS, lead, funded, source="convention", by=None)

    ((degree, reasons),) = found(committee)

    assert degree == Degree.TO_SETTLE
    assert reasons == f"{lead}, chef de file\u00a0: le finance, ou décide de son financement (Réseau\u00a0; convention)"


def test_an_organisation_that_applies_from_the_same_commune_is_only_told(committee: Committee) -> None:
    commune = make_commune("01001")
    for name in ("Ruche", "Mutuelle"):
        Place.objects.create(organisation=make_organisation(name), commune=commune, is_seat=True)
    application = make_candidate(committee.call, "Pays")
    Application.objects.filter(pk=application.pk).update(
        collective=None, organisation=Organisation.objects.get(name="Ruche")
    )
    make_member(committee, "Ada", organisation=Organisation.objects.get(name="Mutuelle"))

    ((degree, reasons),) = found(committee)

    assert degree == Degree.MENTION
    assert "dans la même commune" in reasons


def test_a_seat_on_the_territory_is_to_settle_and_in_the_departement_only_told(committee: Committee) -> None:
    inside, near = make_commune("01001"), make_commune("01002")
    make_candidate(committee.call, "Pays", collective=make_collective("Pays", inside))
    for name, commune in (("Ici", inside), ("Voisine", near)):
        organisation = make_organisation(name)
        Place.objects.create(organisation=organisation, commune=commune, is_seat=True)
        make_member(committee, f"{name} Membre", organisation=organisation)

    assert [degree for degree, _ in found(committee)] == [Degree.TO_SETTLE, Degree.MENTION]


def test_what_ada_declares_counts_once_it_is_signed(committee: Committee, candidate: Application) -> None:
    ada, now = make_member(committee, "Ada", declared=False), timezone.now()
    add_interest(ada, InterestFacts(RelationKind.FAMILY, candidate), by=ada.person, at=now)
    add_interest(ada, InterestFacts(RelationKind.FUNDS, name=collective_of(candidate).lead.name), by=ada.person, at=now)
    assert found(committee) == []

    sign_declaration(ada, by=ada.person, at=now)

    (conflict,) = Conflict.objects.all()
    assert conflict.degree == Degree.BARRED
    assert len(conflict.told_reasons) == 3  # of the file, of the name, and of the tie that was written down
    assert Relation.objects.get().to == collective_of(candidate).lead


def test_a_new_declaration_replaces_the_one_before_and_begins_with_its_ties(
    committee: Committee, candidate: Application
) -> None:
    ada, now = make_member(committee, "Ada", declared=False), timezone.now()
    later = now + timedelta(seconds=1)
    interest = add_interest(ada, InterestFacts(RelationKind.FAMILY, candidate), by=ada.person, at=now)
    sign_declaration(ada, by=ada.person, at=now)

    sign_declaration(ada, by=ada.person, at=later)
    assert Conflict.objects.get().degree == Degree.BARRED  # renewed without a word, the tie is still declared
    with pytest.raises(Refusal, match="signée"):
        remove_interest(interest, by=ada.person, at=later)  # of the declaration before
    latest = DeclaredInterest.objects.latest("pk")
    remove_interest(latest, by=ada.person, at=later)
    assert DeclaredInterest.objects.filter(pk=latest.pk).exists()  # what was signed stays as it was
    sign_declaration(ada, by=ada.person, at=later + timedelta(seconds=1))

    assert Conflict.objects.count() == 0
    assert InterestDeclaration.objects.filter(valid_until__gt=now + timedelta(days=1)).count() == 1


def test_a_tie_declared_of_a_file_holds_when_the_same_applicant_applies_again(
    committee: Committee, candidate: Application
) -> None:
    ada, now = make_member(committee, "Ada", declared=False), timezone.now()
    add_interest(ada, InterestFacts(RelationKind.FAMILY, candidate), by=ada.person, at=now)
    sign_declaration(ada, by=ada.person, at=now)
    Application.objects.filter(pk=candidate.pk).update(stage=Stage.WITHDRAWN)

    again = make_candidate(committee.call, "Pays d’Essai", collective=collective_of(candidate))
    make_candidate(committee.call, "Autre pays")
    found(committee)

    assert set(Conflict.objects.values_list("member", "application")) == {(ada.pk, candidate.pk), (ada.pk, again.pk)}


def test_who_examines_checked_or_proposed_does_not_score(committee: Committee, candidate: Application) -> None:
    held, checked, proposed = (make_member(committee, name) for name in ("Ines", "Chloé", "Paul"))
    make_member(committee, "Ada")
    Application.objects.filter(pk=candidate.pk).update(officer=held.person)
    here: dict[str, Any] = {"application": candidate, "at": timezone.now()}
    Examination.objects.create(by=checked.person, step=Step.COMPLETENESS, outcome=Outcome.PASSED, **here)
    Proposal.objects.create(by=proposed.person, sense=Sense.FAVOURABLE, reasons="Oui.", **here)

    assert found(committee) == [(Degree.BARRED, "instruit ce dossier")] * 3
    assert set(Conflict.objects.values_list("member", flat=True)) == {held.pk, checked.pk, proposed.pk}


def test_nobody_declares_for_ada(committee: Committee) -> None:
    ada = make_member(committee, "Ada", declared=False)

    with pytest.raises(Refusal):
        sign_declaration(ada, by=make_operator("Odile Meunier"), at=timezone.now())

    assert InterestDeclaration.objects.count() == 0


def test_the_chair_settles_the_second_degree_with_a_reason_and_is_told_that_it_waits(
    committee: Committee, candidate: Application
) -> None:
    chair = make_member(committee, "Charles", College.STATE, is_chair=True)
    ada = make_member(committee, "Ada")
    declare_relation(RelationKind.FUNDS, ada.person, collective_of(candidate).lead, source="convention", by=None)
    found(committee)
    conflict, now = Conflict.objects.get(), timezone.now()
    assert conflict.bars
    assert [one.to for one in Email.objects.filter(subject__startswith="Des liens attendent")] == [chair.person.email]

    for by, reason in ((ada.person, "Non."), (make_operator("Odile Meunier"), "Non."), (chair.person, " ")):
        with pytest.raises(Refusal):
            settle_conflict(conflict, Ruling.ALLOWED, reason, by=by, at=now)
    settle_conflict(conflict, Ruling.ALLOWED, "Une subvention ancienne.", by=chair.person, at=now)

    assert found(committee) == [(Degree.TO_SETTLE, conflict.reasons)]
    assert not Conflict.objects.get().bars


def test_a_ruling_falls_with_the_reasons_it_was_given_for(committee: Committee, candidate: Application) -> None:
    chair, ada = make_member(committee, "Charles", College.STATE, is_chair=True), make_member(committee, "Ada")
    lead = collective_of(candidate).lead
    declare_relation(RelationKind.FUNDS, ada.person, lead, source="convention", by=None)
    found(committee)
    settle_conflict(Conflict.objects.get(), Ruling.ALLOWED, "Ancien.", by=chair.person, at=timezone.now())

    declare_relation(RelationKind.MENTORS, ada.person, lead, source="déclaration", by=None)
    found(committee)

    assert Conflict.objects.get().ruling == ""


def test_nobody_lifts_a_mandatory_recusal(committee: Committee, candidate: Application) -> None:
    chair, ada = make_member(committee, "Charles", College.STATE, is_chair=True), make_member(committee, "Ada")
    make_seat(collective_of(candidate), ada.person)
    found(committee)

    with pytest.raises(Refusal, match="impose le déport"):
        settle_conflict(Conflict.objects.get(), Ruling.ALLOWED, "Bon.", by=chair.person, at=timezone.now())


def test_a_member_is_appointed_told_and_asked_for_a_second_factor(committee: Committee) -> None:
    odile = make_operator("Odile Meunier")

    facts = MemberFacts(College.FUNDER, is_chair=True)
    member = appoint_member(committee, Somebody("luc@exemple.test", "Luc Neuf"), facts, by=odile)

    assert needs_second_factor(member.person, timezone.now())
    assert Email.objects.filter(to="luc@exemple.test", subject__startswith="Vous siégez au comité").count() == 1
    with pytest.raises(Refusal, match="siège déjà"):
        appoint_member(committee, Somebody("luc@exemple.test", "Luc"), MemberFacts(College.ESS), by=odile)
    with pytest.raises(Refusal, match="préside déjà"):
        appoint_member(committee, Somebody("lea@exemple.test", "Léa"), facts, by=odile)
    with pytest.raises(Refusal):
        appoint_member(committee, Somebody("lea@exemple.test", "Léa"), MemberFacts(College.ESS), by=member.person)


def test_who_leaves_says_why_and_no_longer_sits_anywhere(committee: Committee) -> None:
    ada, other = make_member(committee, "Ada"), make_committee("autre")
    also = make_member(other, ada.person)
    with pytest.raises(Refusal):
        end_seat(ada, reason="Elle m’agace.", by=make_person("Paule Simple"))

    end_seat(ada, reason="Trop de travail.", by=ada.person)
    assert list(CommitteeMember.objects.in_force(timezone.now())) == [also]
    end_seat(also, reason="Trop de travail.", by=ada.person)

    assert not Appointment.objects.to(Capacity.COMMITTEE).in_force(timezone.now()).exists()


def test_ada_declares_on_her_phone_and_the_team_appoints_on_its_page(client: Client, committee: Committee) -> None:
    make_candidate(committee.call, "Pays d’Essai")
    make_organisation("Mutuelle d’Essai")
    sign_in(client, make_operator("Odile Meunier"))
    told = {"name": "Ada Neuve", "email": "ada@exemple.test", "college": "ess", "max_load": "5"}
    page = f"/equipe/appels/{committee.call.slug}/comite/nomination/"
    refused = client.post(page, told | {"organisation": "Inconnue"})
    assert "Aucune page ne porte ce nom" in refused.content.decode()
    client.post(page, told | {"organisation": "mutuelle d’essai"})
    ada = CommitteeMember.objects.get()
    assert str(ada.organisation) == "Mutuelle d’Essai"

    sign_in(client, ada.person)
    here = f"/comite/{committee.call.slug}/interets/"
    assert "Choisissez un candidat" in client.post(f"{here}ajout/", {"kind": "funds"}).content.decode()
    client.post(f"{here}ajout/", {"kind": "funds", "name": "Ville"})
    assert client.post(here, {"declared": "on"}).status_code == 302

    assert InterestDeclaration.objects.get(member=ada).interests.get().name == "Ville"


def test_ada_finds_what_she_declared_last_year_on_her_page_and_takes_out_what_is_over(
    client: Client, committee: Committee, candidate: Application
) -> None:
    ada, now = make_member(committee, "Ada", declared=False), timezone.now()
    add_interest(ada, InterestFacts(RelationKind.FAMILY, candidate), by=ada.person, at=now - timedelta(days=1))
    add_interest(ada, InterestFacts(RelationKind.FUNDS, name="Mutuelle"), by=ada.person, at=now - timedelta(days=1))
    sign_declaration(ada, by=ada.person, at=now - timedelta(days=1))
    sign_in(client, ada.person)
    here = f"/comite/{committee.call.slug}/interets/"
    assert client.get(here).content.decode().count("Retirer") == 2

    over = DeclaredInterest.objects.get(name="Mutuelle")
    client.post(reverse("calls:committee_interest_removal", args=[committee.call.slug, over.pk]))
    assert client.get(here).content.decode().count("Retirer") == 1
    client.post(here, {"declared": "on"})

    last = InterestDeclaration.objects.filter(member=ada).latest("signed_at")
    assert [one.application for one in last.interests.all()] == [candidate]
