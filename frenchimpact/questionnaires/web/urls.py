"""Addresses of what people answer."""

from django.urls import path

from frenchimpact.questionnaires.web import fields, reading, writing

app_name = "questionnaires"

SHEET = "reponses/<slug:public_id>/"

urlpatterns = [
    path(SHEET, writing.sheet, name="sheet"),
    path(f"{SHEET}lecture/", reading.read, name="read"),
    path(f"{SHEET}lecture.pdf", reading.pdf, name="pdf"),
    path(f"{SHEET}presence/", fields.presence, name="presence"),
    path(f"{SHEET}champs/<slug:key>/", fields.save, name="field"),
    path(f"{SHEET}versions/<slug:key>/", reading.versions, name="versions"),
    path(f"{SHEET}pieces/<slug:file_id>/", reading.file, name="file"),
]
