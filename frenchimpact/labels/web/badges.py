"""The badge that a holder puts on its own site: a picture that says where the label stands today, and no script."""

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from frenchimpact.labels.models import State
from frenchimpact.labels.queries import standing_of
from frenchimpact.labels.web.proofs import for_other_sites
from frenchimpact.labels.web.public import shown_or_404
from frenchimpact.shared.access import EVERYONE, open_to

SOON = 300  # seconds: a suspension is seen on other sites within five minutes
INKS = {State.ACTIVE: "#1f6f48", State.SUSPENDED: "#835c00", State.WITHDRAWN: "#b83a24"}
FITTED = ' textLength="262" lengthAdjust="spacingAndGlyphs"'
LONGEST_NAME = 28  # signs that stand in it as they are
ENDED_INK = "#525c73"
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="72" viewBox="0 0 300 72" role="img">'
    "<title>{title}</title>"
    '<rect x="1" y="1" width="298" height="70" rx="6" fill="#fffdf8" stroke="{ink}" stroke-width="2"/>'
    '<rect x="1" y="1" width="10" height="70" rx="5" fill="{ink}"/>'
    '<g font-family="system-ui, sans-serif" fill="#14213d">'
    '<text x="24" y="28" font-size="17" font-weight="700"{fit}>{name}</text>'
    '<text x="24" y="52" font-size="14"><tspan font-weight="700" fill="{ink}">{state}</tspan> {number}</text>'
    "</g></svg>"
)


@require_safe
@open_to(EVERYONE, "read badge")
@cache_control(public=True, max_age=SOON)
def badge(_request: HttpRequest, number: str) -> HttpResponse:
    label = shown_or_404(number)
    standing = standing_of(label, localdate())
    told = {"title": standing.sentence, "ink": INKS.get(standing.state, ENDED_INK), "state": standing.name}
    picture = format_html(PICTURE, number=label.number, name=label.name, fit=_fit(label.name), **told)
    return for_other_sites(HttpResponse(picture, content_type="image/svg+xml"))


def _fit(name: str) -> str:
    """Squeeze a long name into the width of the picture."""
    return mark_safe(FITTED) if len(name) > LONGEST_NAME else ""  # noqa: S308  # our own words
