"""What the site holds about people is said by the models themselves: nothing is held in silence."""

import re

import pytest
from django.db.models import EmailField, Field, ForeignKey, Model, OneToOneField

from frenchimpact.accounts.holdings import holdings, module_of
from frenchimpact.accounts.models import User
from frenchimpact.accounts.register import NAMES_OF_FIELDS, NAMES_OF_TIES, french_name, lines, models_with_personal_data
from frenchimpact.accounts.retention import STARTING
from tests.architecture.reading import OUR_MODELS
from tests.architecture.reading import module_of as module_of_model

TELLS_OF_PEOPLE = {"contact_name", "phone", "signatory", "signed_name", "device", "siret", "street"}
# Models that tell nothing of anybody, whatever their fields look like.
TELL_NOTHING = {
    "questionnaires.FormVersion": "who published a form acts in public, in the capacity that the journal knows",
    "community.EngagementText": "who wrote the text acts in public, in the capacity that the journal knows",
    "community.Place": "the street of an organisation; one that must be hidden is hidden everywhere",
}


def test_a_model_that_tells_of_people_says_why_and_for_how_long() -> None:
    silent = [model._meta.label for model in OUR_MODELS if tells_of_people(model) and not declares(model)]

    assert sorted(set(silent) - set(TELL_NOTHING)) == []


def test_no_exception_outlives_its_reason() -> None:
    silent = {model._meta.label for model in OUR_MODELS if tells_of_people(model) and not declares(model)}

    assert set(TELL_NOTHING) - silent == set()


def test_a_model_declares_every_tie_to_a_person() -> None:
    left_out = [
        f"{model._meta.label}.{field.name}"
        for model, data in models_with_personal_data().items()
        for field in model._meta.get_fields()
        if (is_tie(field) or isinstance(field, EmailField)) and field.name not in data.fields
    ]

    assert left_out == []


def test_every_field_that_is_declared_exists_and_has_a_french_name() -> None:
    names = [
        (f"{model._meta.label}.{name}", french_name(model, name))
        for model, data in models_with_personal_data().items()
        for name in data.fields
    ]

    known = {*NAMES_OF_TIES.values(), *NAMES_OF_FIELDS.values()}
    english = [label for label, name in names if name not in known and name == label.split(".")[-1].replace("_", " ")]
    assert len(names) > 40
    assert [label for label in english if label.split(".")[-1] not in {"document", "message", "service"}] == []


def test_every_delay_that_is_declared_has_its_line() -> None:
    declared = {data.retention for data in models_with_personal_data().values()}

    assert declared - {line.code for line in STARTING} == set()


@pytest.mark.django_db
def test_the_table_of_delays_starts_with_a_line_for_each() -> None:
    assert {line.code for line in lines()} == {line.code for line in STARTING}


def test_every_purpose_is_a_sentence() -> None:
    purposes = [data.purpose for data in models_with_personal_data().values()]

    assert [purpose for purpose in purposes if not re.fullmatch(r"[A-ZÀÉ].+\.", purpose)] == []


def test_every_module_that_holds_something_of_a_person_gives_it_and_erases_it() -> None:
    hold = {module_of_model(model) for model in models_with_personal_data()}

    registered = {module_of(holding) for holding in holdings()} | {holding.code.split(".")[0] for holding in holdings()}
    assert hold - registered == set()


def declares(model: type[Model]) -> bool:
    return model in models_with_personal_data()


def tells_of_people(model: type[Model]) -> bool:
    fields = model._meta.get_fields()
    return any(is_tie(one) or isinstance(one, EmailField) or one.name in TELLS_OF_PEOPLE for one in fields)


def is_tie(field: object) -> bool:
    return isinstance(field, Field) and isinstance(field, ForeignKey | OneToOneField) and field.related_model is User
