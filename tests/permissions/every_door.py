"""The addresses of the site, with the doors that only a demonstration or a developer's machine has."""

from django.urls import URLPattern, URLResolver, include, path

from frenchimpact.config.urls import urlpatterns as site
from frenchimpact.messaging.web.urls import mailbox_urlpatterns
from frenchimpact.portal.web.operations.urls import demo_urlpatterns
from frenchimpact.ui.web.urls import app_name as style_guide
from frenchimpact.ui.web.urls import urlpatterns as style_guide_urlpatterns

DOORS = {"portal": demo_urlpatterns, "messaging": mailbox_urlpatterns}


def with_doors(entry: URLPattern | URLResolver) -> URLPattern | URLResolver:
    if not isinstance(entry, URLResolver) or entry.namespace not in DOORS:
        return entry
    others = [one for one in entry.url_patterns if one not in DOORS[entry.namespace]]
    return path("", include(([*others, *DOORS[entry.namespace]], entry.namespace), namespace=entry.namespace))


urlpatterns = [
    *[with_doors(entry) for entry in site if getattr(entry, "namespace", "") != style_guide],
    path("", include((style_guide_urlpatterns, style_guide))),
]
