"""The ranking of a wave, for the chair and the team; how many places it has, for the team."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import COMMITTEE_OR_TEAM, OPERATORS, is_operator
from frenchimpact.calls.actions.committees.rankings import fix_places
from frenchimpact.calls.models import Wave
from frenchimpact.calls.queries.committees import reasons
from frenchimpact.calls.queries.committees.rankings import Ranked, ranking_of
from frenchimpact.calls.web.committees.doors import followed
from frenchimpact.calls.web.committees.ranking_picture import COLOURS, picture_of
from frenchimpact.calls.web.committees.waves import crumbs, wave_of
from frenchimpact.calls.web.operator_calls import crumbs as team_crumbs
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out
from frenchimpact.ui import exports

MOST_PLACES = 1000
FIELDS: exports.Fields = [
    ("Dossier", lambda row: str(row.application.applicant)),
    ("Situation", lambda row: COLOURS[row.standing][1] if row.standing else ""),
    ("Moyenne brute", lambda row: round(row.mean, 2)),
    ("Note la plus basse", lambda row: round(row.lowest, 2)),
    ("Note la plus haute", lambda row: round(row.highest, 2)),
    ("Lectures", lambda row: len(row.given)),
    ("Moyenne corrigée", lambda row: round(row.model.adjusted, 2) if row.model else None),
    ("Rang attendu", lambda row: round(row.model.expected_rank, 1) if row.model else None),
    ("Rang, au mieux (90 %)", lambda row: row.model.interval90[0] if row.model else None),
    ("Rang, au pire (90 %)", lambda row: row.model.interval90[1] if row.model else None),
    ("Probabilité d’être dans les places", lambda row: round(row.model.p_in_places, 3) if row.model else None),
]


class PlacesForm(forms.Form):
    places = forms.IntegerField(
        label="Nombre de places",
        min_value=1,
        max_value=MOST_PLACES,
        help_text="Combien de dossiers de la vague peuvent être retenus. Chaque changement est gardé au journal.",
    )


@open_to(COMMITTEE_OR_TEAM, "read ranking")
@require_safe
def ranking(request: SignedInRequest, slug: str, number: int) -> HttpResponseBase:
    committee, wave, now = followed(request, slug), wave_of(slug, number), timezone.now()
    found = ranking_of(committee, wave, request.user, now)
    if export := exports.ALL.get(request.GET.get(exports.PARAMETER, "")):
        return export(f"classement-vague-{number}", FIELDS, exports.Held[Ranked](found.files))
    page = {
        "call": committee.call,
        "wave": wave,
        "ranking": found,
        "picture": picture_of(found),
        "method": reasons.method_in_words(found),
        "counts": [(label, tone, len(found.of(standing))) for standing, (tone, label) in COLOURS.items()],
        "is_operator": is_operator(request.user, now),
        "crumbs": crumbs(wave, "Classement"),
    }
    return render(request, "calls/committee/ranking.html", page)


@open_to(OPERATORS, "fix places")
@require_http_methods(["GET", "HEAD", "POST"])
def places(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    wave = get_object_or_404(Wave.objects.select_related("call"), call__slug=slug, number=number)
    form = PlacesForm(request.POST or None, initial={"places": wave.places})
    if carried_out(form, lambda: fix_places(wave, form.cleaned_data["places"], by=request.user, at=timezone.now())):
        messages.success(request, "Le nombre de places est fixé.")
        return redirect("calls:operator_call", slug)
    page = {"form": form, "wave": wave, "call": wave.call}
    trail = team_crumbs(f"Places de la vague {number}", wave.call)
    return render(request, "calls/operator_wave_places.html", page | {"crumbs": trail})
