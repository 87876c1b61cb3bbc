"""Open a session for a person, whatever proved who they are."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest
from django.utils import timezone

from frenchimpact.accounts.actions import keep_session, remember_session
from frenchimpact.accounts.models import User
from frenchimpact.accounts.queries import open_session_of_key
from frenchimpact.accounts.rules import OPERATOR_SESSION_LASTS, PROOF_LASTS, needs_second_factor

BACKEND = "frenchimpact.accounts.backends.LinkBackend"
BROWSERS = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "Mac"}
STRONG = "second_factor"  # in the session: a second factor was given
PROVED = "proved_at"  # in the session: when its person last proved who they are, in Unix time
SEEN = "seen_at"  # in the session: when it was last written that it is alive
OF_ANYBODY = ("code", "pending", "verified", "identity", "next", "passkey_asked", "oidc", "secret")


def open_session(request: HttpRequest, person: User, *, strong: bool = False) -> None:
    """Sign in under a new session key; a session for the programme ends twelve hours later, active or not."""
    now = timezone.now()
    for name in OF_ANYBODY:
        request.session.pop(name, None)
    login(request, person, backend=BACKEND)
    request.session.cycle_key()  # login() leaves no key when it has emptied somebody else’s session
    request.session[STRONG] = strong
    request.session[PROVED] = request.session[SEEN] = now.timestamp()
    if needs_second_factor(person, now):
        request.session.set_expiry(now + OPERATOR_SESSION_LASTS)
    remember_session(str(request.session.session_key), device=_device_of(request), by=person)


def renew_session(request: HttpRequest, person: User, *, strong: bool) -> None:
    """Note a new proof in the session of this person, and give it a new key; it ends when it was to end."""
    for name in OF_ANYBODY:
        request.session.pop(name, None)
    old = str(request.session.session_key)
    request.session[STRONG] = strong or bool(request.session.get(STRONG))
    request.session[PROVED] = timezone.now().timestamp()
    here = open_session_of_key(old)
    request.session.cycle_key()  # the row of the old key goes, and ours with it
    keep_session(here, str(request.session.session_key), by=person)


def is_strong(request: HttpRequest) -> bool:
    return bool(request.session.get(STRONG)) or not settings.SECOND_FACTOR_REQUIRED


def strengthen(request: HttpRequest) -> None:
    """Note that the person of this session has just given, or set up, a second factor."""
    request.session[STRONG] = True
    request.session[PROVED] = timezone.now().timestamp()


def has_fresh_proof(request: HttpRequest) -> bool:
    """Say whether the person proved who they are less than fifteen minutes ago."""
    age: float = timezone.now().timestamp() - request.session.get(PROVED, 0)
    return age < PROOF_LASTS.total_seconds()


def _device_of(request: HttpRequest) -> str:
    """Browser and system in two words; what else the browser says of itself is not kept."""
    says = request.headers.get("User-Agent", "")
    browser = next((name for mark, name in BROWSERS.items() if mark in says), "Navigateur inconnu")
    system = next((name for mark, name in SYSTEMS.items() if mark in says), "Linux" if "Linux" in says else "")
    return f"{browser}, {system}" if system else browser
