"""What the collective that holds a label reads and answers."""

import json
from dataclasses import asdict

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.labels.actions import present_observations
from frenchimpact.labels.models import Label, LabelAct
from frenchimpact.labels.queries import standing_of
from frenchimpact.labels.queries.acts import acts_of, letter_of
from frenchimpact.labels.rules import is_holder, may_follow, may_observe, suspension_of
from frenchimpact.labels.web.certificate import HERE, printed
from frenchimpact.labels.web.forms import ObservationForm
from frenchimpact.shared.access import SIGNED_IN, open_to
from frenchimpact.shared.attempts import carried_out
from frenchimpact.ui.words import long_date, non_breaking

LETTER = HERE.parent / "templates" / "labels" / "act.typ"


@open_to(SIGNED_IN, "follow one’s label")
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: SignedInRequest, number: str) -> HttpResponse:
    """Read what was decided, and answer a suspension."""
    now, label = timezone.now(), _numbered(number)
    if not is_holder(label, request.user):
        raise Http404
    form = ObservationForm(request.POST or None)

    def act() -> object:
        return present_observations(label, form.cleaned_data["text"], by=request.user, at=now)

    if request.method == "POST" and carried_out(form, act):
        messages.success(request, "Vos observations sont envoyées à l’autorité de décision.")
        return redirect("labels:follow", number)
    page = {
        "label": label,
        "standing": standing_of(label, localdate(now)),
        "acts": acts_of(label),
        "suspension": suspension_of(label),
        "form": form if form.errors or may_observe(label, request.user, now) else None,
    }
    return render(request, "labels/follow.html", page)


@open_to(SIGNED_IN, "read letter of act")
@require_safe
def act_letter(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    label = _numbered(number)
    if not may_follow(label, request.user, timezone.now()):
        raise Http404
    act = get_object_or_404(
        LabelAct.objects.select_related(
            "label__collective__lead", "label__organisation", "label__territory", "label__application__call"
        ),
        label=label,
        pk=pk,
    )
    letter = letter_of(act)
    told = {name: non_breaking(value) if isinstance(value, str) else value for name, value in asdict(letter).items()}
    told |= {"on": long_date(letter.on), "number": letter.number}
    response = HttpResponse(printed(LETTER, {"letter": json.dumps(told)}), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{act.kind}-{number}.pdf"'
    return response


def _numbered(number: str) -> Label:
    rows = Label.objects.shown().with_holder().select_related("collective__lead")
    return get_object_or_404(rows, number=number)
