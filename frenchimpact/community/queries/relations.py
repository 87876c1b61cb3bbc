"""What others ask when they write down a tie."""

from django.db.models import Func, TextField, Value
from django.db.models.functions import Lower

from frenchimpact.community.models import Organisation


def organisation_named(name: str) -> Organisation | None:
    """Find the page of exactly this name, blind to case, accents and kinds of apostrophes; the oldest of several."""
    key = Lower(Func(Value(name.strip()), function="immutable_unaccent", output_field=TextField()))
    return Organisation.objects.filter(sort_key=key).order_by("pk").first()
