"""Open a session for a person, whatever proved who they are."""

from django.contrib.auth import login
from django.http import HttpRequest
from django.utils import timezone

from frenchimpact.accounts.actions import remember_session
from frenchimpact.accounts.models import User
from frenchimpact.accounts.rules import OPERATOR_SESSION_LASTS, is_operator

BACKEND = "frenchimpact.accounts.backends.LinkBackend"
BROWSERS = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "Mac"}


def open_session(request: HttpRequest, person: User) -> None:
    """Sign in under a new session key; an operator’s session ends twelve hours later, active or not."""
    now = timezone.now()
    login(request, person, backend=BACKEND)
    request.session.cycle_key()  # login() leaves no key when it has emptied somebody else’s session
    if is_operator(person, now):
        request.session.set_expiry(now + OPERATOR_SESSION_LASTS)
    remember_session(str(request.session.session_key), device=_device_of(request), by=person)


def _device_of(request: HttpRequest) -> str:
    """Browser and system in two words; what else the browser says of itself is not kept."""
    says = request.headers.get("User-Agent", "")
    browser = next((name for mark, name in BROWSERS.items() if mark in says), "Navigateur inconnu")
    system = next((name for mark, name in SYSTEMS.items() if mark in says), "Linux" if "Linux" in says else "")
    return f"{browser}, {system}" if system else browser
