"""Applications that were begun and never submitted go once nobody has written in them for the time of « draft »."""

from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from frenchimpact.accounts.purges import Purge, register
from frenchimpact.calls.actions.drafts import announce_purge_of_draft, purge_draft
from frenchimpact.calls.models import Application


def _unwritten_since(instant: datetime) -> QuerySet[Application, int]:
    never = Application.objects.filter(submitted_at=None).annotate(written=Coalesce("sheet__changed_at", "started_at"))
    return never.filter(written__lt=instant).values_list("pk", flat=True)


register(Purge("draft", _unwritten_since, announce_purge_of_draft, purge_draft))
