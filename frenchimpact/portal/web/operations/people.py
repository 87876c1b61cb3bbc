"""Who has an account, and how one comes into the team."""

from django.contrib import messages
from django.forms import Select
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_filters import BooleanFilter, CharFilter, FilterSet

from frenchimpact.accounts.actions import appoint_operator_by_address, issue_sign_in_link
from frenchimpact.accounts.models import SignedInRequest, User
from frenchimpact.accounts.proofs import with_fresh_proof, with_fresh_proof_to_export, with_fresh_proof_to_post
from frenchimpact.accounts.queries import closures_of, people_known
from frenchimpact.accounts.rules import OPERATORS, has_second_factor
from frenchimpact.portal.queries import ties_of
from frenchimpact.portal.web.operations.crumbs import crumbs_to
from frenchimpact.portal.web.operations.forms import AppointForm
from frenchimpact.shared.access import open_to
from frenchimpact.ui.listing import Column, List

ACCOUNTS = [("", "Tous les comptes"), ("true", "Comptes ouverts"), ("false", "Comptes fermés")]


class PeopleFilters(FilterSet):
    nom = CharFilter(field_name="name", lookup_expr="unaccent__icontains", label="Nom")
    adresse = CharFilter(field_name="email", lookup_expr="icontains", label="Adresse électronique")

    compte = BooleanFilter(field_name="is_active", label="Compte", widget=Select(choices=ACCOUNTS))

    class Meta:
        model = User
        fields: list[str] = []


PEOPLE: List[User] = List(
    name="personnes",
    columns=[
        Column(
            "nom",
            "Nom",
            lambda person: person.name or "Sans nom",
            sort="name",
            link=lambda person: reverse("portal:person", args=[person.public_id]),
        ),
        Column("adresse", "Adresse électronique", lambda person: person.email, sort="email"),
        Column("inscription", "Inscription", lambda person: person.joined_at, sort="joined_at"),
        Column("compte", "Compte", lambda person: "ouvert" if person.is_active else "fermé", sort="is_active"),
        Column(
            "lien",
            "Connexion",
            lambda person: "Émettre un lien" if person.is_active else None,
            link=lambda person: reverse("portal:person_link", args=[person.public_id]) if person.is_active else "",
        ),
    ],
    default_sort="nom",
    noun="personne,personnes",
    filters=PeopleFilters,
    empty="Personne ne répond à ces choix.",
)


@open_to(OPERATORS, "appoint operator")
@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_proof_to_post
@with_fresh_proof_to_export
def people(request: SignedInRequest) -> HttpResponseBase:
    form = AppointForm(request.POST or None)
    if form.is_valid():
        appointment = appoint_operator_by_address(**form.cleaned_data, by=request.user)
        messages.success(request, f"{appointment.person} fait partie de l’équipe. Donnez-lui un lien de connexion.")
        return redirect("portal:people")
    answer = PEOPLE.answer(request, people_known())
    if isinstance(answer, HttpResponseBase):
        return answer
    page = {
        "form": form,
        "listing": answer,
        "crumbs": crumbs_to("Personnes"),
    }
    return render(request, "portal/operations/people.html", page)


@open_to(OPERATORS, "read person")
@require_safe
def person(request: SignedInRequest, public_id: str) -> HttpResponse:
    somebody = get_object_or_404(people_known(), public_id=public_id)
    page = {
        "person": somebody,
        "has_second_factor": has_second_factor(somebody),
        "ties": ties_of(somebody, timezone.now()),
        "closures": closures_of(somebody),
        "is_oneself": somebody == request.user,
        "crumbs": crumbs_to(str(somebody), "portal:people"),
    }
    return render(request, "portal/operations/person.html", page)


@open_to(OPERATORS, "issue sign-in link")
@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_proof
def issue_link(request: SignedInRequest, public_id: str) -> HttpResponse:
    person = get_object_or_404(User, public_id=public_id, is_active=True)
    address = ""
    if request.method == "POST":
        token = issue_sign_in_link(person, by=request.user)
        address = request.build_absolute_uri(reverse("accounts:use_link", args=[token]))
    page = {"person": person, "address": address, "crumbs": crumbs_to("Lien de connexion", "portal:people")}
    return render(request, "portal/operations/person_link.html", page)
