"""Version 1 of the API, and its OpenAPI 3.1 description."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import Http404
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer

from frenchimpact.api import calls, labels, organisations, places, territories
from frenchimpact.api.problems import MEDIA_TYPE, Problem, http_error, not_found, unavailable, wrong_parameters

DESCRIPTION = """Les lieux officiels de France, les territoires, les appels et les labels de French Impact, en lecture,
sans inscription.

Les codes sont ceux de l’INSEE (communes, départements, régions) et les numéros SIREN (intercommunalités).
Chaque réponse porte un ETag : renvoyez-le dans If-None-Match pour ne recevoir que ce qui a changé.
Chaque réseau dispose d’un nombre de requêtes par minute : voyez les en-têtes RateLimit-*.
Un paramètre laissé vide compte pour absent.
Les erreurs suivent la RFC 9457 (application/problem+json)."""
PROBLEMS = {
    "400": "Requête illisible",
    "404": "Introuvable",
    "405": "Méthode non admise",
    "422": "Paramètres à corriger",
    "429": "Trop de requêtes : attendez le nombre de secondes de Retry-After",
    "500": "Erreur de notre côté",
    "503": "Service momentanément indisponible",
}
PROBLEM = "#/components/schemas/Problem"
ETAG = {"ETag": {"description": "Marque de cette réponse", "schema": {"type": "string"}}}


class FrenchJson(JSONRenderer):
    """Accents as they are: shorter, and readable by people who try."""

    json_dumps_params: Mapping[str, Any] = {"ensure_ascii": False}


class PublicApi(NinjaAPI):
    """Ninja’s description, with what the middleware adds to every operation."""

    def get_openapi_schema(self, **options: Any) -> Any:  # noqa: ANN401  # as ninja has it
        schema = super().get_openapi_schema(**options)
        schemas = schema["components"]["schemas"]
        described = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
        schemas.update(described.pop("$defs"))
        schemas["Problem"] = described
        for operations in schema["paths"].values():
            for operation in operations.values():
                _complete(operation)
        return schema


def _complete(operation: dict[str, Any]) -> None:
    """Add what the middleware may answer; a parameter in an address is absent rather than null."""
    responses = {str(status): response for status, response in operation["responses"].items()}
    responses["200"] |= {"description": "Réponse", "headers": ETAG}
    responses["304"] = {"description": "Rien n’a changé depuis l’ETag donné"}
    for status, description in PROBLEMS.items():
        content = {MEDIA_TYPE: {"schema": {"$ref": PROBLEM}}}
        responses[status] = {"description": description, "content": content}
    operation["responses"] = responses
    for parameter in operation["parameters"]:
        kinds = parameter["schema"].pop("anyOf", None)
        if kinds:
            parameter["schema"] = {**next(each for each in kinds if each != {"type": "null"}), **parameter["schema"]}


api = PublicApi(
    title="French Impact",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api-v1",
    docs_url=None,
    renderer=FrenchJson(),
    openapi_extra={"info": {"license": {"name": "Licence Ouverte 2.0", "identifier": "etalab-2.0"}}},
)
api.add_router("", places.router)
api.add_router("", territories.router)
api.add_router("", organisations.router)
api.add_router("", calls.router)
api.add_router("", labels.router)
api.add_exception_handler(Http404, not_found)
api.add_exception_handler(HttpError, http_error)
api.add_exception_handler(ValidationError, wrong_parameters)
api.add_exception_handler(OperationalError, unavailable)
api.add_exception_handler(InterfaceError, unavailable)
