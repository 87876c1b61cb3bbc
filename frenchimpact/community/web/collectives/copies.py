"""What every page that changes a collective says about its applications: what is asked, what is already submitted."""

from frenchimpact.calls.queries.demands import copies_examined, demand_on, will_be_copied_again
from frenchimpact.community.models import Collective


def copies_of(collective: Collective) -> dict[str, object]:
    """Give the applications whose copy does not follow, for `_copies.html`."""
    copies = copies_examined(collective)
    return {"copies": copies, "copied_again": will_be_copied_again(copies)}


def asked_of(collective: Collective) -> dict[str, object]:
    """Give what the call asks, and the applications whose copy does not follow."""
    return {"demand": demand_on(collective)} | copies_of(collective)
