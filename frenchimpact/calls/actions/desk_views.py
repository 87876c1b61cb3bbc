"""Selections of the desk that officers keep under a name."""

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.accounts.rules import is_officer
from frenchimpact.calls import events
from frenchimpact.calls.models import DeskView
from frenchimpact.calls.queries.board import kept_of
from frenchimpact.journal.actions import record
from frenchimpact.shared.errors import Refusal

MOST = 20  # views of one person
LONGEST = 1000  # signs of an address


@transaction.atomic
def keep_view(title: str, query: str, *, is_shared: bool, by: User) -> DeskView:
    """Keep the filters of an address of the desk; one's own view of this name is replaced.

    Refuses who is no officer, no name, no filter, and more views than one finds one's way in.
    """
    if not is_officer(by, timezone.now()):
        raise Refusal("Seules les personnes chargées de l’instruction enregistrent une vue.")
    title, query = title.strip(), kept_of(query)
    if not title:
        raise Refusal("Donnez un nom à cette vue.")
    if not query:
        raise Refusal("Choisissez d’abord des filtres ou un tri : sans eux, cette vue serait la liste entière.")
    if len(query) > LONGEST:
        raise Refusal("Ces filtres sont trop longs pour être gardés : choisissez-en moins.")
    others = DeskView.objects.select_for_update().filter(owner=by).exclude(title=title)
    if len(others) >= MOST:
        raise Refusal(f"Vous avez déjà {MOST} vues : supprimez-en une.")
    view, _ = DeskView.objects.update_or_create(
        owner=by, title=title, defaults={"query": query, "is_shared": is_shared}
    )
    record(events.VIEW_KEPT, view, by=by)
    return view


@transaction.atomic
def drop_view(view: DeskView, *, by: User) -> None:
    """Forget a view. Refuses anybody but its owner."""
    if view.owner_id != by.pk:
        raise Refusal("Cette vue est à quelqu’un d’autre : enregistrez la vôtre.")
    record(events.VIEW_DROPPED, view, by=by)
    view.delete()
