"""How long each kind of personal data is kept: read by everybody in the register, changed here."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from frenchimpact.accounts.actions import Delay, change_retention
from frenchimpact.accounts.models import Retention, SignedInRequest
from frenchimpact.accounts.proofs import with_fresh_proof
from frenchimpact.accounts.register import delays, lines
from frenchimpact.accounts.rules import OPERATORS
from frenchimpact.portal.web.operations.crumbs import crumbs_to
from frenchimpact.portal.web.operations.forms import RetentionForm
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out


@open_to(OPERATORS, "read retention")
@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    page = {"delays": delays(), "crumbs": crumbs_to("Durées de conservation")}
    return render(request, "portal/operations/retention.html", page)


@open_to(OPERATORS, "change retention")
@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_proof
def change(request: SignedInRequest, code: str) -> HttpResponse:
    line = _line_or_404(code)
    form = RetentionForm(request.POST or None, initial=vars(line))

    def act() -> object:
        return change_retention(code, Delay(**form.cleaned_data), at=timezone.now(), by=request.user)

    if carried_out(form, act):
        messages.success(request, f"Durée enregistrée\u00a0: {line.title}. La nuit prochaine la suivra.")
        return redirect("portal:retention")
    page = {"form": form, "line": line, "crumbs": crumbs_to(line.title, "portal:retention")}
    return render(request, "portal/operations/retention_change.html", page)


def _line_or_404(code: str) -> Retention:
    for line in lines():
        if line.code == code:
            return line
    raise Http404
