"""Addresses of the portal."""

from django.urls import path

from frenchimpact.portal.web import pages, previews, register, sharing, space, views
from frenchimpact.portal.web.operations.urls import urlpatterns as operations

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("recherche/", views.search, name="search"),
    path("mon-espace/", space.space, name="space"),
    path("j-ai-une-idee/", pages.idea, name="idea"),
    path("a-propos/", pages.about, name="about"),
    path("le-label/", pages.label, name="label"),
    path("six-axes/", pages.axes, name="axes"),
    path("code-et-donnees/", pages.open_source, name="open_source"),
    path("accessibilite/", pages.accessibility, name="accessibility"),
    path("mentions-legales/", pages.legal, name="legal"),
    path("donnees-personnelles/", pages.privacy, name="privacy"),
    path("donnees-personnelles/registre/", register.register, name="register"),
    path("plan-du-site/", pages.site_map, name="site_map"),
    path("apparence/", pages.appearance, name="appearance"),
    path("actualites.atom", sharing.feed, name="feed"),
    path("sitemap.xml", sharing.sitemap_xml, name="sitemap_xml"),
    path("robots.txt", sharing.robots, name="robots"),
    path("apercu/site.png", previews.site_preview, name="site_preview"),
    path("apercu/territoires/<slug:slug>.png", previews.territory_preview, name="territory_preview"),
    *operations,
]
