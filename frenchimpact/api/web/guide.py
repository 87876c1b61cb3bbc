"""What the try-it page says, read from the API's own description, so that both never differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from ninja import Schema

from frenchimpact.api import calls, labels, organisations, places, territories
from frenchimpact.api.v1 import api
from frenchimpact.community.models import Organisation, Territory


@dataclass(frozen=True)
class Parameter:
    name: str
    description: str
    place: str  # "query" or "path"
    is_required: bool
    kind: str  # of the field: text or number
    bounds: dict[str, int]
    choices: list[str]
    example: str


@dataclass(frozen=True)
class Operation:
    """One operation, with an example that was answered just now (empty where there is nothing to show yet)."""

    name: str
    title: str
    description: str
    path: str
    parameters: list[Parameter]
    example_address: str
    example: str

    @property
    def can_be_tried(self) -> bool:
        return "{" not in self.path


def operations(request: HttpRequest) -> list[Operation]:
    schema = api.get_openapi_schema()
    return [_operation(path, methods["get"], schema, request) for path, methods in schema["paths"].items()]


def _operation(path: str, described: dict[str, Any], schema: dict[str, Any], request: HttpRequest) -> Operation:
    address, answer = EXAMPLES[described["operationId"]](path, request)
    return Operation(
        name=described["operationId"],
        title=described["summary"],
        description=described["description"],
        path=path,
        parameters=[_parameter(each, schema) for each in described["parameters"]],
        example_address=address,
        example=answer.model_dump_json(indent=2) if answer else "",
    )


def _parameter(described: dict[str, Any], schema: dict[str, Any]) -> Parameter:
    shape = described["schema"]
    item = shape.get("items", {})
    named = schema["components"]["schemas"].get(item.get("$ref", "").rpartition("/")[2], item)
    bounds = {"min": shape.get("minimum"), "max": shape.get("maximum"), "maxlength": shape.get("maxLength")}
    return Parameter(
        name=described["name"],
        description=described.get("description", ""),
        place=described["in"],
        is_required=described["required"],
        kind="number" if shape.get("type") == "integer" else "text",
        bounds={name: bound for name, bound in bounds.items() if bound is not None},
        choices=named.get("enum", []),
        example=str(described.get("example", "")),
    )


def _example_of_places(path: str, request: HttpRequest) -> tuple[str, Schema | None]:
    return f"{path}?{urlencode({'q': 'renes', 'limit': 2})}", places.find(request, q="renes", kind=[], limit=2)


def _example_of_territories(path: str, request: HttpRequest) -> tuple[str, Schema | None]:
    answer = territories.list_all(request, cursor="", limit=1, wave=None, region="")
    answer.next = answer.next and answer.next.replace(request.path, path)
    return f"{path}?limit=1", answer


def _example_of_one_territory(path: str, request: HttpRequest) -> tuple[str, Schema | None]:
    slug = Territory.objects.order_by("pk").values_list("slug", flat=True).first()
    if slug is None:
        return path, None
    return path.replace("{slug}", slug), territories.read(request, slug=slug)


def _example_of_calls(path: str, request: HttpRequest) -> tuple[str, Schema | None]:
    answer = calls.list_calls(request, cursor="", limit=1)
    answer.next = answer.next and answer.next.replace(request.path, path)
    return f"{path}?limit=1", answer


def _example_of_labels(path: str, request: HttpRequest) -> tuple[str, Schema | None]:
    answer = labels.list_labels(request, cursor="", limit=1, territory="", wave=None, since=None)
    answer.next = answer.next and answer.next.replace(request.path, path)
    return f"{path}?limit=1", answer


def _example_of_organisations(path: str, request: HttpRequest) -> tuple[str, Schema | None]:
    answer = organisations.list_organisations(request, cursor="", limit=1, q="", kind=None, theme="", departement="")
    answer.next = answer.next and answer.next.replace(request.path, path)
    return f"{path}?limit=1", answer


def _example_of_one_organisation(path: str, request: HttpRequest) -> tuple[str, Schema | None]:
    slug = Organisation.objects.shown().order_by("pk").values_list("slug", flat=True).first()
    if slug is None:
        return path, None
    return path.replace("{id}", slug), organisations.read_organisation(request, id=slug)


EXAMPLES: dict[str, Callable[[str, HttpRequest], tuple[str, Schema | None]]] = {
    "findPlaces": _example_of_places,
    "listTerritories": _example_of_territories,
    "readTerritory": _example_of_one_territory,
    "listCalls": _example_of_calls,
    "listLabels": _example_of_labels,
    "listOrganisations": _example_of_organisations,
    "readOrganisation": _example_of_one_organisation,
}
