"""The extension point: whose a sheet is, and who may read and write it. Modules above register themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from frenchimpact.accounts.models import User
from frenchimpact.questionnaires.models import AnswerSheet


@dataclass(frozen=True)
class Beside:
    """What stands beside the questions of the writing page: a template of the owner, which gets `data` as `beside`."""

    template: str
    data: object


@dataclass(frozen=True)
class Owner:
    """What a module says of the sheets that it owns; each question is asked at each request."""

    code: str  # AnswerSheet.owner
    may_read: Callable[[AnswerSheet, User], bool]
    may_write: Callable[[AnswerSheet, User, datetime], bool]
    title_of: Callable[[AnswerSheet], str]  # « Candidature du Pays d’Essai »
    address_of: Callable[[AnswerSheet], str]  # the page of what the sheet belongs to
    beside: Callable[[AnswerSheet], "Beside | None"] = lambda _: None  # what is read while one writes


_owners: dict[str, Owner] = {}


def register(owner: Owner) -> Owner:
    """Add an owner; called by the `sheets.py` of the owning module, which is found by name at start."""
    if _owners.setdefault(owner.code, owner) != owner:
        message = f"Two owners bear the name {owner.code}."
        raise ValueError(message)
    return owner


def owner_of(sheet: AnswerSheet) -> Owner:
    return _owners[sheet.owner]
