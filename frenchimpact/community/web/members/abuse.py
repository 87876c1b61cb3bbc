"""Reporting a page: by anybody, signed in or not."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from frenchimpact.accounts.models import User
from frenchimpact.community.actions.abuse import AbuseFacts, report_abuse
from frenchimpact.community.models import AbuseReport, Organisation
from frenchimpact.community.web.members.forms import AbuseForm
from frenchimpact.shared.access import EVERYONE, open_to
from frenchimpact.shared.attempts import carried_out
from frenchimpact.shared.network import network_of

PREFIX_IPV4 = 24  # what one house or school is likely to hold


@open_to(EVERYONE, "report page")
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.shown(), slug=slug)
    form = AbuseForm(request.POST or None)
    by = request.user if isinstance(request.user, User) else None
    network = network_of(request, prefix_ipv4=PREFIX_IPV4)
    if carried_out(form, lambda: report_abuse(organisation, _facts(form), network=network, by=by)):
        messages.success(request, "Merci : l’équipe du programme va vérifier cette page.")
        return redirect("community:organisation", slug)
    page = {"form": form, "organisation": organisation, "is_known": by is not None}
    return render(request, "community/members/report.html", page)


def _facts(form: AbuseForm) -> AbuseFacts:
    given = form.cleaned_data
    return AbuseFacts(AbuseReport.Reason(given["reason"]), given["text"], given["email"])
