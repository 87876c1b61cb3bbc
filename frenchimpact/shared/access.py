"""Who may open a page: each view says it, and a page that says nothing is closed to everybody."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

Visitor = AbstractBaseUser | AnonymousUser
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Audience:
    """People who may open a page; whoever is not one of them gets 404, or is asked to sign in if nobody knows them."""

    name: str
    admits: Callable[[Visitor], bool]


@dataclass(frozen=True)
class Access:
    """What a view declares: the audience, and in two words what is done to what ("read territory")."""

    audience: Audience
    action: str


EVERYONE = Audience("everyone", lambda _: True)
SIGNED_IN = Audience("signed_in", lambda visitor: visitor.is_authenticated)


def open_to(audience: Audience, action: str) -> Callable[[View], View]:
    """Declare who may open the decorated view; `AccessMiddleware` enforces it."""

    def declare(view: View) -> View:
        view.access = Access(audience, action)  # type: ignore[attr-defined]  # a function bears attributes
        return view

    return declare
