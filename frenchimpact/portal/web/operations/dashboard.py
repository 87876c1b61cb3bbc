"""The first page of the team: what asks for attention, what has just happened."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from frenchimpact.accounts.queries import operators_in_force
from frenchimpact.accounts.rules import OPERATORS
from frenchimpact.community.queries.moderation import queue
from frenchimpact.documents.models import Document, Scan
from frenchimpact.journal.models import Event
from frenchimpact.journal.queries import lines
from frenchimpact.messaging.queries import outbox_health
from frenchimpact.portal.web.operations.health import checks
from frenchimpact.shared.access import open_to

LATEST = 10


@open_to(OPERATORS, "read team dashboard")
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    outbox = outbox_health(now)
    page = {
        "alarms": [check for check in checks(now) if not check.is_well],
        "waiting": outbox.waiting,
        "given_up": outbox.given_up,
        "moderation": queue(),
        "documents": Document.objects.filter(scan=Scan.WAITING).count(),
        "operators": operators_in_force(now).count(),
        "lines": lines(Event.objects.order_by("-pk")[:LATEST]),
    }
    return render(request, "portal/operations/dashboard.html", page)
