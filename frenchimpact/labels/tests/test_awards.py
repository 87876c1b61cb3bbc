"""A label is issued with the decision, and nothing public leads to it before its publication date."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from frenchimpact.accounts.models import Capacity, User
from frenchimpact.accounts.tests.factories import make_appointed, make_operator, make_person
from frenchimpact.calls.actions import DecisionFacts, prorogue_wave
from frenchimpact.calls.models import Application, Decision, Sense, Stage, Submission
from frenchimpact.calls.tests.factories import (
    IN_TIME,
    collective_of,
    make_call,
    make_ready_collective,
    make_submitted,
    make_wave,
)
from frenchimpact.community.models import Challenge, Territory
from frenchimpact.community.tests.factories import make_territory
from frenchimpact.geography.actions.perimeters import Part, set_perimeter_parts
from frenchimpact.geography.models import PlaceKind
from frenchimpact.geography.tests.factories import make_commune
from frenchimpact.journal.models import Event
from frenchimpact.labels.actions import (
    Announcement,
    decide_application,
    publish_due_labels,
    publish_label,
    put_off_publications,
    write_down_label,
)
from frenchimpact.labels.models import Label, LabelChallenge, Precision, State
from frenchimpact.labels.queries import challenges_of, history_of, in_wave, labelled, members_of, waves
from frenchimpact.messaging.models import Notice
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db
AT = IN_TIME + timedelta(days=30)
YES = DecisionFacts(Sense.FAVOURABLE, "Un collectif solide.")
NO = DecisionFacts(Sense.UNFAVOURABLE, "Trop tôt.", "Réunir trois membres.")
NAME = "Pays d’Essai"
PUBLIC_DOORS = [
    "/",
    "/territoires/",
    "/territoires/?export=csv",
    "/actualites.atom",
    "/sitemap.xml",
    "/plan-du-site/",
    "/le-label/",
    "/appels/",
    "/appels/tfi/",
    "/api/v1/territories",
    "/api/v1/labels",
    "/api/v1/calls",
    "/recherche/?q=pays+essai",
    "/communes/01001/",
]


@pytest.fixture
def denis() -> User:
    return make_appointed("Denis Autorité", Capacity.DECIDER, title="directeur du programme")


@pytest.fixture
def application() -> Application:
    """Make a proposed application for a territory of one commune."""
    make_commune("01001")
    camille, ines = make_person("Camille Aubier"), make_appointed("Ines Instruction", Capacity.OFFICER)
    call = make_call()
    make_wave(call)
    collective = make_ready_collective(NAME, lead=camille)
    set_perimeter_parts(collective.perimeter, [Part(PlaceKind.COMMUNE, "01001")], by=None)
    application = make_submitted(call, collective, camille)
    Application.objects.filter(pk=application.pk).update(stage=Stage.PROPOSED)
    application.proposals.create(sense=Sense.FAVOURABLE, reasons="Oui.", by=ines, at=IN_TIME)
    application.refresh_from_db()
    return application


def issue(application: Application, denis: User) -> Label:
    decide_application(application, YES, by=denis, at=AT)
    return Label.objects.get(application=application)


def publication_of(label: Label) -> datetime:
    assert label.publication_at is not None
    return label.publication_at


def test_a_favourable_decision_issues_the_label_with_frozen_challenges(application: Application, denis: User) -> None:
    label = issue(application, denis)

    (challenge,) = label.challenges.all()
    assert (label.state, label.issued_at, label.valid_until) == (State.ACTIVE, AT, date(2030, 4, 19))
    assert (label.territory, label.published_at) == (None, None)
    assert (challenge.indicator, challenge.baseline, challenge.baseline_source) == (
        "Personnes isolées",
        Decimal(120),
        "Enquête locale",
    )


def test_what_the_collective_writes_later_changes_nothing_frozen(application: Application, denis: User) -> None:
    Challenge.objects.update(baseline=999, title="Autre")

    label = issue(application, denis)

    assert list(label.challenges.values_list("title", "baseline")) == [("Rompre l’isolement", Decimal(120))]


def test_an_unfavourable_decision_issues_nothing(application: Application, denis: User) -> None:
    decide_application(application, NO, by=denis, at=AT)

    assert (Label.objects.count(), Decision.objects.get().differs) == (0, True)


def test_challenges_without_baseline_stop_the_award_and_the_decision(application: Application, denis: User) -> None:
    submission = Submission.objects.get()
    submission.content["challenges"][0]["baseline"] = None
    submission.save()
    before = Event.objects.count()

    with pytest.raises(Refusal, match="n’a pas de valeur de départ"):
        decide_application(application, YES, by=denis, at=AT)

    application.refresh_from_db()
    assert (application.stage, Decision.objects.count(), Label.objects.count()) == (Stage.PROPOSED, 0, 0)
    assert (LabelChallenge.objects.count(), Event.objects.count()) == (0, before)


def test_a_second_click_decides_nothing_more(application: Application, denis: User) -> None:
    issue(application, denis)

    with pytest.raises(Refusal):
        decide_application(application, YES, by=denis, at=AT)

    assert (Decision.objects.count(), Label.objects.count()) == (1, 1)


def test_nothing_public_leads_to_a_label_too_early(application: Application, denis: User, client: Client) -> None:
    label = issue(application, denis)

    assert publish_due_labels(publication_of(label) - timedelta(seconds=1)) == 0

    answers = [client.get(door) for door in PUBLIC_DOORS]
    texts = [answer.getvalue().decode().replace(f"Mairie de {NAME}", "") for answer in answers]
    assert [door for door, text in zip(PUBLIC_DOORS, texts, strict=True) if "Essai" in text] == []
    assert {answer.status_code for answer in answers} == {200}
    for door in ("/territoires/pays-dessai/", "/territoires/pays-d-essai/"):
        assert client.get(door).status_code == 404
    assert (Territory.objects.count(), labelled().count(), waves()) == (0, 0, [])


def test_at_its_date_the_label_is_everywhere_at_once(application: Application, denis: User, client: Client) -> None:
    label = issue(application, denis)

    assert publish_due_labels(publication_of(label)) == 1

    territory = Territory.objects.get()
    label.refresh_from_db()
    collective_of(application).refresh_from_db()
    assert (label.territory, collective_of(application).territory) == (territory, territory)
    page = client.get(territory.get_absolute_url()).content.decode()
    assert [word in page for word in ("Rompre l’isolement", "Enquête locale", "valable jusqu’au")] == [True] * 3
    assert NAME in client.get("/territoires/").content.decode()
    (wave,) = waves()
    assert (wave.key, wave.title) == ("tfi.1", "Territoire French Impact, vague 1")
    assert list(in_wave(labelled(), wave.key)) == [territory]
    assert in_wave(labelled(), "1").count() == 0  # the first wave of 2019 is another one


def test_the_collective_and_the_officer_are_told_the_day_it_is_public(application: Application, denis: User) -> None:
    title = f"Le label de {NAME} est public"
    ines = User.objects.get(name="Ines Instruction")
    Application.objects.filter(pk=application.pk).update(officer=ines)
    label = issue(application, denis)
    before = Notice.objects.filter(title=title).count()

    publish_due_labels(publication_of(label))
    publish_due_labels(publication_of(label) + timedelta(minutes=5))

    told = Notice.objects.filter(title=title).order_by("person__name")
    assert (before, [notice.person.name for notice in told]) == (0, ["Camille Aubier", "Ines Instruction"])
    assert {notice.link for notice in told} == {Territory.objects.get().get_absolute_url()}


def test_a_label_decided_early_waits_for_the_others_of_a_wave_that_is_put_off(
    application: Application, denis: User, client: Client
) -> None:
    wave, label = application.wave, issue(application, denis)
    assert wave is not None
    prorogue_wave(wave, wave.cutoff_at + timedelta(days=7), "Une panne.", by=make_operator(), at=IN_TIME)
    promised = publication_of(label)

    told = [put_off_publications(wave.pk) for _ in range(2)]

    label.refresh_from_db()
    assert (told, label.publication_at) == ([1, 0], promised + timedelta(days=7))
    assert (publish_label(label.pk, at=promised), publish_due_labels(promised)) == (False, 0)
    assert client.get("/territoires/").content.decode().count(NAME) == 0


def test_a_label_is_published_once(application: Application, denis: User) -> None:
    label = issue(application, denis)

    told = [publish_label(label.pk, at=publication_of(label) + timedelta(minutes=each)) for each in (0, 1)]

    assert (told, Event.objects.filter(verb="labels.published").count()) == ([True, False], 1)


def test_another_territory_of_the_same_name_is_not_overwritten(application: Application, denis: User) -> None:
    there = make_territory(NAME, make_commune("01002"))
    label = issue(application, denis)

    publish_label(label.pk, at=publication_of(label))

    there.refresh_from_db()
    label.refresh_from_db()
    assert (there.name, [part.code for part in there.perimeter.parts.all()]) == (NAME, ["01002"])
    assert (label.territory and label.territory.name) == f"{NAME} (2)"


def test_a_claimed_territory_keeps_its_label_of_2019_as_a_former_one(application: Application, denis: User) -> None:
    there = make_territory("Le Val", make_commune("01002"))
    old = write_down_label(there, Announcement(1, date(2019, 2, 25), Precision.DAY, "Presse"), by=None)
    collective_of(application).territory = there
    collective_of(application).save()
    label = issue(application, denis)

    publish_label(label.pk, at=publication_of(label))

    old.refresh_from_db()
    label.refresh_from_db()
    assert (old.territory, old.former_territory, label.territory) == (None, there, there)
    assert [each.pk for each in history_of(there)] == [label.pk, old.pk]
    assert [part.code for part in there.perimeter.parts.all()] == ["01001"]


def test_organisations_that_signed_are_named_and_nobody_else(application: Application, denis: User) -> None:
    label = issue(application, denis)

    assert [member.name for member in members_of(label)] == ["Mairie de Pays d’Essai"]
    assert [challenge.position for challenge in challenges_of(label)] == [1]


def test_the_page_of_an_organisation_tells_its_label_at_the_publication_only(
    application: Application, denis: User, client: Client
) -> None:
    lead = collective_of(application).lead
    address = f"/organisations/{lead.slug}/"
    label = issue(application, denis)

    before = client.get(address)
    publish_due_labels(publication_of(label))
    after = client.get(address)

    pages = [answer.content.decode() for answer in (before, after)]
    assert [answer.status_code for answer in (before, after)] == [200, 200]
    assert [NAME in page.replace(str(lead.name), "") for page in pages] == [False, True]
