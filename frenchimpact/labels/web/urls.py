"""Addresses of labels: their registry, and what proves one of them."""

from django.urls import path

from frenchimpact.labels.web import public, registry

app_name = "labels"

urlpatterns = [
    path("labels/", registry.registry, name="registry"),
    path("labels/verifier/", public.verify, name="verify"),
    path("labels/<slug:number>/", public.label, name="label"),
    path("labels/<slug:number>/qr.svg", public.qr, name="qr"),
    path("labels/<slug:number>/certificat.pdf", public.certificate, name="certificate"),
]
