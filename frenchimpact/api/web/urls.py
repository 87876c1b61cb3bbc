"""Addresses of the API for people; those for machines are in v1.py."""

from django.urls import path

from frenchimpact.api.web import views

app_name = "api"

urlpatterns = [path("", views.home, name="home")]
