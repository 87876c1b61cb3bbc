"""The team writes the questions of a call on pages: a draft that nobody else sees, then a version that stays."""

import pytest
from django.test import Client

from frenchimpact.accounts.models import Capacity
from frenchimpact.accounts.tests.factories import make_appointed, make_person
from frenchimpact.calls.actions import publish_questions, write_rules
from frenchimpact.calls.models import Call
from frenchimpact.calls.queries.forms import asked_in
from frenchimpact.calls.tests.factories import make_call, make_ready_collective, make_submitted, make_wave
from frenchimpact.eligibility.calculations import Comparison, Rule
from frenchimpact.journal.models import Event
from frenchimpact.questionnaires.calculations.forms import QuestionFacts
from frenchimpact.questionnaires.models import QuestionKind
from frenchimpact.questionnaires.queries.forms import draft_of, facts_of, form_facts, published_version
from frenchimpact.questionnaires.rules.keys import free_key, named_choices
from frenchimpact.shared.errors import Refusal

PAGE = "/equipe/appels/tfi/questions/"
PARTS = "/equipe/appels/tfi/parties/"
NEW = f"{PAGE}ajout/?partie=projet&type="
pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    return make_call()


@pytest.fixture
def team(client: Client) -> Client:
    client.force_login(make_appointed("Olga Équipe", Capacity.OPERATOR))
    return client


def read(call: Call) -> str:
    return form_facts(call.form).digest


def written(call: Call) -> list[QuestionFacts]:
    return list(form_facts(call.form).questions)


def ask(team: Client, call: Call, kind: QuestionKind = QuestionKind.SHORT_TEXT, **typed: object) -> None:
    answer = team.post(f"{NEW}{kind}", {"label": "Une question", "partie": "projet", "read": read(call)} | typed)
    assert answer.status_code == 302, answer.content.decode()


def publish(team: Client, call: Call) -> None:
    answer = team.post(f"{PAGE}publication/", {"read": read(call), "note": "Un essai."})
    assert answer.status_code == 302, answer.content.decode()


def test_a_question_that_is_added_is_asked_only_once_it_is_published(team: Client, call: Call) -> None:
    ask(team, call, label="Combien d’habitants ?")
    before = [one.label for part in asked_in(call) for one in part.questions]
    publish(team, call)

    assert before == ["Quels sont les besoins ?"]
    assert [one.label for part in asked_in(call) for one in part.questions][1:] == ["Combien d’habitants ?"]
    assert draft_of(call.form) is None


def test_an_application_that_is_begun_keeps_its_questions(team: Client, call: Call) -> None:
    make_wave(call)
    camille = make_person("Camille Aubier")
    begun = make_submitted(call, make_ready_collective("Pays d’Essai", lead=camille), camille)
    ask(team, call)
    publish(team, call)

    assert [one.key for one in facts_of(begun.sheet.version).questions] == ["besoins"]


def test_a_list_of_choices_and_a_question_that_depends_on_one_of_them(team: Client, call: Call) -> None:
    ask(team, call, QuestionKind.CHOICE, label="Votre statut ?", choices="Association\n\n Coopérative ")
    ask(team, call, label="Depuis quand ?", conditions=["votre-statut=association"])

    status, since = written(call)[1:]
    assert status.choices == (("association", "Association"), ("cooperative", "Coopérative"))
    assert (since.condition_key, since.condition_values) == ("votre-statut", ("association",))
    assert "posée selon la réponse à" in team.get(PAGE).content.decode()


def test_correcting_the_text_of_a_choice_keeps_what_was_answered() -> None:
    before = (("asso", "Asociation"), ("coop", "Coopérative"))

    assert named_choices(["Association", "Coopérative"], before) == (("asso", "Association"), ("coop", "Coopérative"))
    assert named_choices(["Coopérative", "Asociation"], before) == (("coop", "Coopérative"), ("asso", "Asociation"))
    assert named_choices(["Coopérative"], before) == (("coop", "Coopérative"),)
    assert named_choices(["Coopérative", "Asociation", "Coop"], before)[2] == ("coop-2", "Coop")


def test_a_key_never_passes_to_another_question(team: Client, call: Call) -> None:
    ask(team, call, label="Besoins")

    assert [one.key for one in written(call)] == ["besoins", "besoins-2"]
    assert free_key("???", {"question"}) == "question-2"


@pytest.mark.parametrize(
    ("kind", "typed", "found"),
    [
        (QuestionKind.NUMBER, {"minimum": "1", "maximum": "9", "unit": "ETP"}, {"unit": "ETP"}),
        (
            QuestionKind.LONG_TEXT,
            {"max_length": "2000", "is_required": "on"},
            {"max_length": 2000, "is_required": True},
        ),
        (QuestionKind.FILES, {"max_files": "3"}, {"max_files": 3}),
        (
            QuestionKind.TABLE,
            {"columns": "Poste | texte\nMontant|Montant"},
            {"columns": (("Poste", "short_text"), ("Montant", "amount"))},
        ),
    ],
)
def test_each_type_has_its_own_settings(
    team: Client, call: Call, kind: QuestionKind, typed: dict[str, str], found: dict[str, object]
) -> None:
    ask(team, call, kind, **typed)

    assert {name: getattr(written(call)[-1], name) for name in found} == found


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (QuestionKind.SHORT_TEXT, {"label": ""}),
        (QuestionKind.SHORT_TEXT, {"read": "autre"}),
        (QuestionKind.SHORT_TEXT, {"read": ""}),
        (QuestionKind.SHORT_TEXT, {"partie": "nulle"}),
        (QuestionKind.SHORT_TEXT, {"max_length": "-1"}),
        (QuestionKind.NUMBER, {"minimum": "9", "maximum": "1"}),
        (QuestionKind.CHOICE, {"choices": "Un seul"}),
        (QuestionKind.CHOICE, {"choices": "\n"}),
        (QuestionKind.CHOICE, {"choices": "\n".join(map(str, range(201)))}),
        (QuestionKind.TABLE, {"columns": "Poste | image"}),
        (QuestionKind.TABLE, {"columns": "| texte"}),
        (QuestionKind.FILES, {"max_files": "900"}),
    ],
)
def test_a_question_that_lacks_something_is_said_so_and_nothing_is_written(
    team: Client, call: Call, kind: QuestionKind, wrong: dict[str, str]
) -> None:
    typed = {"label": "Une question bien tapée", "partie": "projet", "read": read(call)}

    answer = team.post(f"{NEW}{kind}", typed | wrong)

    assert answer.status_code == 200
    assert "label" in wrong or "Une question bien tapée" in answer.content.decode()
    assert draft_of(call.form) is None


def test_answers_of_two_questions_cannot_be_one_condition(team: Client, call: Call) -> None:
    for label in ("Oui ?", "Non ?"):
        ask(team, call, QuestionKind.YES_NO, label=label)
    typed = {"label": "Alors ?", "partie": "projet", "read": read(call), "conditions": ["oui=oui", "non=non"]}

    answer = team.post(f"{NEW}short_text", typed)

    assert "Cochez les réponses d’une seule question." in answer.content.decode()


def test_a_question_is_changed_moved_to_another_part_and_taken_away(team: Client, call: Call) -> None:
    team.post(f"{PARTS}ajout/", {"title": "La suite", "read": read(call)})
    typed = {"label": "Quels besoins ?", "partie": "la-suite", "read": read(call), "max_length": "500"}
    team.post(f"{PAGE}besoins/", typed)
    sections = form_facts(call.form).sections

    assert [(one.key, [each.label for each in one.questions]) for one in sections] == [
        ("projet", []),
        ("la-suite", ["Quels besoins ?"]),
    ]
    assert sections[1].questions[0].key == "besoins"


def test_questions_and_parts_change_places_and_an_empty_part_goes(team: Client, call: Call) -> None:
    ask(team, call, label="La deuxième")
    team.post(f"{PAGE}la-deuxieme/rang/", {"monter": "1", "read": read(call)})
    team.post(f"{PARTS}ajout/", {"title": "La suite", "read": read(call)})
    team.post(f"{PARTS}la-suite/rang/", {"monter": "1", "read": read(call)})
    order = [one.key for one in form_facts(call.form).sections]
    team.post(f"{PARTS}la-suite/rang/", {"retirer": "1", "read": read(call)})

    assert [one.key for one in written(call)] == ["la-deuxieme", "besoins"]
    assert order == ["la-suite", "projet"]
    assert [one.key for one in form_facts(call.form).sections] == ["projet"]


def test_a_part_named_as_the_page_that_adds_one_has_its_own_page(team: Client, call: Call) -> None:
    team.post(f"{PARTS}ajout/", {"title": "Ajout", "read": read(call)})

    assert [one.key for one in form_facts(call.form).sections] == ["projet", "ajout-2"]
    assert 'value="Ajout"' in team.get(f"{PARTS}ajout-2/").content.decode()


def test_a_part_that_has_questions_is_not_taken_away(team: Client, call: Call) -> None:
    ask(team, call)
    answer = team.post(f"{PARTS}projet/rang/", {"retirer": "1", "read": read(call)})

    assert answer.status_code == 409
    assert len(written(call)) == 2


def test_a_question_does_not_move_before_the_one_it_depends_on(team: Client, call: Call) -> None:
    ask(team, call, QuestionKind.YES_NO, label="Oui ?")
    ask(team, call, label="Pourquoi ?", conditions=["oui=oui"])

    answer = team.post(f"{PAGE}pourquoi/rang/", {"monter": "1", "read": read(call)})

    assert answer.status_code == 409
    assert [one.key for one in written(call)] == ["besoins", "oui", "pourquoi"]


def test_what_becomes_the_published_version_again_is_no_draft_any_more(team: Client, call: Call) -> None:
    ask(team, call)
    team.post(f"{PAGE}une-question/rang/", {"retirer": "1", "read": read(call)})

    assert draft_of(call.form) is None
    assert Event.objects.filter(verb="questionnaires.draft_dropped").count() == 1


def test_a_draft_is_abandoned_only_as_it_was_read(team: Client, call: Call) -> None:
    ask(team, call)
    assert team.post(f"{PAGE}abandon/", {"read": "autre"}).status_code == 409
    assert draft_of(call.form)

    team.post(f"{PAGE}abandon/", {"read": read(call)})

    assert draft_of(call.form) is None
    assert [one.key for one in written(call)] == ["besoins"]


def test_a_question_that_a_rule_needs_is_not_published_away(team: Client, call: Call) -> None:
    ask(team, call, QuestionKind.YES_NO, label="Êtes-vous prêts ?")
    publish(team, call)
    olga = make_appointed("Ondine Équipe", Capacity.OPERATOR)
    rule = Rule("prets", "Être prêts", Comparison("answer.etes-vous-prets", "is_yes", None))
    write_rules(call, [rule], read=1, by=olga)
    team.post(f"{PAGE}etes-vous-prets/rang/", {"retirer": "1", "read": read(call)})

    with pytest.raises(Refusal, match="« Être prêts »"):
        publish_questions(call, note="", read=read(call), by=olga)

    version = published_version(call.form)
    assert version
    assert [one.key for one in facts_of(version).questions] == ["besoins", "etes-vous-prets"]


def test_the_preview_shows_the_draft_to_the_team_alone(team: Client, call: Call) -> None:
    ask(team, call, label="Une question nouvelle")

    assert "Une question nouvelle" in team.get(f"{PAGE}apercu/").content.decode()
    assert "Une question nouvelle" not in Client().get("/appels/tfi/questionnaire/").content.decode()
