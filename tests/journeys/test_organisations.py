"""A page is published, undone, claimed, handed over and reported; an address that is hidden is nowhere."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_operator
from frenchimpact.community.actions import OrganisationFacts, create_organisation
from frenchimpact.community.models import AbuseReport, AbuseState, Kind, Membership, Organisation, Standing
from frenchimpact.community.tests.factories import make_organisation
from frenchimpact.geography.models import Commune
from tests.journeys.people import sign_in
from tests.journeys.steps import follow, join, link_in_email_to, look, open_account, press, told
from tests.journeys.visitor import NARROW, WIDE, Visit

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("newcomers")]

STREET = "7 allée des Mésanges"


def standing_of(organisation: Organisation) -> str:
    organisation.refresh_from_db()
    return organisation.standing


def decide(page: Page, choice: str, sentence: str = "") -> None:
    """Answer as the team does: a ready-made sentence put in the text, then the decision."""
    if sentence:
        page.get_by_label("Phrase toute prête").select_option(label=sentence)
        press(page, "Insérer la phrase")
        expect(page.get_by_label("Motif")).not_to_have_value("")
    page.get_by_label(choice).first.check()
    press(page, "Décider")


def team_of(organisation: Organisation) -> dict[str, str]:
    seats = Membership.objects.in_force().filter(organisation=organisation)
    return {seat.person.name: seat.get_role_display() for seat in seats.select_related("person")}


def make_shelter(by: User) -> Organisation:
    facts = OrganisationFacts(
        name="Maison Paisible",
        kinds=[Kind.ESS_COMPANY],
        commune=Commune.objects.get(code="59512"),
        street=STREET,
        postcode="59100",
        hides_address=True,
    )
    return create_organisation(facts, by=by)


def test_odile_publishes_undoes_and_publishes_a_shelter_of_which_the_address_is_nowhere(visit: Visit) -> None:
    odile = make_operator()
    camille = join(visit, "Camille Aubier", "camille@exemple.test")
    shelter = make_shelter(User.objects.get(email="camille@exemple.test"))
    team = sign_in(visit, odile, "/equipe/moderation/")
    look(team, "10-file")

    follow(team, "Maison Paisible")
    look(team, "11-decision")
    decide(team, "Publier la page")
    assert standing_of(shelter) == Standing.SHOWN
    press(team, "Annuler cette décision")
    assert standing_of(shelter) == Standing.WAITING
    decide(team, "Publier la page")
    assert standing_of(shelter) == Standing.SHOWN
    look(team, "12-decisions")

    _assert_nowhere(visit, shelter)
    camille.goto(shelter.get_absolute_url())
    look(camille, "13-page-de-l-equipe")


def _assert_nowhere(visit: Visit, shelter: Organisation) -> None:
    page = visit(shelter.get_absolute_url(), width=NARROW)
    told(page, "masquée à la demande de l’organisation")
    look(page, "14-page-publique")
    addresses = [
        shelter.get_absolute_url(),
        "/organisations/",
        "/organisations/?export=csv",
        "/organisations/?export=json",
        "/recherche/?q=Maison+Paisible",
        "/api/v1/organisations",
    ]
    texts = {address: page.request.get(address).text() for address in addresses}
    assert [address for address, text in texts.items() if "Maison Paisible" not in text] == []
    assert [address for address, text in texts.items() if "sanges" in text] == []
    for address in (f"/recherche/?q={STREET}", f"/api/v1/organisations?q={STREET}"):
        assert "Maison Paisible" not in page.request.get(address).text()


def test_wassila_claims_a_page_with_a_proof_and_hands_it_over_to_whom_she_invited(visit: Visit, tmp_path: Path) -> None:
    odile, workshop = make_operator(), make_organisation("Ateliers Sans Équipe")
    wassila = join(visit, "Wassila Benali", "wassila@exemple.test", width=NARROW, scripts=False)
    _claim(wassila, workshop, tmp_path)
    _accept(sign_in(visit, odile, "/equipe/moderation/revendications/"))
    assert team_of(workshop) == {"Wassila Benali": "responsable"}

    _invite(wassila, "hugo@exemple.test")
    hugo = visit(link_in_email_to("hugo@exemple.test"), width=WIDE)
    look(hugo, "24-invitation")
    follow(hugo, "Se connecter ou ouvrir un compte")
    open_account(hugo, "Hugo Perrin", "hugo@exemple.test")
    press(hugo, "Rejoindre l’équipe")
    told(hugo, "Vous faites partie de l’équipe de Ateliers Sans Équipe.")
    _hand_over(wassila)

    assert team_of(workshop) == {"Hugo Perrin": "responsable"}
    hugo.goto(f"/organisations/{workshop.slug}/equipe/")
    look(hugo, "28-equipe-de-hugo")


def _claim(page: Page, workshop: Organisation, folder: Path) -> None:
    proof = folder / "mandat.txt"
    proof.write_text("Le conseil donne mandat à Wassila.\n", "utf-8")
    page.goto(workshop.get_absolute_url())
    follow(page, "C’est votre organisation")
    look(page, "20-revendiquer")
    page.get_by_label("Votre fonction").fill("directrice")
    page.get_by_label("Pourquoi cette page est la vôtre").fill("Je dirige les ateliers depuis 2020.")
    page.get_by_label("Un document qui le montre").set_input_files(proof)
    press(page, "Envoyer la demande")
    told(page, "Votre demande est transmise")
    look(page, "21-espace-avec-demande")


def _accept(page: Page) -> None:
    look(page, "22-revendications")
    follow(page, "Ateliers Sans Équipe")
    press(page, "Ouvrir ce document sans contrôle")
    with page.expect_download() as download:
        page.get_by_role("link", name="mandat.txt").click()
    assert "mandat à Wassila" in download.value.path().read_text("utf-8")
    look(page, "23-revendication")
    decide(page, "Confier la page", "Le document montre que vous agissez pour l’organisation.")
    told(page, "La décision est prise")


def _invite(page: Page, address: str) -> None:
    page.goto("/mon-espace/")
    follow(page, "Ateliers Sans Équipe")
    follow(page, "Inviter une personne")
    page.get_by_label("Adresse électronique").fill(address)
    press(page, "Envoyer l’invitation")
    told(page, f"L’invitation part à {address}")
    look(page, "25-equipe")


def _hand_over(page: Page) -> None:
    page.reload()
    with page.expect_navigation():
        page.get_by_role("row", name="Hugo Perrin").get_by_role("link", name="Gérer").click()
    look(page, "26-personne")
    follow(page, "Transmettre")
    press(page, "Transmettre la responsabilité")
    told(page, "Hugo Perrin est maintenant responsable")
    follow(page, "Quitter l’équipe")
    look(page, "27-quitter")
    press(page, "Quitter l’équipe")
    page.wait_for_url("**/mon-espace/")


def test_a_visitor_reports_a_page_and_odile_answers(visit: Visit) -> None:
    odile, workshop = make_operator(), make_organisation("Les Ateliers d’Essai")
    page = visit(workshop.get_absolute_url(), width=NARROW)
    follow(page, "Signaler cette page")
    look(page, "30-signaler")
    page.get_by_label("Expliquez").fill("L’adresse du site mène à une boutique.")
    press(page, "Envoyer le signalement")
    told(page, "l’équipe du programme va vérifier cette page")

    team = sign_in(visit, odile, "/equipe/moderation/signalements/")
    follow(team, "Les Ateliers d’Essai")
    look(team, "31-signalement")
    decide(team, "Donner suite", "Merci : nous avons demandé à l’organisation de corriger sa page.")

    told(team, "Le signalement est traité.")
    assert [report.state for report in AbuseReport.objects.all()] == [AbuseState.UPHELD]
