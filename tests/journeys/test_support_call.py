"""A support structure applies for itself, in a real browser: what the rules ask, then its receipt, then the officer."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from frenchimpact.accounts.models import Capacity, User
from frenchimpact.accounts.tests.factories import make_appointed, make_operator, make_person
from frenchimpact.calls.actions import ship_support_call
from frenchimpact.calls.models import Application, Call, CallStage
from frenchimpact.calls.tests.factories import make_wave
from frenchimpact.community.models import IdentifierScheme, Kind, Organisation
from frenchimpact.questionnaires.actions import write_answer
from tests.journeys.applying import make_applicant
from tests.journeys.people import forget_people, sign_in
from tests.journeys.visitor import NARROW, Visit, overflow

NAME = "La Ruche d’Essai"
ANSWERS = {
    "creation": "2016-05-12",
    "mission": "Donner une table et du temps.",
    "equipe": "1.5",
    "publics": ["idee"],
    "innovation": "Toute la place.",
    "methode": "Six rendez-vous.",
    "projets": "14",
    "selection": "Trois questions.",
    "ruche_lieu": "Un ancien atelier.",
    "ruche_communaute": "Un repas par semaine.",
    "resultats": "Neuf projets sur quatorze.",
    "territoire": "La mairie et deux lycées.",
    "partage": "Les grilles de suivi.",
}


@pytest.fixture
def visit_alone(visit: Visit) -> Iterator[Visit]:
    yield visit
    forget_people()


def test_a_hive_applies_for_itself_and_reads_the_rules_first(visit_alone: Visit) -> None:
    rose = make_person("Rose Ruche")
    hive = make_applicant(rose, NAME)
    Organisation.objects.filter(pk=hive.pk).update(kinds=[Kind.RUCHE], description="Une table, un café.")
    open_the_call()

    page = sign_in(visit_alone, rose, "/appels/structure-d-accompagnement/", width=NARROW)
    rose_says_what_the_hive_is(page)
    rose_submits_once_she_has_read_the_rules(page, hive, rose)
    an_officer_finds_them_checked(visit_alone)


def open_the_call() -> None:
    call = ship_support_call(by=make_operator("Odile Programme"))
    Call.objects.filter(pk=call.pk).update(stage=CallStage.OPEN, opened_at=timezone.now())
    make_wave(call, cutoff_at=timezone.now() + timedelta(days=10))


def rose_says_what_the_hive_is(page: Page) -> None:
    page.get_by_role("link", name="Candidater").first.click()
    page.get_by_label(NAME).check()
    page.get_by_role("button", name="Commencer la candidature").click()
    page.get_by_role("link", name="Écrire les réponses").click()
    page.get_by_label("Ruche", exact=True).check()
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_label("Ruche", exact=True)).to_be_checked()


def rose_submits_once_she_has_read_the_rules(page: Page, hive: Organisation, rose: User) -> None:
    application = Application.objects.select_related("sheet").get(organisation=hive)
    for key, value in ANSWERS.items():
        write_answer(application.sheet, key, value, version=0, by=rose, at=timezone.now())
    page.goto(f"{application.get_absolute_url()}depot/")
    expect(page.get_by_text("Ajoutez à la page de l’organisation son numéro")).to_be_visible()
    hive.identifiers.create(scheme=IdentifierScheme.RNA, value="W751000009", source="essai")
    page.reload()
    expect(page.get_by_text("Ajoutez à la page de l’organisation son numéro")).to_have_count(0)
    assert overflow(page) == 0
    page.get_by_label("Je déclare que ces informations sont exactes").check()
    page.get_by_role("button", name="Déposer la candidature").click()
    expect(page.get_by_role("heading", name=re.compile("Récépissé"))).to_be_visible()


def an_officer_finds_them_checked(visit: Visit) -> None:
    page = sign_in(visit, make_appointed("Inès Instruction", Capacity.OFFICER), "/equipe/candidatures/")
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("link", name="Vérifier la recevabilité").click()
    expect(page.get_by_role("row", name=re.compile("Structure d’accompagnement")).get_by_text("rempli")).to_be_visible()
