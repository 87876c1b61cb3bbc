"""How a person is recognised."""

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from frenchimpact.accounts.models import User


class LinkBackend(BaseBackend):
    """Sessions are opened by actions that have already checked a link; nobody signs in with a password."""

    def authenticate(self, request: HttpRequest | None, **kwargs: object) -> User | None:  # noqa: ARG002
        return None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()
