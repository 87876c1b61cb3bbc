"""What the portal writes: the fictional people and content of the demonstration; others import it from here."""

from frenchimpact.portal.actions.demonstration.seed import seed_demo

__all__ = ["seed_demo"]
