"""Everything that changes the map of France, but for the official files (see `imports`)."""

from frenchimpact.geography.actions.finder import rebuild_place_names
from frenchimpact.geography.actions.perimeters import (
    Part,
    create_perimeter,
    resolve_perimeter,
    resolve_perimeters,
    set_perimeter_parts,
)

__all__ = [
    "Part",
    "create_perimeter",
    "rebuild_place_names",
    "resolve_perimeter",
    "resolve_perimeters",
    "set_perimeter_parts",
]
