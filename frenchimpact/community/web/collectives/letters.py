"""The lettre d’engagement: sent by a member's people, read and signed without an account, printed once signed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.community.actions.engagements import send_letter, sign_letter
from frenchimpact.community.models import CollectiveMember, Engagement
from frenchimpact.community.queries.collectives import latest_letter, letter_of, signed_letter
from frenchimpact.community.rules.collectives import LETTER_IS_DEAD, may_write, require_usable
from frenchimpact.community.web.collectives.access import crumbs, read, written
from frenchimpact.community.web.collectives.forms import SignatureForm
from frenchimpact.shared.access import EVERYONE, SIGNED_IN, open_to
from frenchimpact.shared.attempts import carried_out
from frenchimpact.shared.errors import Refusal


@open_to(SIGNED_IN, "read letter of own collective")
@require_safe
def read_letter(request: SignedInRequest, public_id: str, member: str) -> HttpResponse:
    """Show the letter as it was signed, also of a member that has left; else as it was last sent."""
    collective = read(request.user, public_id)
    found = get_object_or_404(CollectiveMember, collective=collective, public_id=member)
    letter = signed_letter(found) or latest_letter(found)
    page = {
        "collective": collective,
        "member": found,
        "letter": letter,
        "may_send": may_write(collective, request.user) and found.left_at is None and not (letter and letter.signed_at),
        "crumbs": crumbs(collective, ("Lettre d’engagement", "")),
    }
    return render(request, "community/collectives/letter.html", page)


@open_to(SIGNED_IN, "send letter of own collective")
@require_POST
def send(request: SignedInRequest, public_id: str, member: str) -> HttpResponse:
    collective = written(request.user, public_id)
    found = get_object_or_404(CollectiveMember, collective=collective, public_id=member, left_at=None)
    send_letter(found, by=request.user, at=timezone.now())
    messages.success(request, f"La lettre part à {found.contact_email}. Son lien est valable 30 jours.")
    return redirect("community:collective_members", public_id)


@open_to(EVERYONE, "sign letter")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def sign(request: HttpRequest, token: str) -> HttpResponse:
    """Show the whole letter, and sign on POST only: programs that open every link of an e-mail sign nothing."""
    letter = _usable(token)
    form = SignatureForm(request.POST if request.method == "POST" else None)
    signed: list[Engagement] = []
    carried_out(form, lambda: signed.append(_signed(token, form)))
    page = {"form": form, "letter": letter, "signed": signed[0] if signed else None, "dead": LETTER_IS_DEAD}
    answer = render(request, "community/collectives/sign.html", page)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


@sensitive_variables("token")
def _usable(token: str) -> Engagement | None:
    try:
        return require_usable(letter_of(token), timezone.now())
    except Refusal:
        return None


@sensitive_variables("token")
def _signed(token: str, form: SignatureForm) -> Engagement:
    data = form.cleaned_data
    return sign_letter(token, data["signatory"], data["capacity"], at=timezone.now())
