"""A call from first word to label: opened by Odile, written by two at once, decided by Denis, shown on the map."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, Route, expect
from procrastinate.contrib.django.models import ProcrastinateJob

from frenchimpact.accounts.models import Capacity, User
from frenchimpact.accounts.tests.factories import make_appointed, make_operator, make_person
from frenchimpact.calls.models import Application, Decision, Stage, Wave
from frenchimpact.community.models import Collective
from frenchimpact.documents.actions import release_document
from frenchimpact.labels.models import Label
from frenchimpact.labels.tasks import publish_due_labels
from frenchimpact.messaging.models import Topic
from tests.journeys.applying import answer_the_rest, link_in, make_applicant, make_late_application, told
from tests.journeys.people import forget_people, sign_in
from tests.journeys.steps import press
from tests.journeys.visitor import NARROW, Visit, overflow

pytestmark = pytest.mark.browser

CALL = "/appels/territoire-french-impact/"
NAME = "Pays de la Lisière"
SECOND = timedelta(seconds=1)
SLOWLY = 60_000  # milliseconds: the wait between two tries of a browser, on a slow machine
SLUG = "pays-de-la-lisiere"
PUBLIC_DOORS = (
    "/territoires/",
    "/actualites.atom",
    "/api/v1/labels?limit=100",
    "/api/v1/territories?limit=100",
    "/recherche/?q=lisiere",
    "/communes/35236/",  # Redon
)


@dataclass
class Story:
    """Who takes part, and what has been made so far."""

    visit: Visit
    odile: User = field(default_factory=make_operator)
    camille: User = field(default_factory=lambda: make_person("Camille Aubier"))
    noe: User = field(default_factory=lambda: make_person("Noé Lanvin"))
    ines: User = field(default_factory=lambda: make_appointed("Ines Instruction", Capacity.OFFICER))
    denis: User = field(default_factory=lambda: make_appointed("Denis Autorité", Capacity.DECIDER, title="directeur"))

    @property
    def collective(self) -> Collective:
        return Collective.objects.get(name=NAME)

    @property
    def application(self) -> Application:
        return Application.objects.select_related("wave", "sheet", "call").get(collective__name=NAME)

    @property
    def sheet(self) -> str:
        return f"/reponses/{self.application.sheet.public_id}/"


@pytest.fixture
def story(visit: Visit) -> Iterator[Story]:
    yield Story(visit)
    forget_people()


def test_a_territory_goes_from_first_word_to_label(story: Story) -> None:
    odile_opens_the_call(story)
    camille = camille_founds_a_collective(story)
    noe = noe_accepts_the_invitation(story, camille)
    four_members_sign(story, camille)
    camille_writes_three_challenges(story, camille)
    two_people_write_at_once(story, camille, noe)
    noe_loses_his_network(story, noe)
    camille_joins_a_file_and_reviews(story, camille)
    wave = story.application.call.waves.get(number=1)
    late = make_late_application(story.application.call, make_person("Paula Suivante"))
    with time_machine.travel(wave.cutoff_at - SECOND, tick=False) as clock:
        camille_submits_in_the_last_second(story, camille)
        clock.move_to(wave.cutoff_at + SECOND)
        paula_comes_one_second_late(story, late)
        clock.shift(3600)
        ines_asks_complements(story)
        camille_answers_only_these(story, camille)
        ines_proposes(story)
        denis_decides(story)
        nothing_is_public_yet(story)
        camille_reads_the_decision(story, camille)
        clock.move_to(wave.publication_at)
        the_label_is_public(story)
    everybody_was_told(story)


def odile_opens_the_call(story: Story) -> None:
    page = sign_in(story.visit, story.odile, "/equipe/appels/")
    page.get_by_role("button", name="Créer l’appel Territoire French Impact").click()
    page.get_by_role("link", name="Changer les réglages").click()
    page.get_by_label("Service instructeur").fill("Service d’essai")
    page.get_by_label("Autorité de décision").fill("Autorité d’essai")
    page.get_by_label("Adresse de contact").fill("appel@exemple.test")
    page.get_by_label("Adresse postale du service").fill("1 rue de l’Essai, 75000 Paris")
    page.get_by_label("Téléphone du service").fill("01 99 00 00 00")
    page.get_by_label("Voies et délais de recours").fill("Recours gracieux dans les deux mois.")
    page.get_by_label("Instruction (jours)").fill("20")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Ouvrir l’appel").click()
    page.get_by_role("button", name="Ouvrir l’appel").click()
    today = timezone.localdate()
    for opens, cutoff, published in ((0, 1, 20), (2, 40, 60)):
        page.get_by_role("link", name="Préparer une vague").click()
        page.get_by_label("Ouverture").fill(f"{today + timedelta(opens)}")
        page.get_by_label("Date limite de dépôt").fill(f"{today + timedelta(cutoff)}")
        page.get_by_label("Publication des labels").fill(f"{today + timedelta(published)}")
        page.get_by_role("button", name="Enregistrer").click()
    for number in (1, 2):
        page.get_by_role("button", name=f"Annoncer la vague {number}").click()
    expect(story.visit(CALL).get_by_text("à venir").first).to_be_visible()
    page.get_by_role("button", name="Ouvrir la vague 1").click()
    expect(page.get_by_text("La vague est ouverte")).to_be_visible()


def camille_founds_a_collective(story: Story) -> Page:
    make_applicant(story.camille, "Mairie de la Lisière")
    page = sign_in(story.visit, story.camille, "/collectifs/nouveau/")
    page.get_by_label("Nom du territoire").fill(NAME)
    page.get_by_label("Présentation").fill("Des habitants et des entreprises qui agissent ensemble.")
    page.get_by_label("Ajouter un lieu").fill("Redon")
    page.get_by_role("main").get_by_role("button", name="Chercher", exact=True).click()
    page.get_by_role("button", name="Ajouter Redon", exact=True).first.click()
    expect(page.locator("#perimetre")).to_contain_text("1 commune")
    page.get_by_role("button", name="Fonder le collectif").click()
    expect(page.get_by_text("Votre collectif est fondé")).to_be_visible()
    return page


def noe_accepts_the_invitation(story: Story, camille: Page) -> Page:
    camille.get_by_role("link", name="Inviter et gérer les rôles").click()
    camille.get_by_label("Adresse électronique").fill(story.noe.email)
    camille.get_by_role("button", name="Envoyer l’invitation").click()
    expect(camille.get_by_text("L’invitation part à")).to_be_visible()
    page = sign_in(story.visit, story.noe, link_in("Vous êtes invité·e", story.noe.email))
    page.get_by_role("button", name="Accepter l’invitation").click()
    expect(page.get_by_text("Vous travaillez maintenant dans le collectif")).to_be_visible()
    return page


def four_members_sign(story: Story, camille: Page) -> None:
    """Sign by the link of an e-mail; the chef de file, a member from the start, signs as the others do."""
    add_member(story, camille, "Épicerie de la Lisière", "epicerie@exemple.test")
    add_member(story, camille, "Lycée de la Lisière", "lycee@exemple.test")
    add_member(story, camille, "Ressourcerie de la Lisière", "ressourcerie@exemple.test")
    signing = {"Mairie": story.camille.email} | {
        name: f"{address}@exemple.test"
        for name, address in (("Épicerie", "epicerie"), ("Lycée", "lycee"), ("Ressourcerie", "ressourcerie"))
    }
    for name, address in signing.items():
        camille.goto(f"/collectifs/{story.collective.public_id}/membres/")
        camille.get_by_role("row").filter(has_text=f"{name} de la Lisière").get_by_role("link").first.click()
        camille.get_by_role("button", name="Envoyer la lettre").click()
        expect(camille.get_by_text("La lettre part à")).to_be_visible()
        letter = story.visit(link_in("Lettre d’engagement", address), width=NARROW)
        letter.get_by_label("Vos prénom et nom").fill("Alix Signe")
        letter.get_by_label("Votre qualité").fill("présidente")
        letter.get_by_label("Je m’engage, au nom de cette organisation").check()
        letter.get_by_role("button", name="Signer la lettre").click()
        expect(letter.get_by_role("heading", name="Votre lettre est signée")).to_be_visible()
        assert overflow(letter) == 0
        letter.context.close()


def add_member(story: Story, camille: Page, name: str, address: str) -> None:
    camille.goto(f"/collectifs/{story.collective.public_id}/membres/nouveau/")
    camille.get_by_label("Organisation", exact=True).fill(name)
    camille.get_by_label("Contribution").fill("Du temps et un lieu.")
    camille.get_by_label("Prénom et nom de qui signe").fill("Alix Signe")
    camille.get_by_label("Adresse électronique de qui signe").fill(address)
    camille.get_by_role("button", name="Ajouter ce membre").click()
    expect(camille.get_by_text("Le membre est ajouté.")).to_be_visible()


def camille_writes_three_challenges(story: Story, camille: Page) -> None:
    for title in ("Rompre l’isolement", "Réparer plutôt que jeter", "Décider ensemble"):
        camille.goto(f"/collectifs/{story.collective.public_id}/defis/nouveau/")
        camille.get_by_label("Intitulé").fill(title)
        camille.get_by_role("checkbox").first.check()
        camille.get_by_label("Énoncé").fill("Ce qui ne va pas, pour qui.")
        camille.get_by_label("Indicateur").fill("Personnes concernées")
        camille.get_by_label("Unité").fill("personnes")
        camille.locator("[name=baseline]").fill("120")
        camille.locator("[name=baseline_source]").fill("Enquête locale")
        camille.get_by_label("Son millésime").fill("2025")
        camille.get_by_label("Cible").fill("60")
        camille.get_by_label("Échéance").fill("2029-12-31")
        camille.get_by_role("button", name="Enregistrer le défi").click()
        expect(camille.get_by_text("Le défi est écrit.")).to_be_visible()


def two_people_write_at_once(story: Story, camille: Page, noe: Page) -> None:
    story.visit.expects(409)
    camille.goto(CALL)
    camille.get_by_role("link", name="Candidater").first.click()
    camille.get_by_label(NAME).check()
    press(camille, "Commencer la candidature")
    noe.goto(story.sheet)
    camille.get_by_role("link", name="Écrire les réponses").click()
    expect(camille.locator("[data-others]")).to_contain_text("Noé Lanvin", timeout=SLOWLY)
    write(camille, "presentation", "Trois vallées et un bourg.")
    write(noe, "besoins", "Des personnes vivent seules.")
    camille.route("**/presence/", lambda route: route.fulfill(status=204))  # else Noé’s text may come into her field
    write(noe, "existant", "Une épicerie, et un lycée.")
    camille.locator("#champ-existant").fill("Une épicerie, et un café.")
    camille.get_by_role("button", name="Comparer les deux réponses").click(timeout=SLOWLY)
    expect(camille.get_by_role("heading", name="La réponse de Noé Lanvin")).to_be_visible()
    camille.get_by_label("La réponse à garder").fill("Une épicerie, un lycée et un café.")
    press(camille, "Enregistrer cette réponse")
    noe.reload()
    written = [noe.locator(f"#champ-{key}").input_value() for key in ("presentation", "besoins", "existant")]
    assert written == [
        "Trois vallées et un bourg.",
        "Des personnes vivent seules.",
        "Une épicerie, un lycée et un café.",
    ]


def write(page: Page, key: str, text: str) -> None:
    page.locator(f"#champ-{key}").fill(text)
    expect(page.locator(f"#question-{key} [data-status]")).to_contain_text("Enregistré à", timeout=SLOWLY)


def write_before_the_script_is_there(page: Page, address: str, key: str) -> None:
    """Type on a slow line: what was typed before the page's script came is saved once it is there."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/questionnaire*.js", hold)
    page.goto(address, wait_until="commit")
    page.locator(f"#champ-{key}").fill("Une assemblée chaque mois.")
    assert page.locator(f"#question-{key} [data-status]").text_content() == ""
    page.unroute("**/questionnaire*.js", hold)
    for route in held:
        route.continue_()
    expect(page.locator(f"#question-{key} [data-status]")).to_contain_text("Enregistré à", timeout=SLOWLY)


def noe_loses_his_network(story: Story, noe: Page) -> None:
    """Type without network: the text stays in the browser, even if the page is closed, until the site answers."""
    story.visit.loses_network()
    context, status = noe.context, "#question-besoins [data-status]"
    context.set_offline(offline=True)
    noe.locator("#champ-besoins").fill("Des personnes vivent seules, loin de tout.")
    expect(noe.locator(status)).to_contain_text("Gardé dans ce navigateur.", timeout=SLOWLY)
    noe.close()
    context.set_offline(offline=False)
    context.route("**/champs/**", lambda route: route.abort())  # pages come, nothing is saved yet

    noe = context.new_page()
    noe.goto(story.sheet)
    expect(noe.locator("#champ-besoins")).to_have_value("Des personnes vivent seules, loin de tout.")
    expect(noe.locator(status)).to_contain_text("Gardé dans ce navigateur.", timeout=SLOWLY)
    context.unroute("**/champs/**")
    expect(noe.locator(status)).to_contain_text("Enregistré à", timeout=SLOWLY)

    kept = story.application.sheet.answers.get(key="besoins")
    assert (kept.value, kept.changed_by) == ("Des personnes vivent seules, loin de tout.", story.noe)


def camille_joins_a_file_and_reviews(story: Story, camille: Page) -> None:
    camille.goto(f"{story.sheet}?partie=pieces")
    plan = FilePayload(name="plan.txt", mimeType="text/plain", buffer=b"Le plan du collectif.")
    camille.get_by_label("Documents utiles").set_input_files(plan)
    camille.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(camille.get_by_role("link", name="plan.txt")).to_be_visible()
    camille.goto(f"{story.application.get_absolute_url()}depot/")
    expect(camille.get_by_text("Il manque encore")).to_be_visible()
    assert camille.get_by_role("button", name="Déposer la candidature").count() == 0
    answer_the_rest(story.application, story.noe)
    camille.reload()
    expect(camille.get_by_text("Trois vallées et un bourg.")).to_be_visible()
    expect(camille.get_by_text("plan.txt")).to_be_visible()


def camille_submits_in_the_last_second(story: Story, camille: Page) -> None:
    camille.reload()
    camille.get_by_label("Je déclare que ces informations sont exactes").check()
    camille.get_by_role("button", name="Déposer la candidature").click()
    expect(camille.get_by_role("heading", name="Récépissé TFI-")).to_be_visible()
    expect(camille.get_by_text(re.compile(r"23\sh\s59\smin\s58\ss")).first).to_be_visible()
    assert (story.application.stage, story.application.wave.number) == (Stage.SUBMITTED, 1)  # type: ignore[union-attr]
    assert downloaded(camille, "Télécharger le récépissé").startswith(b"%PDF-")


def paula_comes_one_second_late(story: Story, late: Application) -> None:
    assert late.started_by is not None
    page = sign_in(story.visit, late.started_by, f"{late.get_absolute_url()}depot/", width=NARROW)
    expect(page.get_by_text("vague 2", exact=False).first).to_be_visible()
    page.get_by_label("Je déclare que ces informations sont exactes").check()
    page.get_by_role("button", name="Déposer la candidature").click()
    expect(page.get_by_role("heading", name="Récépissé TFI-")).to_be_visible()
    late.refresh_from_db()
    assert late.wave == Wave.objects.get(call=late.call, number=2)
    assert overflow(page) == 0


def ines_asks_complements(story: Story) -> None:
    page = sign_in(story.visit, story.ines, "/equipe/candidatures/")
    page.get_by_role("link", name=NAME).click()
    page.locator("summary").filter(has_text="Pièces jointes").click()
    address = page.get_by_role("link", name="plan.txt").get_attribute("href") or ""
    assert page.request.get(address).status == 409  # no antivirus has seen it
    release_document(story.application.sheet.files.get().document, at=timezone.now(), by=story.odile)
    assert page.request.get(address).body() == b"Le plan du collectif."
    page.get_by_role("link", name="Vérifier la recevabilité").click()
    page.get_by_label("recevable", exact=True).check()
    page.locator("main form [type=submit]").click()
    page.get_by_role("link", name="Demander des compléments").click()
    for key in ("besoins", "gouvernance"):
        page.locator(f"[name=q_{key}]").check()
        page.locator(f"[name=m_{key}]").fill("Donnez un exemple.")
    page.get_by_role("button", name="Demander ces compléments").click()
    expect(page.get_by_text("seules ces questions sont rouvertes")).to_be_visible()


def camille_answers_only_these(story: Story, camille: Page) -> None:
    camille.goto(story.application.get_absolute_url())
    camille.get_by_role("link", name="Donner les compléments").click()
    camille.get_by_role("link", name="Compléter les réponses").click()
    expect(camille.locator("#champ-besoins")).to_be_visible()
    assert camille.locator("#champ-presentation").count() == 0
    write(camille, "besoins", "Une personne sur trois vit seule.")
    write_before_the_script_is_there(camille, f"{story.sheet}?partie=gouvernance", "gouvernance")
    camille.goto(f"{story.application.get_absolute_url()}complements/")
    camille.get_by_role("button", name="Envoyer les compléments").click()
    expect(camille.get_by_text("Vos compléments sont envoyés.")).to_be_visible()


def ines_proposes(story: Story) -> None:
    page = sign_in(story.visit, story.ines, "/equipe/candidatures/")
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_role("heading", name="Ce qui a changé au dépôt n° 2")).to_be_visible()
    page.get_by_role("button", name="Déclarer le dossier complet").click()
    page.get_by_role("link", name="Proposer une décision").click()
    page.get_by_label("favorable", exact=True).check()
    page.get_by_label("Motifs").fill("Un collectif solide.")
    page.locator("main form [type=submit]").click()
    expect(page.get_by_text("La proposition est transmise")).to_be_visible()


def denis_decides(story: Story) -> None:
    page = sign_in(story.visit, story.denis, "/equipe/decisions/")
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("button", name="Lire la lettre avant de décider").click()
    expect(page.get_by_role("heading", name="Aperçu de la lettre")).to_be_visible()
    page.get_by_role("button", name="Décider et notifier").click()
    expect(page.get_by_text("La décision est prise et notifiée au collectif.")).to_be_visible()
    label = Label.objects.get(application=story.application)
    job = ProcrastinateJob.objects.get(task_name="labels.publish_label", args={"label_id": label.pk})
    assert (story.application.stage, label.published_at, label.challenges.count()) == (Stage.ACCEPTED, None, 3)
    assert job.scheduled_at == label.publication_at


def nothing_is_public_yet(story: Story) -> None:
    publish_due_labels(0)  # the periodic task comes by, too early
    page = story.visit()
    assert doors_to_it(page) == dict.fromkeys(PUBLIC_DOORS, False)
    page.context.close()


def camille_reads_the_decision(story: Story, camille: Page) -> None:
    camille.goto(story.application.get_absolute_url())
    assert camille.get_by_text("acceptée").count() == 0  # a decision is not told before it is opened
    camille.get_by_role("link", name="Ouvrir la décision").click()
    assert Decision.objects.get(application=story.application).read_at is None
    camille.get_by_role("button", name="Ouvrir la décision").click()
    expect(camille.get_by_text("j’ai décidé de délivrer le label")).to_be_visible()
    decision = Decision.objects.get(application=story.application)
    assert (decision.read_at, decision.read_by) == (timezone.now(), story.camille)
    assert downloaded(camille, "Télécharger la lettre (PDF)").startswith(b"%PDF-")


def the_label_is_public(story: Story) -> None:
    publish_due_labels(0)
    camille_changes_a_baseline(story)
    page = story.visit("/territoires/", width=NARROW)
    assert doors_to_it(page) == dict.fromkeys(PUBLIC_DOORS, True)
    assert page.locator(f"svg[data-map] a[href*='{SLUG}']").count() > 0
    page.goto(f"/territoires/{SLUG}/")
    expect(page.locator("h1")).to_have_text(NAME)
    expect(page.get_by_text("Rompre l’isolement").first).to_be_visible()
    assert (page.get_by_text("120 personnes").count() > 0, page.get_by_text("999").count()) == (True, 0)
    assert overflow(page) == 0


def doors_to_it(page: Page) -> dict[str, bool]:
    return {address: SLUG in page.request.get(address).text() for address in PUBLIC_DOORS}


def camille_changes_a_baseline(story: Story) -> None:
    challenge = story.collective.challenges.get(position=1)
    address = f"/collectifs/{story.collective.public_id}/defis/{challenge.public_id}/"
    camille = sign_in(story.visit, story.camille, address)
    camille.locator("[name=baseline]").fill("999")
    camille.get_by_role("button", name="Enregistrer le défi").click()
    expect(camille.get_by_text("Le défi est enregistré.")).to_be_visible()
    challenge.refresh_from_db()
    assert challenge.baseline == 999


def everybody_was_told(story: Story) -> None:
    news = f"Du nouveau pour la candidature de {NAME}"
    following = [
        f"Candidature déposée : {story.application.receipt_number}",
        news,  # admissible
        f"Compléments attendus pour la candidature de {NAME}",
        f"Compléments envoyés : {NAME}",
        news,  # complete
        news,  # proposed
        f"La décision sur la candidature de {NAME} est prise",
        f"Le label de {NAME} est public",
    ]
    assert (told(story.noe)[-8:], told(story.camille)[-8:]) == (following, following)
    assert {f"Nouvelle candidature : {NAME}", f"Compléments reçus : {NAME}"} - set(told(story.ines)) == set()
    assert told(story.denis)[-1] == f"Une proposition attend votre décision : {NAME}"
    assert story.denis.notices.get(topic=Topic.APPLICATIONS).link == f"/equipe/decisions/{story.application.public_id}/"


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    return download.value.path().read_bytes()
