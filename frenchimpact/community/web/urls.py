"""Addresses of territories."""

from django.urls import path

from frenchimpact.community.web import views
from frenchimpact.community.web.collectives.urls import urlpatterns as collectives
from frenchimpact.community.web.members.urls import urlpatterns as members
from frenchimpact.community.web.moderation.urls import urlpatterns as moderation
from frenchimpact.community.web.organisations.urls import urlpatterns as organisations

app_name = "community"

urlpatterns = [
    path("territoires/", views.territories, name="territories"),
    path("territoires/<slug:slug>/", views.territory, name="territory"),
    *collectives,
    *members,
    *moderation,
    *organisations,
]
