"""Who was appointed, by whom, until when; and how an appointment ends."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_filters import CharFilter, ChoiceFilter, FilterSet

from frenchimpact.accounts.actions import appoint_by_address, end_appointment
from frenchimpact.accounts.models import Appointment, AppointmentQuerySet, Capacity, SignedInRequest
from frenchimpact.accounts.proofs import with_fresh_proof, with_fresh_proof_to_export
from frenchimpact.accounts.queries import appointments_by_date
from frenchimpact.accounts.rules import OPERATORS
from frenchimpact.portal.web.operations.crumbs import crumbs_to
from frenchimpact.portal.web.operations.forms import AppointmentForm, ReasonForm
from frenchimpact.shared.access import open_to
from frenchimpact.shared.errors import Refusal
from frenchimpact.ui.listing import Column, List

STATES = {"en-cours": "en cours", "terminees": "terminées"}
COMMAND_LINE = "la ligne de commande"


class AppointmentFilters(FilterSet):
    personne = CharFilter(label="Personne", method="by_person")
    fonction = ChoiceFilter(
        label="Fonction", field_name="capacity", choices=Capacity.choices, empty_label="Toutes les fonctions"
    )
    etat = ChoiceFilter(label="État", choices=list(STATES.items()), method="by_state", empty_label="Toutes")

    class Meta:
        model = Appointment
        fields: list[str] = []

    def by_person(self, appointments: AppointmentQuerySet, _name: str, value: str) -> QuerySet[Appointment]:
        return appointments.filter(Q(person__name__unaccent__icontains=value) | Q(person__email__icontains=value))

    def by_state(self, appointments: AppointmentQuerySet, _name: str, value: str) -> QuerySet[Appointment]:
        in_force = appointments.in_force(timezone.now())
        return in_force if value == "en-cours" else appointments.exclude(pk__in=in_force.values("pk"))


def end_link(appointment: Appointment) -> str:
    return "" if is_over(appointment) else reverse("portal:appointment_end", args=[appointment.pk])


def capacity_in_words(appointment: Appointment) -> str | None:
    """Say as what, and by which act, this person signs."""
    return ", ".join(part for part in (appointment.title, appointment.delegation) if part) or None


def is_over(appointment: Appointment) -> bool:
    return appointment.until is not None and appointment.until <= timezone.now()


APPOINTMENTS = List[Appointment](
    name="nominations",
    columns=[
        Column("personne", "Personne", lambda row: row.person, sort="person__name"),
        Column("fonction", "Fonction", lambda row: row.get_capacity_display(), sort="capacity"),
        Column("qualite", "Qualité et délégation", capacity_in_words, sort="title"),
        Column("depuis", "Depuis le", lambda row: row.since, sort="since"),
        Column("par", "Décidée par", lambda row: row.by or COMMAND_LINE, sort="by__name"),
        Column("fin", "Fin", lambda row: row.until or "Mettre fin", sort="until", link=end_link),
        Column("fin_par", "Fin décidée par", lambda row: row.ended_by, sort="ended_by__name"),
        Column("motif", "Motif", lambda row: row.end_reason or None),
    ],
    default_sort="-depuis",
    filters=AppointmentFilters,
    empty="Aucune nomination ne répond à ces choix.",
    noun="nomination,nominations",
)


@open_to(OPERATORS, "read appointments")
@require_safe
@with_fresh_proof_to_export
def appointments(request: HttpRequest) -> HttpResponseBase:
    answer = APPOINTMENTS.answer(request, appointments_by_date())
    if isinstance(answer, HttpResponseBase):
        return answer
    page = {"listing": answer, "crumbs": crumbs_to("Nominations", "portal:people")}
    return render(request, "portal/operations/appointments.html", page)


@open_to(OPERATORS, "appoint person")
@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_proof
def new(request: SignedInRequest) -> HttpResponse:
    form = AppointmentForm(request.POST or None)
    if form.is_valid():
        try:
            appointment = appoint_by_address(form.facts(), by=request.user)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, f"{appointment.person} est nommé·e : {appointment.get_capacity_display()}.")
            return redirect("portal:appointments")
    page = {"form": form, "crumbs": crumbs_to("Nommer une personne", "portal:appointments")}
    return render(request, "portal/operations/appointment_new.html", page)


@open_to(OPERATORS, "end appointment")
@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_proof
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    appointment = get_object_or_404(Appointment.objects.select_related("person").in_force(timezone.now()), pk=pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        end_appointment(appointment, by=request.user, reason=form.cleaned_data["reason"])
        capacity = appointment.get_capacity_display()
        messages.success(request, f"La nomination de {appointment.person} a pris fin : {capacity}.")
        return redirect("portal:appointments")
    page = {"form": form, "appointment": appointment, "crumbs": crumbs_to("Mettre fin", "portal:appointments")}
    return render(request, "portal/operations/appointment_end.html", page)
