"""The desk at a glance, and the views that officers keep of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import OFFICERS
from frenchimpact.calls.actions.desk_views import drop_view, keep_view
from frenchimpact.calls.models import DeskView
from frenchimpact.calls.queries.board import board
from frenchimpact.calls.queries.regions import by_region
from frenchimpact.calls.web.officer_desk import crumbs
from frenchimpact.calls.web.officer_forms import ViewForm
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out


@open_to(OFFICERS, "read board")
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    page = {"board": board(timezone.now()), "regions": by_region(), "crumbs": crumbs("Vue d’ensemble")}
    return render(request, "calls/officer_board.html", page)


@open_to(OFFICERS, "keep view of desk")
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: SignedInRequest) -> HttpResponse:
    """Name the filters of the address that one comes from."""
    query = request.GET.urlencode()
    form = ViewForm(request.POST or None, initial={"query": query})

    def act() -> object:
        return keep_view(**form.cleaned_data, by=request.user)

    if carried_out(form, act):
        messages.success(request, f"La vue «\u00a0{form.cleaned_data['title']}\u00a0» est enregistrée.")
        return redirect(f"{reverse('calls:officer_desk')}?{form.cleaned_data['query']}")
    return render(request, "calls/officer_view.html", {"form": form, "crumbs": crumbs("Enregistrer cette vue")})


@open_to(OFFICERS, "drop view of desk")
@require_POST
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    view = get_object_or_404(DeskView, pk=pk, owner=request.user)
    drop_view(view, by=request.user)
    messages.success(request, f"La vue «\u00a0{view.title}\u00a0» est supprimée.")
    return redirect("calls:officer_desk")
