"""A label is suspended with reasons, its holder is heard, then it is given back or withdrawn: all read the same."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from frenchimpact.accounts.models import Capacity, User
from frenchimpact.accounts.tests.factories import make_appointed, make_operator, make_person, sign_in
from frenchimpact.community.models import SeatRole
from frenchimpact.community.tests.factories import make_seat
from frenchimpact.journal.models import Event
from frenchimpact.labels.actions import (
    ActFacts,
    expire_due_labels,
    lift_suspension,
    present_observations,
    replace_label,
    suspend_label,
    withdraw_label,
)
from frenchimpact.labels.models import Label, LabelAct, Observation, State
from frenchimpact.labels.queries import labelled
from frenchimpact.labels.tests.factories import make_decider, make_issued, make_withdrawn
from frenchimpact.messaging.models import Notice
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db
WHY = ActFacts("Le rapport annuel manque.", "Le rapport annuel se fait attendre.")


@pytest.fixture
def label() -> Label:
    return make_issued()


@pytest.fixture
def solveig() -> User:
    return make_decider()


def pilot_of(label: Label) -> User:
    return User.objects.get(name=f"Camille {label.holder}")


def suspended(label: Label, by: User, *, days_ago: int = 0) -> Label:
    suspend_label(label, WHY, days=15, by=by, at=timezone.now() - timedelta(days=days_ago))
    label.refresh_from_db()
    return label


def nothing_changed(label: Label, state: State) -> bool:
    label.refresh_from_db()
    return label.state == state


def test_a_suspension_is_read_everywhere_at_once(label: Label, solveig: User, client: Client) -> None:
    suspended(label, solveig)

    page = client.get(f"/labels/{label.number}/").content.decode()
    assert [word in page for word in ("suspendu", WHY.public_note, WHY.reasons)] == [True, True, False]
    assert client.get(f"/labels/{label.number}/certificat.pdf").status_code == 409
    assert client.get("/api/v1/labels").json()["results"][0]["state"] == "suspended"
    assert "est suspendu" in client.get("/actualites.atom").content.decode()
    assert label.holder is not None
    assert "suspendu" in client.get(label.holder.get_absolute_url()).content.decode()
    assert "suspendu" in client.get("/labels/").content.decode()


def test_the_collective_is_told_and_reads_the_reasons_in_a_letter(label: Label, solveig: User, client: Client) -> None:
    suspended(label, solveig)
    camille = pilot_of(label)

    notice = Notice.objects.get(person=camille)
    assert (notice.title, notice.link) == (
        f"Le label de {label.holder} est suspendu",
        f"/labels/{label.number}/suivi/",
    )
    sign_in(client, camille)
    assert WHY.reasons in client.get(notice.link).content.decode()
    letter = client.get(f"/labels/{label.number}/actes/{LabelAct.objects.get().pk}.pdf")
    assert (letter.content[:5], b"pdfuaid" in letter.content) == (b"%PDF-", True)


def test_the_holder_answers_and_the_authority_is_told(label: Label, solveig: User, client: Client) -> None:
    suspended(label, solveig)
    sign_in(client, pilot_of(label))

    answer = client.post(f"/labels/{label.number}/suivi/", {"text": "Le rapport part demain."})

    assert (answer.status_code, Observation.objects.get().text) == (302, "Le rapport part demain.")
    assert Notice.objects.filter(person=solveig, title__startswith="Observations").count() == 1


def test_somebody_who_reads_the_collective_cannot_answer_in_its_name(label: Label, solveig: User) -> None:
    suspended(label, solveig)
    assert label.collective is not None
    lise = make_person("Lise Lectrice")
    make_seat(label.collective, lise, SeatRole.READER)

    with pytest.raises(Refusal, match="personne pilote"):
        present_observations(label, "Bonjour.", by=lise, at=timezone.now())

    assert Observation.objects.count() == 0


def test_observations_come_before_the_delay_is_over(label: Label, solveig: User) -> None:
    suspended(label, solveig, days_ago=30)

    with pytest.raises(Refusal, match="délai pour présenter des observations est passé"):
        present_observations(label, "Trop tard.", by=pilot_of(label), at=timezone.now())


def test_no_label_is_withdrawn_before_its_holder_was_heard(label: Label, solveig: User) -> None:
    suspended(label, solveig)

    with pytest.raises(Refusal, match="attendez-les, ou la fin de ce délai"):
        withdraw_label(label, WHY, by=solveig, at=timezone.now())

    assert (nothing_changed(label, State.SUSPENDED), LabelAct.objects.count()) == (True, 1)


def test_once_the_holder_has_answered_the_label_may_be_withdrawn(label: Label, solveig: User) -> None:
    suspended(label, solveig)
    present_observations(label, "Nous renonçons.", by=pilot_of(label), at=timezone.now())

    withdraw_label(label, WHY, by=solveig, at=timezone.now())

    assert nothing_changed(label, State.WITHDRAWN)


def test_a_withdrawn_label_leaves_the_map_and_keeps_its_story(label: Label, client: Client) -> None:
    territory = label.territory
    assert territory is not None

    make_withdrawn(label)

    assert list(labelled()) == []
    assert territory.name not in client.get("/territoires/").content.decode()
    page = client.get(f"/labels/{label.number}/").content.decode()
    assert [word in page for word in ("a été retiré", "Label suspendu", "Label retiré", "Label délivré")] == [True] * 4
    assert client.get(territory.get_absolute_url()).status_code == 200
    assert client.get("/api/v1/labels").json()["results"][0]["state"] == "withdrawn"
    assert "est retiré" in client.get("/actualites.atom").content.decode()


def test_a_withdrawn_label_never_comes_back(label: Label, solveig: User) -> None:
    make_withdrawn(label)
    label.refresh_from_db()

    with pytest.raises(Refusal):
        lift_suspension(label, WHY, by=solveig, at=timezone.now())
    with pytest.raises(Refusal):
        suspend_label(label, WHY, days=15, by=solveig, at=timezone.now())
    with pytest.raises(Refusal):
        withdraw_label(label, WHY, by=solveig, at=timezone.now())

    assert (nothing_changed(label, State.WITHDRAWN), LabelAct.objects.count()) == (True, 2)


def test_the_suspension_is_lifted_and_the_label_holds_again(label: Label, solveig: User, client: Client) -> None:
    suspended(label, solveig)

    lift_suspension(label, ActFacts("Le rapport est là."), by=solveig, at=timezone.now())

    assert "en cours de validité" in client.get(f"/labels/{label.number}/").content.decode()
    assert client.get(f"/labels/{label.number}/certificat.pdf").status_code == 200
    assert Notice.objects.filter(title__startswith="La suspension").count() == 1


@pytest.mark.parametrize("capacity", [Capacity.OFFICER, Capacity.OPERATOR])
def test_nobody_but_the_authority_suspends(label: Label, capacity: Capacity) -> None:
    person = make_operator() if capacity == Capacity.OPERATOR else make_appointed("Ines Instruction", capacity)

    with pytest.raises(Refusal, match="Seule l’autorité de décision"):
        suspend_label(label, WHY, days=15, by=person, at=timezone.now())

    assert (nothing_changed(label, State.ACTIVE), Event.objects.filter(verb="labels.suspended").count()) == (True, 0)


def test_the_authority_does_not_decide_for_its_own_collective(label: Label, solveig: User) -> None:
    assert label.collective is not None
    make_seat(label.collective, solveig, SeatRole.READER)

    with pytest.raises(Refusal, match="une autre autorité"):
        suspend_label(label, WHY, days=15, by=solveig, at=timezone.now())


@pytest.mark.parametrize(("facts", "days"), [(ActFacts("  "), 15), (WHY, 3), (WHY, 400)])
def test_a_suspension_has_reasons_and_a_fair_delay(label: Label, solveig: User, facts: ActFacts, days: int) -> None:
    with pytest.raises(Refusal):
        suspend_label(label, facts, days=days, by=solveig, at=timezone.now())

    assert nothing_changed(label, State.ACTIVE)


def test_the_letter_is_read_before_anything_is_decided(label: Label, solveig: User, client: Client) -> None:
    sign_in(client, solveig)
    address, written = f"/equipe/labels/{label.number}/suspension/", {"reasons": "Motif.", "days_given": "15"}

    first = client.post(address, written)
    assert ("je suspends" in first.content.decode(), nothing_changed(label, State.ACTIVE)) == (True, True)

    second = client.post(address, written | {"seen": first.context["seen"]})
    assert (second.status_code, nothing_changed(label, State.SUSPENDED)) == (302, True)


def test_a_suspended_label_ends_on_its_last_day_all_the_same(label: Label, solveig: User) -> None:
    suspended(label, solveig)
    Label.objects.update(valid_until=timezone.localdate() - timedelta(days=1))

    assert expire_due_labels(timezone.now()) == 1
    assert nothing_changed(label, State.EXPIRED)


def test_my_space_leads_the_holder_to_the_label(label: Label, client: Client) -> None:
    sign_in(client, pilot_of(label))

    assert f"/labels/{label.number}/suivi/" in client.get("/mon-espace/").content.decode()


def test_when_territories_merge_the_label_of_one_stands_for_both(label: Label, solveig: User, client: Client) -> None:
    other = make_issued("Grand Pays")

    replace_label(label, other, WHY, by=solveig, at=timezone.now())

    assert nothing_changed(label, State.REPLACED)
    assert list(labelled()) == [other.territory]
    page = client.get(f"/labels/{label.number}/").content.decode()
    assert [word in page for word in (f"/labels/{other.number}/", "Grand Pays", "un autre label l’a remplacé")] == [
        True
    ] * 3
    assert Notice.objects.filter(person=pilot_of(label), title__endswith="est remplacé").count() == 1


def test_a_label_is_replaced_by_another_one_that_holds(label: Label, solveig: User) -> None:
    over = make_withdrawn(make_issued("Pays retiré"))

    for other in (label, over):
        with pytest.raises(Refusal, match=r"ne se remplace pas|doit être public"):
            replace_label(label, other, WHY, by=solveig, at=timezone.now())

    assert nothing_changed(label, State.ACTIVE)
