"""The second step of signing in, the passkey that makes both steps at once, and the lost factor."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from frenchimpact.accounts.actions import (
    cancel_loss,
    count_try,
    forget_tries,
    report_loss,
    use_passkey,
    use_recovery_code,
    use_totp,
)
from frenchimpact.accounts.calculations.codes import RECOVERY_LENGTH
from frenchimpact.accounts.models import TryKind, User
from frenchimpact.accounts.passkeys import NOT_THIS_KEY, ask_for_key, read_key
from frenchimpact.accounts.queries import passkeys_of
from frenchimpact.accounts.web.entrance import come_in, network, pending_person, remember_where_to_go
from frenchimpact.accounts.web.forms import FactorForm, LossForm
from frenchimpact.messaging.actions import write_email
from frenchimpact.shared.access import EVERYONE, open_to
from frenchimpact.shared.errors import Refusal


@open_to(EVERYONE, "give second factor")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("form")
def second_factor(request: HttpRequest) -> HttpResponse:
    person = pending_person(request)
    if person is None:
        return redirect("accounts:sign_in")
    form, error = FactorForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and ("answer" in request.POST or form.is_valid()):
        try:
            _check_factor(request, person, form)
            return come_in(request, person, strong=True)
        except Refusal as refusal:
            error = refusal.message
    keys = list(passkeys_of(person))
    form = FactorForm() if "answer" in request.POST else form
    page = {"form": form, "error": error, "options": ask_for_key(request, keys) if keys else ""}
    return render(request, "accounts/second_factor.html", page)


@open_to(EVERYONE, "sign in by passkey")
@require_http_methods(["GET", "HEAD", "POST"])
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """Let in by a key that verifies its user: it is both factors at once."""
    error = ""
    if request.method == "POST":
        try:
            count_try(TryKind.CODE_TRIED, network(request))
            person = use_passkey(read_key(request, request.POST.get("answer", "")))
            return come_in(request, person, strong=True)
        except Refusal as refusal:
            error = refusal.message
    remember_where_to_go(request, request.GET.get("next", ""))
    return render(request, "accounts/passkey_sign_in.html", {"options": ask_for_key(request), "error": error})


@open_to(EVERYONE, "report lost factor")
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    person = pending_person(request)
    if person is None:
        return redirect("accounts:sign_in")
    form = LossForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        count_try(TryKind.LOSS, str(person.pk))
        _report_and_write(person, form.cleaned_data["message"])
        request.session.pop("pending", None)
        messages.success(
            request, "Votre demande est enregistrée : l’équipe du programme y répond dans 48 heures au plus tôt."
        )
        return redirect("accounts:sign_in")
    return render(request, "accounts/report_loss.html", {"form": form})


@open_to(EVERYONE, "cancel lost factor")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    if request.method != "POST":
        return render(request, "accounts/cancel_loss.html")
    try:
        cancel_loss(token)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "La demande est annulée : vos seconds facteurs restent en place.")
    return redirect("accounts:sign_in")


@transaction.atomic
def _report_and_write(person: User, message: str) -> None:
    """Write here, in the transaction of the request, the link that cancels: it goes by e-mail only."""
    loss, token = report_loss(message, by=person)
    link = reverse("accounts:cancel_loss", args=[token])
    write_email(person, template="accounts/emails/factor_lost.txt", context={"due_at": loss.due_at}, link=link)


def _check_factor(request: HttpRequest, person: User, form: FactorForm) -> None:
    count_try(TryKind.FACTOR, str(person.pk))
    if "answer" in request.POST:
        if use_passkey(read_key(request, request.POST["answer"])) != person:
            raise Refusal(NOT_THIS_KEY)
    elif len(form.cleaned_data["code"]) == RECOVERY_LENGTH:
        use_recovery_code(form.cleaned_data["code"], by=person)
    else:
        use_totp(form.cleaned_data["code"], by=person)
    forget_tries(TryKind.FACTOR, str(person.pk))
