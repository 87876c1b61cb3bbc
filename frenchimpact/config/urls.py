"""Root addresses: each module brings its own pages."""

from django.conf import settings
from django.urls import include, path

from frenchimpact.api.v1 import api

handler500 = "frenchimpact.shared.failures.answer_failure"

urlpatterns = [
    path("", include("frenchimpact.portal.web.urls")),
    path("", include("frenchimpact.accounts.web.urls")),
    path("", include("frenchimpact.messaging.web.urls")),
    path("", include("frenchimpact.geography.web.urls")),
    path("", include("frenchimpact.community.web.urls")),
    path("", include("frenchimpact.questionnaires.web.urls")),
    path("", include("frenchimpact.documents.web.urls")),
    path("", include("frenchimpact.calls.web.urls")),
    path("", include("frenchimpact.labels.web.urls")),
    path("api/", include("frenchimpact.api.web.urls")),
    path("api/v1/", api.urls),
]
if settings.DEVELOPMENT_MAILBOX:
    urlpatterns += [path("", include("frenchimpact.ui.web.urls"))]  # the living style guide
