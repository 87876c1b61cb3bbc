"""The pages of the team, the officers and the authority: what is typed stays, lists cost the same for three rows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from frenchimpact.accounts.models import Capacity
from frenchimpact.accounts.tests.factories import make_appointed
from frenchimpact.calls.models import Application, Decision, Sense, Stage
from frenchimpact.calls.tests.filed import make_filed_things
from frenchimpact.community.tests.factories import make_collective

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(make_appointed("Ines Instruction", Capacity.OFFICER))
    return client


@pytest.fixture
def decider(client: Client) -> Client:
    client.force_login(make_appointed("Denis Autorité", Capacity.DECIDER, title="directeur"))
    return client


def make_filed(name: str, stage: Stage = Stage.SUBMITTED) -> Application:
    application = make_filed_things(make_collective(name), name).application
    Application.objects.filter(pk=application.pk).update(stage=stage)
    if stage == Stage.PROPOSED:
        application.proposals.create(sense=Sense.FAVOURABLE, reasons="Oui.", at=timezone.now())
    return application


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("name", "stage", "capacity"),
    [("officer_desk", Stage.SUBMITTED, Capacity.OFFICER), ("officer_decisions", Stage.PROPOSED, Capacity.DECIDER)],
)
def test_a_list_asks_as_much_for_three_rows_as_for_one(
    client: Client, name: str, stage: Stage, capacity: Capacity
) -> None:
    client.force_login(make_appointed("Camille Appelée", capacity, title="directrice"))
    address = reverse(f"calls:{name}")
    make_filed("Un", stage)
    queries_of(client, address)
    one = queries_of(client, address)

    for other in ("Deux", "Trois"):
        make_filed(other, stage)

    assert queries_of(client, address) == one


def test_the_desk_is_filtered_by_stage_and_exported(officer: Client) -> None:
    make_filed("Pays Premier")
    make_filed("Pays Second", Stage.INSTRUCTION)

    page = officer.get("/equipe/candidatures/?etape=instruction&retard=semaine&a_qui=personne").content.decode()
    export = officer.get("/equipe/candidatures/?export=csv")

    assert ("Pays Second" not in page, "Pays Premier" in page) == (True, False)  # its thirty days end later
    assert b"Pays Premier" in export.getvalue()


def test_a_refusal_keeps_what_the_officer_typed(officer: Client) -> None:
    application = make_filed("Pays d’Essai", Stage.COMPLETENESS)
    address = reverse("calls:officer_admissibility", args=[application.public_id])

    answer = officer.post(address, {"outcome": "passed", "reasons": "Mes motifs écrits longuement."})

    page = answer.content.decode()
    assert (answer.status_code, "Mes motifs écrits longuement." in page, "ce n’est plus le moment" in page) == (
        200,
        True,
        True,
    )


@pytest.mark.parametrize("step", ["admissibility", "complements", "propose"])
def test_a_step_out_of_its_time_is_said_before_one_types(officer: Client, step: str) -> None:
    application = make_filed("Pays d’Essai", Stage.PROPOSED)

    answer = officer.get(reverse(f"calls:officer_{step}", args=[application.public_id]), follow=True)

    assert answer.redirect_chain == [(reverse("calls:officer_application", args=[application.public_id]), 302)]
    assert "ce n’est plus le moment" in answer.content.decode()


def test_the_letter_is_seen_before_it_is_sent(decider: Client) -> None:
    application = make_filed("Pays d’Essai", Stage.PROPOSED)
    address = reverse("calls:officer_decide", args=[application.public_id])
    typed = {"sense": "unfavourable", "reasons": "Trop peu de membres.", "conditions": "En réunir trois."}

    shown = decider.post(address, typed)

    page = shown.content.decode()
    assert ("Madame, Monsieur" in page, "Denis Autorité" in page, Decision.objects.count()) == (True, True, 0)
    seen = typed | {"seen": shown.context["seen"]}
    changed = decider.post(address, seen | {"reasons": "Autre chose."})
    assert (changed.status_code, "Autre chose." in changed.content.decode(), Decision.objects.count()) == (200, True, 0)
    assert decider.post(address, seen).status_code == 302
    letter = decider.get(reverse("calls:officer_letter", args=[application.public_id]))
    assert (letter["Content-Type"], letter.content[:5]) == ("application/pdf", b"%PDF-")


def test_ids_that_lead_nowhere_are_not_found(officer: Client) -> None:
    for address in ("/equipe/candidatures/zzzzzzzzzz/", "/equipe/candidatures/zzzzzzzzzz/recevabilite/"):
        assert officer.get(address).status_code == 404


def test_a_second_tab_that_decides_otherwise_changes_nothing_and_is_told(decider: Client) -> None:
    application = make_filed("Pays d’Essai", Stage.PROPOSED)
    address = reverse("calls:officer_decide", args=[application.public_id])
    typed = {"sense": "unfavourable", "reasons": "Trop peu de membres."}
    decider.post(address, typed | {"seen": decider.post(address, typed).context["seen"]})

    answer = decider.post(address, {"sense": "favourable", "reasons": "Finalement oui."}, follow=True)

    assert "cette candidature n’attend plus de décision" in answer.content.decode()
    assert [(each.sense, each.reasons) for each in Decision.objects.all()] == [
        (Sense.UNFAVOURABLE, "Trop peu de membres.")
    ]


def test_the_file_reads_its_figures_as_people_do_and_keeps_its_examination_in_order(officer: Client) -> None:
    application = make_filed("Pays d’Essai", Stage.COMPLETENESS)
    submission = application.submissions.get()
    submission.content["challenges"] = [
        {"title": "Réparer", "baseline": "120.000", "unit": "personnes", "target": "2.5"}
    ]
    submission.save()
    for step, days in (("completeness", 1), ("admissibility", 3)):
        application.examinations.create(step=step, outcome="passed", at=timezone.now() - timedelta(days=days))

    page = officer.get(reverse("calls:officer_application", args=[application.public_id])).content.decode()

    assert ("120\u00a0personnes" in page, "2,5\u00a0personnes" in page, "120,000" in page) == (True, True, False)
    assert page.index("Complétude\u00a0: oui") < page.index("Recevabilité\u00a0: oui")
