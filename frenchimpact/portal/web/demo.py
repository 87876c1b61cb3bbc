"""The door of the demonstration: enter as each of its fictional people. Registered only when settings.DEMO."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from frenchimpact.accounts.sessions import open_session
from frenchimpact.portal.queries import demo_people
from frenchimpact.shared.access import EVERYONE, open_to


@open_to(EVERYONE, "choose a demo role")
@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/demo.html", {"people": demo_people()})


@open_to(EVERYONE, "enter as demo role")
@require_POST
def enter(request: HttpRequest, role: str) -> HttpResponse:
    person = next((person for person in demo_people() if person.role == role), None)
    if person is None:
        raise Http404
    open_session(request, person.account)
    return redirect(person.door)
