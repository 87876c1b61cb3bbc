"""What migrations wrote (subjects, delays, the first letter) outlives the tests that empty the tables at their end."""

from typing import cast

from django.apps import apps
from django.core import serializers
from django.db import connection, transaction

REMADE = {"contenttypes", "auth"}  # Django writes these again by itself, under other numbers
_kept = ""


def keep() -> None:
    """Remember the rows of a database that nothing but its migrations has filled yet."""
    global _kept  # noqa: PLW0603  # one database a process
    tables = set(connection.introspection.table_names())
    models = [model for model in apps.get_models() if model._meta.app_label not in REMADE]
    ours = [model for model in models if model._meta.managed and model._meta.db_table in tables]
    rows = [row for model in ours for row in model._base_manager.order_by("pk")]
    _kept = cast("str", serializers.serialize("json", rows))


def put_back() -> None:
    """Write the rows that are missing; those that stand become again what they were."""
    with transaction.atomic():
        for row in serializers.deserialize("json", _kept):
            row.save()
