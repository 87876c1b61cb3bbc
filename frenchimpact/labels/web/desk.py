"""The life of labels, as the team reads it and the authority decides it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from frenchimpact.accounts.models import Appointment, Capacity, SignedInRequest
from frenchimpact.accounts.rules import DECIDERS, OFFICERS_OR_DECIDERS, is_decider
from frenchimpact.labels.actions import lift_suspension, replace_label, suspend_label, withdraw_label
from frenchimpact.labels.models import HELD, ActKind, Label, LabelAct, State
from frenchimpact.labels.queries import label_numbered, standing_of
from frenchimpact.labels.queries.acts import ActLetter, acts_of, letter_of
from frenchimpact.labels.rules import is_heard, observations_until, suspension_of
from frenchimpact.labels.web.forms import ActForm, ReplaceForm, SuspendForm
from frenchimpact.labels.web.registry import REGISTRY, LabelFilters
from frenchimpact.shared.access import open_to
from frenchimpact.shared.attempts import carried_out
from frenchimpact.ui.listing import Column, List

DESK = List[Label](
    name="vie-des-labels",
    columns=[
        Column(
            "porteur",
            "Qui le porte",
            lambda row: row.holder,
            sort="holder_key",
            link=lambda row: reverse("labels:desk_label", args=[row.number]),
        ),
        *REGISTRY.columns[1:],
    ],
    default_sort="-annonce",
    filters=LabelFilters,
    noun="label,labels",
    empty="Aucun label délivré ne répond à ces choix.",
)


@dataclass(frozen=True)
class Step:
    """One thing that the authority may decide on a label."""

    kind: ActKind
    title: str
    lead: str
    done: str
    form: type[ActForm] = ActForm


SUSPEND = Step(
    ActKind.SUSPENSION,
    "Suspendre le label",
    "Le label est suspendu dès la notification, et le dit en public. Qui le porte peut présenter ses observations.",
    "Le label est suspendu, et qui le porte est prévenu.",
    SuspendForm,
)
LIFT = Step(
    ActKind.LIFTING,
    "Lever la suspension",
    "Le label est de nouveau en cours de validité dès la notification.",
    "La suspension est levée, et qui porte le label est prévenu.",
)
REPLACE = Step(
    ActKind.REPLACEMENT,
    "Remplacer le label",
    "Pour un territoire qui en rejoint un autre\u00a0: son label prend fin, celui de l’autre le remplace. Sans retour.",
    "Le label est remplacé, et le collectif prévenu.",
    ReplaceForm,
)
WITHDRAW = Step(
    ActKind.WITHDRAWAL,
    "Retirer le label",
    "Sans retour possible\u00a0: le label quitte la carte, la liste ou l’annuaire, et son attestation ne vaut plus.",
    "Le label est retiré, et qui le portait est prévenu.",
)


@open_to(OFFICERS_OR_DECIDERS, "read life of labels")
@require_safe
def desk(request: HttpRequest) -> HttpResponseBase:
    answer = DESK.answer(request, Label.objects.shown().exclude(number=None).with_holder())
    if isinstance(answer, HttpResponseBase):
        return answer
    return render(request, "labels/desk.html", {"listing": answer})


@open_to(OFFICERS_OR_DECIDERS, "read acts on label")
@require_safe
def desk_label(request: HttpRequest, number: str) -> HttpResponse:
    now, label = timezone.now(), _issued(number)
    suspension, may_decide = suspension_of(label), is_decider(request.user, now)
    page = {
        "label": label,
        "standing": standing_of(label, localdate(now)),
        "acts": acts_of(label),
        "suspension": suspension,
        "is_heard": suspension is not None and is_heard(suspension, now),
        "may_decide": may_decide,
        "may_suspend": may_decide and label.state == State.ACTIVE,
        "may_replace": may_decide and label.state in HELD and label.organisation is None,
        "crumbs": [("Vie des labels", reverse("labels:desk")), (number, "")],
    }
    return render(request, "labels/desk_label.html", page)


@open_to(DECIDERS, "suspend label")
@require_http_methods(["GET", "HEAD", "POST"])
def suspend(request: SignedInRequest, number: str) -> HttpResponse:
    label, form = _issued(number), SuspendForm(request.POST or None)

    def act() -> object:
        return suspend_label(label, form.facts(), days=form.days(), by=request.user, at=timezone.now())

    return _decided(request, label, form, SUSPEND, act)


@open_to(DECIDERS, "lift suspension")
@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: SignedInRequest, number: str) -> HttpResponse:
    label, form = _issued(number), ActForm(request.POST or None)

    def act() -> object:
        return lift_suspension(label, form.facts(), by=request.user, at=timezone.now())

    return _decided(request, label, form, LIFT, act)


@open_to(DECIDERS, "withdraw label")
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, number: str) -> HttpResponse:
    label, form = _issued(number), ActForm(request.POST or None)

    def act() -> object:
        return withdraw_label(label, form.facts(), by=request.user, at=timezone.now())

    return _decided(request, label, form, WITHDRAW, act)


@open_to(DECIDERS, "replace label")
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: SignedInRequest, number: str) -> HttpResponse:
    label, form = _issued(number), ReplaceForm(request.POST or None)

    def act() -> object:
        other = label_numbered(form.cleaned_data["other"])
        return replace_label(label, other, form.facts(), by=request.user, at=timezone.now())

    return _decided(request, label, form, REPLACE, act)


def _decided(
    request: SignedInRequest, label: Label, form: ActForm, step: Step, act: Callable[[], object]
) -> HttpResponse:
    """Show the letter of these very words first; then decide, and notify."""
    if form.is_seen() and carried_out(form, act):
        messages.success(request, step.done)
        return redirect("labels:desk_label", label.number)
    page = {
        "label": label,
        "form": form,
        "title": step.title,
        "lead": step.lead,
        "kind": str(step.kind),
        "crumbs": [
            ("Vie des labels", reverse("labels:desk")),
            (str(label.number), reverse("labels:desk_label", args=[label.number])),
            (step.title, ""),
        ],
    }
    if form.is_valid():
        page |= {"letter": _preview(request, label, form, step), "seen": form.mark()}
    return render(request, "labels/act.html", page)


def _preview(request: SignedInRequest, label: Label, form: ActForm, step: Step) -> ActLetter:
    now = timezone.now()
    held = Appointment.objects.filter(person=request.user).to(Capacity.DECIDER).in_force(now).latest("since")
    unsaved = LabelAct(
        label=label,
        kind=step.kind,
        at=now,
        reasons=form.cleaned_data["reasons"],
        signed_name=request.user.name or request.user.email,
        signed_title=held.title,
        signed_delegation=held.delegation,
        observations_until=observations_until(now, form.days()) if step.kind == ActKind.SUSPENSION else None,
    )
    return letter_of(unsaved, is_draft=True)


def _issued(number: str) -> Label:
    rows = Label.objects.shown().exclude(number=None).with_holder().select_related("collective__lead")
    return get_object_or_404(rows, number=number)
