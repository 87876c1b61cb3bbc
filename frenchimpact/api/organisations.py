"""`/organisations`: published pages of organisations; nothing of people, and no address that is hidden."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch
from django.http import Http404, HttpRequest
from django.utils.timezone import localdate
from ninja import Router, Schema
from ninja.params.functions import Path, Query
from pydantic import Field

from frenchimpact.api.pagination import LONGEST_CURSOR, address_of_next, page_after
from frenchimpact.calls.models import Call
from frenchimpact.community.models import (
    EssBasis,
    Identifier,
    IdentifierScheme,
    Organisation,
    OrganisationQuerySet,
    Place,
)
from frenchimpact.community.models import (
    Kind as OrganisationKind,
)
from frenchimpact.community.queries.organisations import found_by, telling_numbers
from frenchimpact.labels.models import Label

router = Router(tags=["Organisations"])
LONGEST_QUERY = 150


class OrganisationNumber(Schema):
    """Numéro donné par un registre."""

    scheme: IdentifierScheme = Field(description="Registre", examples=["siren"])
    value: str = Field(description="Numéro, sans espace", examples=["356000000"])


class OrganisationLabel(Schema):
    """Label détenu par l’organisation elle-même, publié."""

    name: str = Field(description="Nom du label", examples=["Structure d’accompagnement French Impact"])
    call: str = Field(description="Identifiant de l’appel")
    announced_on: date = Field(description="Jour de l’annonce")
    valid_until: date | None = Field(description="Dernier jour de validité")


class OrganisationRead(Schema):
    """Organisation dont la page est publiée."""

    id: str = Field(description="Identifiant stable : le SIREN s’il y en a un, sinon l’adresse de la page")
    name: str = Field(description="Nom")
    short_name: str = Field(description="Nom d’usage ou sigle ; vide s’il n’y en a pas")
    kinds: list[OrganisationKind] = Field(description="Natures, une ou plusieurs")
    ess_basis: EssBasis = Field(description="Sur quoi repose l’appartenance à l’ESS", examples=["by_status"])
    legal_category: str = Field(description="Catégorie juridique de l’INSEE ; vide si elle n’est pas connue")
    numbers: list[OrganisationNumber] = Field(description="Numéros ; sans ceux d’un établissement à l’adresse masquée")
    themes: list[str] = Field(description="Thèmes", examples=[["logement", "sante"]])
    commune: str | None = Field(description="Code INSEE de la commune du siège", examples=["35238"])
    departement: str | None = Field(description="Code du département du siège", examples=["35"])
    hides_address: bool = Field(description="Vrai si l’adresse est masquée : seule la commune du siège est dite")
    street: str = Field(description="Numéro et voie du siège ; vide si l’adresse est masquée")
    postcode: str = Field(description="Code postal du siège ; vide si l’adresse est masquée")
    labels: list[OrganisationLabel] = Field(description="Labels qu’elle détient elle-même, le plus souvent aucun")
    url: str = Field(description="Page de l’organisation")


class Organisations(Schema):
    results: list[OrganisationRead] = Field(description="Dans un ordre stable")
    next: str | None = Field(description="Adresse de la page suivante ; vide sur la dernière")


@router.get(
    "/organisations",
    response=Organisations,
    summary="Chercher des organisations",
    operation_id="listOrganisations",
    url_name="listOrganisations",
)
def list_organisations(  # noqa: PLR0913, PLR0917  # the parameters of the address
    request: HttpRequest,
    cursor: str = Query("", max_length=LONGEST_CURSOR, description="Début de page, pris tel quel dans « next »"),
    limit: int = Query(20, ge=1, le=100, description="Nombre d’organisations par page"),
    q: str = Query(
        "", max_length=LONGEST_QUERY, description="Nom, sigle, commune du siège ou numéro", example="ateliers"
    ),
    kind: OrganisationKind | None = Query(None, description="Nature"),  # noqa: B008  # ninja reads the default
    theme: str = Query("", max_length=60, pattern=r"^[a-z0-9-]*$", description="Thème", example="logement"),
    departement: str = Query("", pattern=r"^([0-9][0-9AB][0-9]?)?$", description="Code du département", example="35"),
) -> Organisations:
    """Parcourir les organisations publiées, page à page : suivez « next » jusqu’à ce qu’il soit vide."""
    rows = found_by(q, _published()) if q.strip() else _published()
    if kind is not None:
        rows = rows.filter(kinds__contains=[kind])
    if theme:
        rows = rows.filter(themes__slug=theme)
    if departement:
        rows = rows.placed(commune__departement=departement)
    page, following = page_after(rows, cursor, limit)
    return Organisations(results=[_read(each, request) for each in page], next=address_of_next(request, following))


@router.get(
    "/organisations/{id}",
    response=OrganisationRead,
    summary="Lire une organisation",
    operation_id="readOrganisation",
    url_name="readOrganisation",
)
def read_organisation(
    request: HttpRequest,
    id: str = Path(..., max_length=120, description="SIREN, ou adresse de la page", example="356000000"),  # noqa: A002
) -> OrganisationRead:
    """Lire une organisation, par son SIREN ou par l’adresse de sa page."""
    found = None
    if "\0" not in id:
        numbered = Identifier.objects.filter(scheme=IdentifierScheme.SIREN, value=id).values("organisation")
        found = _published().filter(pk__in=numbered).first() or _published().filter(slug=id).first()
    if found is None:
        message = "Aucune organisation n’a cet identifiant. La liste est à l’adresse /api/v1/organisations."
        raise Http404(message)
    return _read(found, request)


def _published() -> OrganisationQuerySet:
    seats = Place.objects.filter(is_seat=True).select_related("commune")
    numbers = telling_numbers().order_by("scheme", "value")
    held = Label.objects.held_by_organisations().in_force(localdate())
    labels = held.select_related("application__call").order_by("-announced_on", "-pk")
    return Organisation.objects.shown().prefetch_related(
        "themes",
        Prefetch("places", queryset=seats, to_attr="seats"),
        Prefetch("identifiers", queryset=numbers),
        Prefetch("labels", queryset=labels, to_attr="held_labels"),
    )


def _label(label: Label) -> OrganisationLabel:
    call: Call = label.application.call  # type: ignore[union-attr]  # an organisation applied for it
    return OrganisationLabel(
        name=call.label_name, call=call.slug, announced_on=label.announced_on, valid_until=label.valid_until
    )


def _read(organisation: Organisation, request: HttpRequest) -> OrganisationRead:
    seats: list[Place] = organisation.seats  # type: ignore[attr-defined]  # see _published
    seat = seats[0] if seats else None
    address = None if organisation.hides_address else seat
    numbers = [
        OrganisationNumber(scheme=IdentifierScheme(each.scheme), value=each.value)
        for each in organisation.identifiers.all()
    ]
    sirens = [number.value for number in numbers if number.scheme == IdentifierScheme.SIREN]
    return OrganisationRead(
        id=sirens[0] if sirens else organisation.slug,
        name=organisation.name,
        short_name=organisation.short_name,
        kinds=[OrganisationKind(kind) for kind in organisation.kinds],
        ess_basis=EssBasis(organisation.ess_basis),
        legal_category=organisation.legal_category,
        numbers=numbers,
        themes=[theme.slug for theme in organisation.themes.all()],
        commune=seat.commune_id if seat else None,
        departement=seat.commune.departement_id if seat else None,
        hides_address=organisation.hides_address,
        labels=[_label(each) for each in organisation.held_labels],  # type: ignore[attr-defined]  # see _published
        street=address.street if address else "",
        postcode=address.postcode if address else "",
        url=request.build_absolute_uri(organisation.get_absolute_url()),
    )
