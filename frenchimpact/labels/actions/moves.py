"""From one state to the next: what no other action of labels may do by itself."""

from datetime import datetime

from django.db import transaction

from frenchimpact.labels.actions.proofs import write_status_lists
from frenchimpact.labels.models import ENDED, NEXT_STATES, Label, State
from frenchimpact.shared.errors import Refusal


@transaction.atomic
def move_label(label: Label, state: State, *, at: datetime) -> None:
    """Write the new state, and the lists by which machines know it; what ends the label takes it from its territory."""
    if state not in NEXT_STATES.get(label.state, set()):
        raise Refusal(
            f"Ce label est « {label.get_state_display()} » : il ne peut plus devenir « {state.label} ». "
            "Rechargez la page pour voir où il en est."
        )
    label.state = state
    if state in ENDED:
        label.territory, label.former_territory = None, label.territory
    label.save(update_fields=["state", "territory", "former_territory", "replaced_at"])
    write_status_lists(at)
