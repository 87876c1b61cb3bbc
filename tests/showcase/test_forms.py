"""Without JavaScript: each form of the site, sent with something missing, says so and keeps what was typed."""

import html
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.permissions.matrix import copy_of
from tests.showcase.fields import TEXTS, Form, Forms
from tests.showcase.looks import LOOKS
from tests.showcase.show import Show

pytestmark = pytest.mark.django_db

FAULT = 500


@pytest.mark.parametrize("key", LOOKS)
def test_a_form_sent_with_something_missing_keeps_what_was_typed(show: Show, key: str) -> None:
    page = show.client_of(key).get(show.address_of(key)).content.decode()

    complaints = [each for form in Forms(page).found for each in complaints_about(show, key, form)]

    assert complaints == []


def complaints_about(show: Show, key: str, form: Form) -> Iterator[str]:
    """Leave each required field empty in turn."""
    for missing in (each for each in form.fields if each.is_required):
        typed = {name: value for name, value in form.typed().items() if name != missing.name}
        answer = sent(show, key, form, typed | ({missing.name: ""} if missing.kind in TEXTS else {}))
        text = html.unescape(answer.content.decode()) if answer.status_code in {200, 422} else ""
        if answer.status_code == 302 and not form.has_text:
            continue  # nothing typed can be lost: the page one comes back to says what is missing
        if answer.status_code not in {200, 422}:
            yield f"without {missing.name}: {answer.status_code} {answer.headers.get('Location', '')}"
        elif "aria-invalid" not in text and "erreur" not in text.lower():
            yield f"without {missing.name}: says nothing"
        kept = {each.name: typed[each.name] for each in form.fields if each.kind in TEXTS and each is not missing}
        yield from (
            f"without {missing.name}: loses {name}" for name, value in kept.items() if text and value not in text
        )


def sent(show: Show, key: str, form: Form, data: dict[str, str]) -> Any:  # noqa: ANN401  # the stubs hide what it is
    with transaction.atomic():
        here = show.address_of(key).partition("?")[0]
        answer = copy_of(show.client_of(key)).post(form.action or here, data)
        transaction.set_rollback(True)
    assert answer.status_code < FAULT
    return answer
