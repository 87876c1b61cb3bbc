"""What the site holds about me: read it, take it away, have it erased."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frenchimpact.accounts.actions import erase_person, note_export, preview_erasure
from frenchimpact.accounts.holdings import Row, holdings
from frenchimpact.accounts.models import SignedInRequest, User
from frenchimpact.accounts.proofs import with_fresh_proof, with_fresh_proof_from
from frenchimpact.accounts.web.archive import archive_of, said
from frenchimpact.accounts.web.privacy_forms import ErasureForm
from frenchimpact.shared.access import SIGNED_IN, open_to

SHOWN = 20  # rows of each holding: the archive has them all


@dataclass(frozen=True)
class Held:
    """What one module holds, as the page shows it."""

    code: str
    title: str
    count: int
    rows: list[list[tuple[str, str]]]

    @property
    def left_out(self) -> int:
        return self.count - len(self.rows)


@open_to(SIGNED_IN, "read own data")
@require_safe
def my_data(request: SignedInRequest) -> HttpResponse:
    return render(request, "accounts/my_data.html", {"held": _held(request.user)})


@open_to(SIGNED_IN, "export own data")
@require_POST
@with_fresh_proof_from("accounts:my_data")
def export(request: SignedInRequest) -> HttpResponseBase:
    now = timezone.now()
    file = archive_of(request.user, at=now, site=settings.SITE_NAME)
    note_export(by=request.user)
    return FileResponse(file, as_attachment=True, filename=f"mes-donnees-{localdate(now):%Y-%m-%d}.zip")


@open_to(SIGNED_IN, "erase own account")
@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_proof
def erasure(request: SignedInRequest) -> HttpResponse:
    """Three steps at one address: what it means, what would be kept, then the word that confirms."""
    obstacles = [sentence for holding in holdings() for sentence in holding.blocks(request.user)]
    if request.method != "POST" or obstacles:
        page = {"held": [held for held in _held(request.user) if held.count], "obstacles": obstacles}
        return render(request, "accounts/my_data_erasure.html", page)
    form = ErasureForm(request.POST if "word" in request.POST else None)
    if not form.is_valid():
        kept = preview_erasure(request.user, at=timezone.now(), by=request.user)
        return render(request, "accounts/my_data_erasure_confirm.html", {"form": form, "kept": kept})
    erase_person(request.user, at=timezone.now(), by=request.user)
    logout(request)
    messages.success(request, "Votre compte est effacé. Un dernier courriel vous le confirme.")
    return redirect("accounts:sign_in")


def _held(person: User) -> list[Held]:
    found = [(holding, holding.rows(person)) for holding in holdings()]
    return [Held(one.code, one.title, len(rows), [_shown(row) for row in rows[:SHOWN]]) for one, rows in found]


def _shown(row: Row) -> list[tuple[str, str]]:
    return [(label, said(value)) for label, value in row.items()]
