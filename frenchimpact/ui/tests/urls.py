"""A site with nothing but the style guide."""

from django.urls import include, path

urlpatterns = [path("", include("frenchimpact.ui.web.urls"))]
