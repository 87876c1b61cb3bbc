"""Addresses of territories."""

from django.urls import path

from frenchimpact.community.web import views
from frenchimpact.community.web.members.urls import urlpatterns as members
from frenchimpact.community.web.moderation.urls import urlpatterns as moderation

app_name = "community"

urlpatterns = [
    path("territoires/", views.territories, name="territories"),
    path("territoires/<slug:slug>/", views.territory, name="territory"),
    *members,
    *moderation,
]
