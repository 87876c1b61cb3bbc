"""Small things to write in the journal about."""

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models

from frenchimpact.journal.actions import record
from frenchimpact.journal.kinds import Kind
from frenchimpact.journal.models import Event

PLANTED = Kind("test.planted", "a planté un arbre")
WATERED = Kind("test.watered", "a arrosé un arbre")


def make_person(name: str = "Camille Durand") -> AbstractBaseUser:
    return get_user_model().objects.create(email=f"{name.lower().replace(' ', '.')}@exemple.fr", name=name)


def make_subject() -> models.Model:
    """Any row that exists everywhere."""
    return ContentType.objects.get_for_model(Event)


def make_event(kind: Kind = PLANTED, *, by: AbstractBaseUser | None = None) -> Event:
    return record(kind, make_subject(), by=by)
