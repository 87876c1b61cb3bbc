"""Carry out what a form asks; a « no » of the domain stands on the form, beside all that was typed."""

from collections.abc import Callable

from django.forms import BaseForm

from frenchimpact.shared.errors import Refusal


def carried_out(form: BaseForm, act: Callable[[], object], *, field: str | None = None) -> bool:
    """Act once the form is valid, and say whether it was done; a Refusal becomes an error of the form or field."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refusal as refusal:
        form.add_error(field, refusal.message)
        return False
    return True
