"""Every address says who may open it."""

from django.conf import settings

from frenchimpact.shared.access import Access
from tests.permissions.walk import Route, routes


def test_every_view_declares_its_access() -> None:
    assert [route.name for route in routes() if not (declares(route) or decides_for_itself(route))] == []


def test_every_declaration_says_what_is_done_to_what() -> None:
    actions = [route.view.access.action for route in routes() if declares(route)]  # type: ignore[attr-defined]

    assert [action for action in actions if len(action.split()) < 2] == []  # a verb and a thing


def declares(route: Route) -> bool:
    return isinstance(getattr(route.view, "access", None), Access)


def decides_for_itself(route: Route) -> bool:
    return route.name.split(":")[0] in settings.NAMESPACES_WITH_OWN_ACCESS
