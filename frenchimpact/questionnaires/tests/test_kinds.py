"""Every kind of question: what people write in it, what is kept, how it is read again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_person, sign_in
from frenchimpact.geography.models import Commune, Departement, Intercommunality, Region
from frenchimpact.questionnaires.actions import (
    FormFacts,
    QuestionFacts,
    SectionFacts,
    publish_form,
    start_sheet,
    write_answer,
)
from frenchimpact.questionnaires.models import Answer, AnswerSheet
from frenchimpact.questionnaires.models import QuestionKind as Kind
from frenchimpact.questionnaires.printing import pdf_of
from frenchimpact.questionnaires.queries import content_of
from frenchimpact.questionnaires.tests.factories import OWNER, make_sheet, writers
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db

COLUMNS = (("Dépense", Kind.SHORT_TEXT), ("Montant", Kind.AMOUNT))
QUESTIONS = (
    QuestionFacts("depenses", Kind.TABLE, "Dépenses", is_required=True, columns=COLUMNS),
    QuestionFacts("equipe", Kind.NUMBER, "Temps de travail", unit="ETP"),
    QuestionFacts("siege", Kind.COMMUNE, "Siège"),
    QuestionFacts("lieux", Kind.PLACES, "Périmètre"),
    QuestionFacts("aide", Kind.YES_NO, "Une aide ?"),
)
LATER = (
    QuestionFacts(
        "quelle", Kind.SHORT_TEXT, "Quelle aide ?", is_required=True, condition_key="aide", condition_values=("oui",)
    ),
)
FACTS = FormFacts("types", "Types", (SectionFacts("un", "Un", QUESTIONS), SectionFacts("deux", "Deux", LATER)))


def begun() -> tuple[Client, User, AnswerSheet, str]:
    camille = make_person("Camille")
    sheet = start_sheet(publish_form(FACTS, by=None).form, owner=OWNER, by=None)
    writers.add((sheet.pk, camille.pk))
    return sign_in(Client(), camille), camille, sheet, f"/reponses/{sheet.public_id}/"


def write(sheet: AnswerSheet, key: str, value: object, by: User, version: int = 0) -> Answer:
    return write_answer(sheet, key, value, version=version, by=by, at=timezone.now())


def texts(sheet: AnswerSheet) -> dict[str, str]:
    sections: list[dict[str, list[dict[str, str]]]] = content_of(sheet)["sections"]  # type: ignore[assignment]  # JSON
    return {one["key"]: one["text"] for section in sections for one in section["questions"]}


def make_places() -> None:
    region = Region.objects.create(code="11", name="Île-de-France", slug="idf", is_overseas=False, is_region=True)
    for code, name, commune in (("93", "Seine-Saint-Denis", "93066"), ("974", "La Réunion", "97411")):
        facts = {"name": name, "slug": name.lower(), "region": region, "is_overseas": False, "is_departement": True}
        departement = Departement.objects.create(code=code, **facts)
        Commune.objects.create(code=commune, name="Saint-Denis", departement=departement, region=region)
    Commune.objects.create(code="93048", name="Montreuil", departement_id="93", region=region)
    Intercommunality.objects.create(siren="200057875", name="Est Ensemble", legal_form="EPT", place_kind="ept")


def test_a_table_keeps_its_rows_drops_the_empty_ones_and_adds_up_the_amounts() -> None:
    _, camille, sheet, _ = begun()

    answer = write(sheet, "depenses", ["Salaires", "30 000", "", "", "Local", "1 200,50", ""], camille)

    assert answer.value == [["Salaires", "30000"], ["Local", "1200.50"]]
    assert texts(sheet)["depenses"] == (
        "Salaires – 30\u202f000\u00a0€\nLocal – 1\u202f200,50\u00a0€\nTotal – 31\u202f200,50\u00a0€"
    )
    assert write(sheet, "depenses", answer.value, camille).version == 1


@pytest.mark.parametrize("value", [["Salaires", "beaucoup"], [{"a": 1}], ["x", "1"] * 61, ["Local", "1,234"]])
def test_a_table_says_where_it_is_wrong_and_nothing_is_written(value: object) -> None:
    _, camille, sheet, _ = begun()

    with pytest.raises(Refusal):
        write(sheet, "depenses", value, camille)

    assert sheet.answers.count() == 0


def test_a_table_is_written_without_javascript_and_what_is_refused_stays_in_its_cells() -> None:
    client, _, sheet, address = begun()
    sent = {"partie": "un", "version-depenses": "0", "depenses": ["Salaires", "beaucoup", "", ""]}

    page = client.post(address, sent)
    again = client.post(address, sent | {"depenses": ["Salaires", "30000", "", ""]})

    assert page.status_code == 422
    assert "Ligne 1, «\u00a0Montant\u00a0»" in page.content.decode()
    assert 'value="beaucoup"' in page.content.decode()
    assert (again.status_code, sheet.answers.get().value) == (302, [["Salaires", "30000"]])
    assert "30\u202f000\u00a0€" in client.get(f"{address}lecture/").content.decode()


def test_two_tables_are_compared_and_mine_is_kept_as_it_is() -> None:
    client, _, sheet, address = begun()
    write(sheet, "depenses", ["Local", "12"], make_person("Dominique"))
    sent = {"partie": "un", "version-depenses": "0", "depenses": ["Salaires", "30000"]}

    page = client.post(address, sent)
    kept = client.post(address, sent | {"version-depenses": "1"})

    assert (page.status_code, "Salaires" in page.content.decode()) == (409, True)
    assert (kept.status_code, sheet.answers.get().value) == (302, [["Salaires", "30000"]])


def test_a_number_is_told_with_its_unit() -> None:
    client, camille, sheet, address = begun()
    write(sheet, "equipe", "1,5", camille)

    assert texts(sheet)["equipe"] == "1,5\u00a0ETP"
    assert 'id="unite-equipe">ETP<' in client.get(address).content.decode()


def test_places_are_written_by_name_or_code_and_read_by_name() -> None:
    make_places()
    client, camille, sheet, address = begun()

    places = write(sheet, "lieux", "est ensemble\nMontreuil (93048)\n974\nMontreuil", camille)
    write(sheet, "siege", "Montreuil", camille)

    assert places.value == ["200057875", "93048", "974"]
    assert texts(sheet)["lieux"] == "Est Ensemble (200057875), Montreuil (93048), La Réunion (974)"
    page = client.get(address).content.decode()
    assert 'value="Montreuil (93048)"' in page
    assert "\nEst Ensemble (200057875)\nMontreuil (93048)\nLa Réunion (974)</textarea>" in page


@pytest.mark.parametrize("key", ["siege", "lieux"])
def test_namesakes_are_told_apart_by_their_codes(key: str) -> None:
    make_places()
    _, camille, sheet, _ = begun()

    with pytest.raises(Refusal) as refused:
        write(sheet, key, "Saint-Denis", camille)

    assert "93066 (Seine-Saint-Denis), 97411 (La Réunion)" in refused.value.message


def test_a_question_that_depends_on_another_part_is_shown_only_when_it_is_asked() -> None:
    client, camille, sheet, address = begun()

    before = client.get(f"{address}?partie=deux").content.decode()
    write(sheet, "aide", "oui", camille)
    after = client.get(f"{address}?partie=deux").content.decode()

    assert ["Quelle aide" in before.partition("<form")[2].partition("</form>")[0], "champ-quelle" in after] == [
        False,
        True,
    ]


def test_what_must_be_answered_is_told_to_screen_readers_and_the_rest_is_told_to_all() -> None:
    camille = make_person("Camille")
    sheet = make_sheet(camille)

    page = sign_in(Client(), camille).get(f"/reponses/{sheet.public_id}/").content.decode()

    field = page.partition('<textarea id="champ-resume"')[2].partition(">")[0]
    assert 'aria-required="true"' in field
    assert page.count("(facultatif)") == 1


def test_a_file_is_joined_as_soon_as_it_is_chosen() -> None:
    camille = make_person("Camille")
    sheet = make_sheet(camille)
    client, address = sign_in(Client(), camille), f"/reponses/{sheet.public_id}/champs/lettre/"

    good = client.post(address, {"lettre": SimpleUploadedFile("a.txt", b"bonjour")})
    bad = client.post(address, {"lettre": SimpleUploadedFile("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")})

    assert [good.json()["state"], bad.json()["state"]] == ["saved", "refused"]
    assert [one.document.name for one in sheet.files.all()] == ["a.txt"]


def test_the_ticket_of_a_page_comes_back_once_its_fields_are_saved_and_a_forged_one_does_not() -> None:
    client, _, _, address = begun()
    sent = {"partie": "deux", "next": "1"}

    told = [client.post(address, sent | {"ticket": ticket})["Location"] for ticket in ("abcd1234", "//evil.test/&x=")]

    assert told == [f"{address}lecture/?recu=abcd1234", f"{address}lecture/"]


def test_who_wrote_last_and_when_is_on_the_page() -> None:
    client, camille, sheet, address = begun()
    writers.add((sheet.pk, camille.pk))
    write(sheet, "aide", "oui", make_person("Dominique"))

    assert ", par Dominique" in client.get(address).content.decode()


def test_a_table_is_printed_as_a_table_in_an_accessible_pdf() -> None:
    _, camille, sheet, _ = begun()
    write(sheet, "depenses", ["Salaires", "30000", "Local", "5"], camille)

    printed = pdf_of(content_of(sheet), title="Essai")

    assert (printed[:5], b"pdfuaid" in printed) == (b"%PDF-", True)
