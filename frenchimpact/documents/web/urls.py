"""Addresses of files that wait for the team."""

from django.urls import path

from frenchimpact.documents.web import waiting

app_name = "documents"

urlpatterns = [
    path("equipe/documents/", waiting.waiting, name="waiting"),
    path("equipe/documents/<slug:public_id>/", waiting.release, name="release"),
]
