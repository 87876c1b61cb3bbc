"""The one door to a sheet: its owner is asked each time, and a stranger learns nothing."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.questionnaires.models import AnswerSheet
from frenchimpact.questionnaires.owners import owner_of


def readable(request: SignedInRequest, public_id: str) -> AnswerSheet:
    sheet = get_object_or_404(AnswerSheet.objects.select_related("version__form"), public_id=public_id)
    if not owner_of(sheet).may_read(sheet, request.user):
        raise Http404
    return sheet


def writable(request: SignedInRequest, public_id: str) -> AnswerSheet:
    sheet = readable(request, public_id)
    if not may_write(request, sheet):
        raise Http404
    return sheet


def may_write(request: SignedInRequest, sheet: AnswerSheet) -> bool:
    return owner_of(sheet).may_write(sheet, request.user, timezone.now())


def crumbs(sheet: AnswerSheet, title: str) -> list[tuple[str, str]]:
    owner = owner_of(sheet)
    return [(owner.title_of(sheet), owner.address_of(sheet)), (title, "")]
