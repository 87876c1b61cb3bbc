"""The sections of a page that its team edits: their form, what they hold today, and the action that changes them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model, QuerySet

from frenchimpact.accounts.models import User
from frenchimpact.community.actions import organisations as actions
from frenchimpact.community.models import (
    Identifier,
    IdentifierScheme,
    LinkKind,
    Organisation,
    OrganisationLink,
    Place,
    StatusClaim,
    StatusKind,
)
from frenchimpact.community.models import (
    Kind as OrganisationKind,
)
from frenchimpact.community.web.organisations import forms as given_by

Cleaned = Mapping[str, Any]  # what a form of this section cleans to


@dataclass(frozen=True)
class Section:
    """`rows` for what is a list: the form adds one, and each has a button that takes it away."""

    title: str
    form: type[forms.Form]
    act: Callable[[Organisation, Cleaned, int, User], object]
    initial: Callable[[Organisation], Mapping[str, Any]] = lambda _: {}
    rows: Callable[[Organisation], QuerySet[Any]] | None = None
    submit: str = "Enregistrer"
    tells: str = ""  # what one writes there
    holds: Callable[[Organisation], object] | None = None  # whether it says something already; none where it need not

    def state(self, held: Organisation) -> str:
        """Say whether there is something in it: « rempli », « vide », or nothing."""
        if self.rows is not None:
            count = self.rows(held).count()
            return f"{count}\u00a0en place" if count else "vide"
        if self.holds is None:
            return ""
        return "rempli" if self.holds(held) else "vide"


def _identity(held: Organisation, data: Cleaned, version: int, by: User) -> None:
    kinds = [OrganisationKind(kind) for kind in data["kinds"]]
    given = (data["name"], data["short_name"], kinds, data["legal_category"])
    actions.change_identity(held, given, version=version, by=by)


def _presentation(held: Organisation, data: Cleaned, version: int, by: User) -> None:
    actions.change_presentation(held, data["description"], list(data["themes"]), version=version, by=by)


def _contact(held: Organisation, data: Cleaned, version: int, by: User) -> None:
    actions.change_contact(held, data["contact_email"], data["phone"], version=version, by=by)


def _hiding(held: Organisation, data: Cleaned, version: int, by: User) -> None:
    actions.change_hiding(held, hides=data["hides_address"], version=version, by=by)


def _place(held: Organisation, data: Cleaned, _version: int, by: User) -> None:
    given = (data["label"], data["street"], data["postcode"])
    actions.add_place(held, data["commune"], given, is_seat=data["is_seat"], by=by)


def _status(held: Organisation, data: Cleaned, _version: int, by: User) -> None:
    given = tuple(data[name] for name in ("holds", "source", "stated_on", "number", "granted_on", "expires_on"))
    actions.add_status(held, StatusKind(data["status"]), given, by=by)


def _link(held: Organisation, data: Cleaned, _version: int, by: User) -> None:
    actions.add_link(held, LinkKind(data["kind"]), data["url"], by=by)


def _number(held: Organisation, data: Cleaned, _version: int, by: User) -> None:
    actions.add_number(held, IdentifierScheme(data["scheme"]), data["value"], by=by)


def _logo(held: Organisation, data: Cleaned, version: int, by: User) -> None:
    actions.change_logo(held, data["logo"], name=data["logo"].name, version=version, by=by)


def _slug(held: Organisation, data: Cleaned, _version: int, by: User) -> None:
    actions.change_slug(held, data["slug"], by=by)
    held.refresh_from_db()


SECTIONS: dict[str, Section] = {
    "identite": Section(
        "Nom, nature et forme juridique",
        given_by.IdentityForm,
        _identity,
        lambda held: {name: getattr(held, name) for name in ("name", "short_name", "kinds", "legal_category")},
        tells="Comment elle s’appelle, ce qu’elle est. La forme juridique dit si elle est de l’ESS par statut.",
        holds=lambda held: held.legal_category,
    ),
    "presentation": Section(
        "Présentation et thèmes",
        given_by.WhatForm,
        _presentation,
        lambda held: {"description": held.description, "themes": list(held.themes.values_list("pk", flat=True))},
        tells="Ce qu’elle fait, pour qui, et sur quels sujets on la trouve.",
        holds=lambda held: held.description,
    ),
    "contact": Section(
        "Comment la joindre",
        given_by.ContactForm,
        _contact,
        lambda held: {"contact_email": held.contact_email, "phone": held.phone},
        tells="Une adresse et un téléphone que l’on peut montrer.",
        holds=lambda held: held.contact_email or held.phone,
    ),
    "adresse-masquee": Section(
        "Adresse masquée",
        given_by.HidingForm,
        _hiding,
        lambda held: {"hides_address": held.hides_address},
        tells="Pour un lieu qui protège des personnes.",
    ),
    "lieux": Section(
        "Lieux",
        given_by.PlaceForm,
        _place,
        rows=lambda held: held.places.select_related("commune").order_by("-is_seat", "pk"),
        submit="Ajouter ce lieu",
        tells="Son siège, et où elle agit.",
    ),
    "statuts": Section(
        "Statuts, et leur source",
        given_by.StatusForm,
        _status,
        rows=lambda held: held.statuses.order_by("status", "pk"),
        submit="Ajouter ce statut",
        tells="ESUS, société à mission… avec qui l’affirme, et quand.",
    ),
    "liens": Section(
        "Liens",
        given_by.LinkForm,
        _link,
        rows=lambda held: held.links.order_by("pk"),
        submit="Ajouter ce lien",
        tells="Son site, ses réseaux, une vidéo.",
    ),
    "numeros": Section(
        "Numéros",
        given_by.NumberForm,
        _number,
        rows=lambda held: held.identifiers.order_by("scheme", "value"),
        submit="Ajouter ce numéro",
        tells="SIRET, RNA, registre local… quand elle en a.",
    ),
    "logo": Section(
        "Logo",
        given_by.LogoForm,
        _logo,
        submit="Déposer ce logo",
        tells="Sans logo, une marque est dessinée d’après son nom.",
        holds=lambda held: held.logo_id,
    ),
    "adresse-de-la-page": Section(
        "Adresse de la page",
        given_by.SlugForm,
        _slug,
        lambda held: {"slug": held.slug},
        tells="Ce qui s’écrit après /organisations/.",
    ),
}
ROWS: dict[str, type[Model]] = {
    "lieux": Place,
    "statuts": StatusClaim,
    "liens": OrganisationLink,
    "numeros": Identifier,
}
