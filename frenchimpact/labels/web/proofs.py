"""What machines read: credentials, lists of those that hold no more, keys, who issues."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from frenchimpact.labels.models import Credential, Label, StatusList
from frenchimpact.labels.queries import issuer_profile, published_keys
from frenchimpact.shared.access import EVERYONE, open_to

SIGNED = "application/vc+jwt"  # as Securing Verifiable Credentials using JOSE and COSE has it


@require_safe
@open_to(EVERYONE, "read credential")
def credential(_request: HttpRequest, number: str) -> HttpResponse:
    """Give the credential as it was signed, whatever became of the label: lists and pages say that."""
    shown = Label.objects.shown().filter(number=number)
    found = get_object_or_404(Credential, label__in=shown)
    response = HttpResponse(found.token, content_type=SIGNED)
    response["Content-Disposition"] = f'attachment; filename="attestation-{number}.jwt"'
    return for_other_sites(response)


@require_safe
@open_to(EVERYONE, "read status list")
def status_list(_request: HttpRequest, purpose: str) -> HttpResponse:
    return for_other_sites(HttpResponse(get_object_or_404(StatusList, purpose=purpose).token, content_type=SIGNED))


@require_safe
@open_to(EVERYONE, "read issuer profile")
def issuer(_request: HttpRequest) -> HttpResponse:
    return for_other_sites(JsonResponse(issuer_profile(), json_dumps_params={"ensure_ascii": False}))


@require_safe
@open_to(EVERYONE, "read public keys")
def keys(_request: HttpRequest) -> HttpResponse:
    return for_other_sites(JsonResponse(published_keys(), content_type="application/jwk-set+json"))


def for_other_sites(response: HttpResponse) -> HttpResponse:
    """Let pages of other sites read or show it: it is public, and made to be verified elsewhere."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
