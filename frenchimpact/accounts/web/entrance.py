"""What all ways in share: codes are sent, a second factor is asked for, a session opens."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_variables

from frenchimpact.accounts.actions import count_try, issue_code, link_identity
from frenchimpact.accounts.calculations.codes import spaced
from frenchimpact.accounts.held import held_for
from frenchimpact.accounts.models import CodePurpose, TryKind, User
from frenchimpact.accounts.rules import PROOF_LASTS, has_second_factor, is_operator, needs_second_factor
from frenchimpact.accounts.sessions import open_session, renew_session
from frenchimpact.messaging.actions import write_email
from frenchimpact.shared.errors import Refusal
from frenchimpact.shared.network import network_of

PREFIX_IPV4 = 24  # what one house or school is likely to hold


def network(request: HttpRequest) -> str:
    return network_of(request, prefix_ipv4=PREFIX_IPV4)


@sensitive_variables("code")
def send_code(request: HttpRequest, email: str, purpose: CodePurpose) -> None:
    """Send a code and keep in the session which one this browser waits for; refuses beyond the limits."""
    count_try(TryKind.CODE_FROM_NETWORK, network(request))
    count_try(TryKind.CODE_TO_ADDRESS, email)
    with transaction.atomic():
        row, code = issue_code(email, purpose=purpose)
        context = {"code": spaced(code), "purpose": purpose.label, "site_name": settings.SITE_NAME}
        link = reverse("accounts:enter_code" if purpose == CodePurpose.SIGN_IN else "accounts:address_code")
        write_email(row.email, template="accounts/emails/code.txt", context=context, link=link)
    request.session["code"] = {"id": row.public_id, "email": row.email, "purpose": str(purpose)}


def awaited_code(request: HttpRequest, purpose: CodePurpose) -> dict[str, str] | None:
    awaited: dict[str, str] = request.session.get("code") or {}
    return awaited if awaited.get("purpose") == purpose else None


def remember_where_to_go(request: HttpRequest, path: str) -> None:
    """Keep the page that was asked for before signing in, if it is one of ours."""
    if is_page_of_ours(path):
        request.session["next"] = path


def is_page_of_ours(path: str) -> bool:
    """Say whether one may be led there: an address of this site, from its root; any other word would name a view."""
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, None)


def come_in(request: HttpRequest, person: User, *, strong: bool = False) -> HttpResponse:
    """Ask for the second factor of whoever has one, else open the session and go where it was asked to go.

    Refuses a closed account.
    """
    if not person.is_active:
        raise Refusal("Ce compte est fermé : écrivez à l’équipe du programme pour le rouvrir.")
    if not strong and has_second_factor(person):
        request.session["pending"] = {"person": person.pk, "at": timezone.now().timestamp()}
        return redirect("accounts:second_factor")
    path, identity = request.session.get("next"), request.session.get("identity")
    if request.user.pk == person.pk:
        return _proved_again(request, person, strong=strong)
    open_session(request, person, strong=strong)
    _keep_identity(request, person, identity)
    if settings.SECOND_FACTOR_REQUIRED and not strong and needs_second_factor(person, timezone.now()):
        messages.warning(request, "Votre fonction demande un second facteur : ajoutez-en un pour commencer.")
        return redirect("accounts:security")
    messages.success(request, f"Bienvenue, {person.name}.")
    return redirect(path or _home_of(person))


def pending_person(request: HttpRequest) -> User | None:
    """Return who proved an address here less than fifteen minutes ago and owes a second factor."""
    pending = request.session.get("pending") or {}
    age = timezone.now().timestamp() - pending.get("at", 0)
    if age > PROOF_LASTS.total_seconds():
        return None
    return User.objects.filter(pk=pending["person"], is_active=True).first()


def forget_identity(request: HttpRequest) -> None:
    """Drop what ProConnect told of whoever came before: who now comes another way may be somebody else."""
    request.session.pop("identity", None)


def _proved_again(request: HttpRequest, person: User, *, strong: bool) -> HttpResponse:
    """Go on in the same session, under a new key: nobody is told of a sign-in that is none."""
    path, identity = request.session.get("next"), request.session.get("identity")
    renew_session(request, person, strong=strong)
    _keep_identity(request, person, identity)
    messages.success(request, "Merci, c’est bien vous\u00a0: vous pouvez continuer.")
    held = held_for(request)
    if held and held.path == path:
        return redirect("accounts:resume")
    return redirect(path or _home_of(person))


def _keep_identity(request: HttpRequest, person: User, identity: dict[str, Any] | None) -> None:
    """Tie the account to the identity that ProConnect told, once its address is proved to be the account’s."""
    if identity is None or timezone.now().timestamp() - identity["at"] > PROOF_LASTS.total_seconds():
        return
    request.session["id_token"] = identity["id_token"]
    if identity["known"] or identity["email"].lower() == person.email.lower():
        link_identity(identity["issuer"], identity["subject"], siret=identity["siret"], by=person)
        request.session["siret"] = identity["siret"]


def _home_of(person: User) -> str:
    return reverse("portal:operations" if is_operator(person, timezone.now()) else "portal:space")
