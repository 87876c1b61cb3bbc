"""One row of any model, tied to a person in every field that says something about people."""

from collections.abc import Callable
from secrets import token_hex
from typing import Any, TypeAlias

from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.backends.db import SessionStore
from django.db import models
from django.db.models import Model
from django.utils import timezone

from frenchimpact.accounts.models import Capacity, User
from frenchimpact.community.models import Collective, Kind
from frenchimpact.shared.personal_data import PersonalData

ModelField: TypeAlias = "models.Field[Any, Any]"


def make_row(model: type[Model], person: User) -> Model:
    """Write a row; a foreign key that it needs leads to a row that is there, or to one made in the same way."""
    values = {field.attname: value for field in _fields(model) if (value := _value(field, model, person)) is not None}
    return model._default_manager.create(**values | _given(model, person))


def _fields(model: type[Model]) -> list[ModelField]:
    generated = (models.AutoField, models.GeneratedField)
    return [field for field in model._meta.concrete_fields if not isinstance(field, generated)]


def _given(model: type[Model], person: User) -> dict[str, object]:
    """Give what a constraint of the table asks for, and no field says."""
    special: dict[str, Callable[[], dict[str, object]]] = {
        "accounts.OpenSession": lambda: {"session_id": _session_key()},
        "accounts.Appointment": lambda: {"capacity": Capacity.DECIDER},
        "accounts.SignInTry": lambda: {"network": token_hex(32)},  # a keyed hash
        "messaging.MailboxItem": lambda: {"to": person.email},
        "calls.Application": lambda: {"collective": Collective.objects.first() or make_row(Collective, person)},
        # Stepped back from: whoever stands in every table is tied to every applicant, and reads nothing.
        "calls.Reading": lambda: {"state": "recused", "recusal_reason": "–"},
        "calls.Call": lambda: {"contact": "appel@exemple.test", "phone": "01 02 03 04 05"},  # of a service
        "community.Organisation": lambda: {"kinds": [Kind.ESS_COMPANY], "phone": "01 02 03 04 05"},
        "labels.Label": lambda: {"collective": Collective.objects.first() or make_row(Collective, person)},
        "labels.LabelAct": lambda: {"observations_until": timezone.now()},
        "geography.Perimeter": lambda: {"name": "Périmètre d’essai"},
    }
    return special.get(model._meta.label, dict)()


def _session_key() -> str | None:
    session = SessionStore()
    session.create()
    return session.session_key


def _value(field: ModelField, model: type[Model], person: User) -> object:
    data = getattr(model, "personal_data", None)
    is_personal = isinstance(data, PersonalData) and field.name in data.fields
    if isinstance(field, models.ForeignKey):
        return _key(field, person, is_needed=is_personal or not field.null)
    if isinstance(field, models.EmailField):
        return person.email if is_personal else "contact@exemple.test"
    if is_personal and isinstance(field, models.CharField | models.TextField) and not field.choices:
        return _words(field, person)
    if is_personal and isinstance(field, models.JSONField):
        return {"texte": person.name}
    return None if field.null or field.has_default() or field.blank else _anything(field)


def _key(field: "models.ForeignKey[Any, Any]", person: User, *, is_needed: bool) -> object:
    related: type[Model] = field.related_model
    if related is User:
        return person.pk
    if not is_needed or related._meta.label == "sessions.Session":
        return None
    taken = field.model._default_manager.values(field.attname) if field.unique else []
    found = related._default_manager.exclude(pk__in=taken).first()
    return (found or make_row(related, person)).pk


def _words(field: ModelField, person: User) -> str:
    """Give the person's name; a number of their own where no two rows may say the same, or where it does not fit."""
    if field.unique or (field.max_length or 10_000) < len(person.name):
        return token_hex(4)[: field.max_length or 8]
    return person.name


def _anything(field: ModelField) -> object:  # noqa: PLR0911  # one line a type of field
    match field:
        case models.DateTimeField():
            return timezone.now()
        case models.DateField():
            return timezone.localdate()
        case models.JSONField():
            return {}
        case ArrayField():
            return []
        case models.BinaryField():
            return token_hex(4).encode()
        case models.BooleanField():
            return False
        case models.IntegerField() | models.DecimalField():
            return 1
    return field.flatchoices[0][0] if field.choices else token_hex(4)[: field.max_length or 8]
