"""Who may, and when; rules never write."""

from frenchimpact.calls.rules.moves import may_move, move

__all__ = ["may_move", "move"]
