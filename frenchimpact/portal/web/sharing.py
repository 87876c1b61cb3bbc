"""What other sites and readers fetch: Atom feed, sitemap, robots, preview pictures."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from frenchimpact.calls.models import Call
from frenchimpact.calls.queries.news import news_of_calls
from frenchimpact.community.models import Organisation, Territory
from frenchimpact.geography.models import Departement, Intercommunality, Region
from frenchimpact.labels.models import Label
from frenchimpact.labels.queries.news import news_of_labels
from frenchimpact.shared.access import EVERYONE, open_to
from frenchimpact.ui.templatetags.ui import date_with_precision

PARIS = ZoneInfo("Europe/Paris")
FEED_LENGTH = 50
PAGES = ("home", "idea", "about", "label", "axes", "open_source", "accessibility", "legal", "privacy", "site_map")


@require_safe
@open_to(EVERYONE, "read news feed")
@cache_control(public=True, max_age=3600)
def feed(request: HttpRequest) -> HttpResponse:
    home = request.build_absolute_uri(reverse("portal:home"))
    news = Atom1Feed(
        title="French Impact : les nouvelles",
        link=home,
        description="Les labels et les nouvelles de l’accélérateur national d’innovation sociale.",
        language="fr",
        feed_url=request.build_absolute_uri(),
        author_name="French Impact",
    )
    shown = Label.objects.shown().select_related("territory", "application__call").exclude(territory=None)
    for label in shown.order_by("-announced_on", "territory__name")[:FEED_LENGTH]:
        _add_label(news, label, request)
    for one in [*news_of_calls(timezone.now()), *news_of_labels()]:
        link = request.build_absolute_uri(one.link)
        news.add_item(title=one.title, link=link, description=one.text, pubdate=one.at, updateddate=one.at)
    return HttpResponse(news.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _add_label(news: Atom1Feed, label: Label, request: HttpRequest) -> None:
    assert label.territory  # noqa: S101  # a shown label has one: see the query
    when = datetime.combine(label.announced_on, time(), PARIS)
    known = date_with_precision(label.announced_on, label.precision)
    news.add_item(
        title=f"{label.territory} reçoit le label « Territoire French Impact »",
        link=request.build_absolute_uri(label.territory.get_absolute_url()),
        description=f"Annonce : {known} ({label.wave_title}). {label.validity.capitalize()}.",
        pubdate=when,
        updateddate=when,
    )


class Addresses(Sitemap):  # type: ignore[type-arg]  # generic for the type checker only
    """Every public page that is worth finding, but for the 35 000 communes, which are reached from them."""

    limit = 5000

    def items(self) -> list[str]:
        return [
            *[reverse(f"portal:{name}") for name in PAGES],
            reverse("community:territories"),
            reverse("community:organisations"),
            reverse("calls:calls"),
            reverse("labels:registry"),
            reverse("labels:verify"),
            *[label.get_absolute_url() for label in Label.objects.shown().exclude(number=None).order_by("pk")],
            *[call.get_absolute_url() for call in Call.objects.shown().order_by("pk")],
            reverse("geography:regions"),
            reverse("geography:departements"),
            *[territory.get_absolute_url() for territory in Territory.objects.order_by("pk")],
            *[each.get_absolute_url() for each in Organisation.objects.shown().only("slug").order_by("pk")],
            *[reverse("geography:region", args=[region.slug]) for region in Region.objects.order_by("pk")],
            *[reverse("geography:departement", args=[each.pk]) for each in Departement.objects.order_by("pk")],
            *[reverse("geography:epci", args=[each.pk]) for each in Intercommunality.objects.order_by("pk")],
        ]

    def location(self, item: str) -> str:
        return item


@require_safe
@open_to(EVERYONE, "read sitemap")
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    return sitemap(request, {"pages": Addresses})


@require_safe
@open_to(EVERYONE, "read robots rules")
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /recherche/",
        "Disallow: /equipe/",
        f"Sitemap: {request.build_absolute_uri(reverse('portal:sitemap_xml'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
