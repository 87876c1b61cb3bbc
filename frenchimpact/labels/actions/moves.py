"""From one state to the next: what no other action of labels may do by itself."""

from frenchimpact.labels.models import ENDED, NEXT_STATES, Label, State
from frenchimpact.shared.errors import Refusal


def locked(label: Label) -> Label:
    """Take the label for oneself until the end of the transaction, as it stands now."""
    return (
        Label.objects.select_for_update(of=["self"]).select_related("territory", "application__call").get(pk=label.pk)
    )


def move_label(label: Label, state: State) -> None:
    """Write the new state; one that ends the label leaves its territory without it."""
    if state not in NEXT_STATES.get(label.state, set()):
        raise Refusal(
            f"Ce label est « {label.get_state_display()} » : il ne peut plus devenir « {state.label} ». "
            "Rechargez la page pour voir où il en est."
        )
    label.state = state
    if state in ENDED:
        label.territory, label.former_territory = None, label.territory
    label.save(update_fields=["state", "territory", "former_territory", "replaced_at"])
