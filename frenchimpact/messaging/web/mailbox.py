"""The development mailbox: what would have been sent. Registered only when settings.DEVELOPMENT_MAILBOX."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from frenchimpact.messaging.models import MailboxItem
from frenchimpact.messaging.web.lists import MAILBOX
from frenchimpact.shared.access import EVERYONE, open_to


@open_to(EVERYONE, "read development mailbox")
@require_safe
def mailbox(request: HttpRequest) -> HttpResponseBase:
    answer = MAILBOX.answer(request, MailboxItem.objects.all())
    if isinstance(answer, HttpResponseBase):
        return answer
    return render(request, "messaging/mailbox.html", {"listing": answer})


@open_to(EVERYONE, "read development e-mail")
@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "messaging/mailbox_item.html", {"item": get_object_or_404(MailboxItem, pk=pk)})
