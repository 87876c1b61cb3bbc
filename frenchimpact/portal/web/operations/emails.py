"""The outbox as the team reads it, and sending again what was given up."""

from django.contrib import messages
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_safe
from django_filters import CharFilter, ChoiceFilter, FilterSet

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.proofs import with_fresh_proof_to_export
from frenchimpact.accounts.rules import OPERATORS
from frenchimpact.messaging.actions import try_email_again
from frenchimpact.messaging.models import Email
from frenchimpact.messaging.queries import given_up
from frenchimpact.portal.web.operations.crumbs import crumbs_to
from frenchimpact.shared.access import open_to
from frenchimpact.ui.listing import Column, List

STATES = {"envoye": "envoyé", "attente": "en attente", "abandonne": "abandonné"}


class EmailFilters(FilterSet):
    etat = ChoiceFilter(field_name="state", label="État", choices=list(STATES.items()))
    a = CharFilter(field_name="to", lookup_expr="icontains", label="Adresse")

    class Meta:
        model = Email
        fields: list[str] = []


def resend_link(email: Email) -> str:
    return reverse("portal:email_resend", args=[email.pk]) if email.given_up_at else ""


def state_of(email: Email) -> str:
    return STATES[getattr(email, "state", "attente")]


EMAILS = List(
    name="courriels",
    columns=[
        Column("ecrit", "Écrit le", lambda email: f"{localtime(email.created_at):%d/%m/%Y %H:%M}", sort="created_at"),
        Column("a", "À", lambda email: email.to, sort="to"),
        Column("objet", "Objet", lambda email: email.subject, sort="subject"),
        Column("etat", "État", state_of, sort="state", link=resend_link),
        Column("essais", "Essais", lambda email: email.attempts, sort="attempts", numeric=True),
        Column("erreur", "Dernière erreur", lambda email: email.last_error),
    ],
    default_sort="-ecrit",
    noun="courriel,courriels",
    filters=EmailFilters,
    empty="Aucun courriel ne répond à ces choix.",
)


@open_to(OPERATORS, "read outbox")
@require_safe
@with_fresh_proof_to_export
def emails(request: HttpRequest) -> HttpResponseBase:
    answer = EMAILS.answer(request, _with_state(Email.objects.all()))
    if isinstance(answer, HttpResponseBase):
        return answer
    return render(request, "portal/operations/emails.html", {"listing": answer, "crumbs": crumbs_to("Courriels")})


@open_to(OPERATORS, "resend e-mail")
@require_http_methods(["GET", "HEAD", "POST"])
def resend(request: SignedInRequest, pk: int) -> HttpResponse:
    email = get_object_or_404(given_up(), pk=pk)
    if request.method == "POST":
        try_email_again(email, by=request.user)
        messages.success(request, "Le courriel est remis dans la file : il part dans un instant.")
        return redirect("portal:emails")
    page = {"email": email, "crumbs": crumbs_to("Relancer", "portal:emails")}
    return render(request, "portal/operations/email_resend.html", page)


def _with_state(emails: QuerySet[Email]) -> QuerySet[Email]:
    return emails.annotate(
        state=Case(
            When(sent_at__isnull=False, then=Value("envoye")),
            When(given_up_at__isnull=False, then=Value("abandonne")),
            default=Value("attente"),
        )
    )
