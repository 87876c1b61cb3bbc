"""Errors as RFC 9457 problem details, in French."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

MEDIA_TYPE = "application/problem+json"
RETRY_LATER = "30"  # seconds
TITLES = {
    HTTPStatus.BAD_REQUEST: "Requête illisible",
    HTTPStatus.NOT_FOUND: "Introuvable",
    HTTPStatus.METHOD_NOT_ALLOWED: "Méthode non admise",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Paramètres à corriger",
    HTTPStatus.TOO_MANY_REQUESTS: "Trop de requêtes",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Erreur de notre côté",
    HTTPStatus.SERVICE_UNAVAILABLE: "Service momentanément indisponible",
}
DETAILS = {
    HTTPStatus.BAD_REQUEST: "La requête n’a pas pu être lue. Vérifiez son adresse et son encodage (UTF-8).",
    HTTPStatus.NOT_FOUND: "Rien ne répond à cette adresse. La liste des adresses est sur la page /api/.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Cette interface se lit seulement : utilisez GET.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "L’erreur est enregistrée. Réessayez plus tard.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Réessayez dans une minute.",
}
# What a wrong parameter is told, by pydantic's type of error; the rest gets the last sentence.
SENTENCES = {
    "missing": "Ce paramètre est obligatoire.",
    "int_parsing": "Donnez un nombre entier.",
    "greater_than_equal": "La plus petite valeur admise est {ge}.",
    "less_than_equal": "La plus grande valeur admise est {le}.",
    "string_too_long": "Au plus {max_length} caractères.",
    "string_too_short": "Au moins {min_length} caractère.",
    "too_long": "Au plus {max_length} valeurs.",
    "enum": "Valeurs admises : {expected}.",
    "string_pattern_mismatch": "La forme de cette valeur n’est pas celle attendue.",
}
OTHERWISE = "Cette valeur n’est pas admise."


class WrongParameter(Schema):
    parameter: str = Field(description="Nom du paramètre", examples=["limit"])
    message: str = Field(description="Ce qui est attendu", examples=["La plus grande valeur admise est 50."])


class Problem(Schema):
    """Erreur, selon la RFC 9457."""

    type: str = Field(
        description="Toujours « about:blank » : le titre et le statut disent tout", examples=["about:blank"]
    )
    title: str = Field(description="Nature de l’erreur", examples=["Introuvable"])
    status: int = Field(description="Statut HTTP", examples=[404])
    detail: str = Field(description="Explication, et comment en sortir")
    instance: str = Field(description="Adresse demandée", examples=["/api/v1/territories/inconnu"])
    errors: list[WrongParameter] = Field([], description="Paramètres à corriger (statut 422)")


def problem(
    request: HttpRequest, status: int, detail: str = "", errors: list[dict[str, str]] | None = None
) -> HttpResponse:
    """Answer with a problem; `detail` defaults to the sentence of its status."""
    known = HTTPStatus(status)
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(known, "Erreur"),
        "status": known.value,
        "detail": detail or DETAILS.get(known, "La requête n’a pas abouti."),
        "instance": request.path,
        "errors": errors or [],
    }
    response = JsonResponse(
        body, status=known.value, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False}
    )
    if known == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = RETRY_LATER
    return response


def not_found(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    detail = str(error) if isinstance(error, Http404) else ""
    return problem(request, HTTPStatus.NOT_FOUND, detail)


def http_error(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    if not isinstance(error, HttpError):
        return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR)
    return problem(request, error.status_code, error.message)


def wrong_parameters(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """Say of each parameter what is expected."""
    found = error.errors if isinstance(error, ValidationError) else []
    errors = [{"parameter": _name(each["loc"]), "message": _sentence(each)} for each in found]
    names = ", ".join(dict.fromkeys(each["parameter"] for each in errors))
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, f"Corrigez : {names}.", errors)


def unavailable(request: HttpRequest, _error: Exception | type[Exception]) -> HttpResponse:
    return problem(request, HTTPStatus.SERVICE_UNAVAILABLE)


def _name(location: tuple[str | int, ...]) -> str:
    """Find the parameter in a location such as ("query", "kind", 0)."""
    return str(next((part for part in location[1:] if isinstance(part, str)), location[0]))


def _sentence(error: dict[str, Any]) -> str:
    context = {**error.get("ctx", {})}
    if error["type"] == "enum":
        context["expected"] = str(context.get("expected", "")).replace(" or ", ", ").replace("'", "")
    return SENTENCES.get(error["type"], OTHERWISE).format(**context)
