"""The team writes the words of letters; what was notified keeps its own, whatever the call says later."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from django.test import Client

from frenchimpact.accounts.models import Capacity, User
from frenchimpact.accounts.tests.factories import make_appointed, make_person
from frenchimpact.calls.actions import CallFacts, DecisionFacts, change_call, propose, record_decision, write_letters
from frenchimpact.calls.models import Application, Call, CallStage, Decision, Sense, Stage
from frenchimpact.calls.queries.letters import example_letter, letter_of
from frenchimpact.calls.rules.letters import CLOSING, DEFAULTS, digest_of_letters
from frenchimpact.calls.tests.factories import (
    IN_TIME,
    make_call,
    make_ready_collective,
    make_submitted,
    make_wave,
)
from frenchimpact.journal.models import Event
from frenchimpact.shared.errors import Refusal

PAGE = "/equipe/appels/tfi/lettres/"
AT = IN_TIME + timedelta(days=1)
YES = DecisionFacts(Sense.FAVOURABLE, "Un collectif solide.")
pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    call = make_call()
    make_wave(call)
    return call


@pytest.fixture
def olga() -> User:
    return make_appointed("Olga Équipe", Capacity.OPERATOR)


@pytest.fixture
def team(client: Client, olga: User) -> Client:
    client.force_login(olga)
    return client


def texts(**more: str) -> dict[str, str]:
    return DEFAULTS | more


def decided(call: Call) -> Decision:
    camille = make_person("Camille Aubier")
    application = make_submitted(call, make_ready_collective(lead=camille), camille)
    Application.objects.filter(pk=application.pk).update(stage=Stage.INSTRUCTION)
    propose(application, Sense.FAVOURABLE, "Oui.", by=make_appointed("Ines Instruction", Capacity.OFFICER), at=AT)
    return record_decision(application, YES, by=make_appointed("Denis Autorité", Capacity.DECIDER), at=AT)


def test_a_letter_that_was_notified_stays_as_it_was(call: Call, olga: User) -> None:
    decision = decided(call)
    before = letter_of(Decision.objects.get(pk=decision.pk))
    Call.objects.update(service="Un autre service", remedies="D’autres recours", label_name="Autre label")
    write_letters(call, texts(favourable_text="Bravo."), read=digest_of_letters(Call.objects.get()), by=olga)

    after = letter_of(Decision.objects.select_related("application__call").get(pk=decision.pk))

    assert after == before
    assert (after.service, after.signed_name) == ("Service d’essai", "Denis Autorité")
    assert "j’ai décidé de délivrer le label «\u00a0Territoire French Impact\u00a0» à votre collectif." in after.opening


def test_a_letter_of_before_letters_were_kept_is_kept_before_its_call_changes(call: Call, olga: User) -> None:
    decision = decided(call)
    before = letter_of(decision)
    Decision.objects.update(letter={})
    write_letters(call, texts(favourable_text="Bravo."), read=digest_of_letters(call), by=olga)
    Decision.objects.filter(pk=decision.pk).update(letter={})
    Call.objects.update(favourable_text="", stage=CallStage.DRAFT)
    standing = Call.objects.get()
    facts = CallFacts(**{one.name: getattr(standing, one.name) for one in fields(CallFacts)})
    change_call(standing, replace(facts, service="Un autre service"), by=olga)

    assert letter_of(Decision.objects.get(pk=decision.pk)) == before
    assert Event.objects.filter(verb="calls.letters_kept").count() == 2


def test_a_letter_of_before_letters_were_kept_is_still_written(call: Call) -> None:
    decision = decided(call)
    Decision.objects.update(letter={})

    assert letter_of(Decision.objects.get(pk=decision.pk)) == letter_of(decision)


def test_the_words_of_the_team_stand_in_the_letters_to_come(call: Call, olga: User) -> None:
    written = texts(
        favourable_text="Bravo {votre_candidat}\u00a0!\nLe label {label} est à vous.", closing_text="À bientôt."
    )
    write_letters(call, written, read=digest_of_letters(call), by=olga)

    letter = letter_of(decided(Call.objects.get()))

    assert letter.opening == "Bravo votre collectif\u00a0!\nLe label Territoire French Impact est à vous."
    assert letter.closing == "À bientôt."
    assert Event.objects.filter(verb="calls.call_changed").count() == 1


def test_the_site_s_own_words_are_kept_as_none_and_follow_the_site(call: Call, olga: User) -> None:
    write_letters(call, texts(closing_text="À bientôt."), read=digest_of_letters(call), by=olga)
    write_letters(call, texts(), read=digest_of_letters(Call.objects.get()), by=olga)

    call.refresh_from_db()
    assert call.closing_text == ""
    assert example_letter(call, Sense.UNFAVOURABLE, AT).closing == CLOSING


@pytest.mark.parametrize("wrong", ["", "  \n", "Bonjour {prenom}", "Bonjour {label", "Bonjour }"])
def test_a_letter_that_would_not_read_well_is_refused_and_what_was_typed_stays(
    team: Client, call: Call, wrong: str
) -> None:
    typed = texts(favourable_text=wrong, closing_text="Ce que j’ai tapé.") | {"read": digest_of_letters(call)}

    answer = team.post(PAGE, typed)

    assert answer.status_code == 200
    assert "Ce que j’ai tapé." in answer.content.decode()
    assert Call.objects.get().closing_text == ""


def test_nobody_writes_over_what_somebody_else_changed(call: Call, olga: User) -> None:
    read = digest_of_letters(call)
    write_letters(call, texts(closing_text="À bientôt."), read=read, by=olga)

    with pytest.raises(Refusal, match="entre-temps"):
        write_letters(call, texts(closing_text="Adieu."), read=read, by=olga)


def test_letters_are_tried_without_being_kept(team: Client, call: Call) -> None:
    typed = texts(unfavourable_text="Dommage pour {votre_candidat}.") | {"read": digest_of_letters(call), "apercu": "1"}

    page = team.post(PAGE, typed).content.decode()

    assert "Dommage pour votre collectif." in page
    assert Call.objects.get().unfavourable_text == ""


def test_the_page_keeps_what_is_written(team: Client, call: Call) -> None:
    answer = team.post(PAGE, texts(closing_text="À bientôt.") | {"read": digest_of_letters(call)})

    assert answer.headers["Location"] == PAGE
    assert "À bientôt." in team.get(PAGE).content.decode()
