"""Addresses of official places."""

from django.urls import path

from frenchimpact.geography.web import views

app_name = "geography"

urlpatterns = [
    path("regions/", views.regions, name="regions"),
    path("regions/<slug:slug>/", views.region, name="region"),
    path("departements/", views.departements, name="departements"),
    path("departements/<slug:code>/", views.departement, name="departement"),
    path("intercommunalites/<slug:siren>/", views.intercommunality, name="epci"),
    path("communes/<slug:code>/", views.commune, name="commune"),
    path("lieux/", views.suggestions, name="suggestions"),
]
