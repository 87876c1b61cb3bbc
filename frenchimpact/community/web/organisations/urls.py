"""Addresses of organisations, joined to those of the community; fixed ones before those of a page."""

from django.urls import path

from frenchimpact.community.web.organisations import creation, edition, public

ONE = "organisations/<slug:slug>/"

urlpatterns = [
    path("organisations/", public.directory, name="organisations"),
    path("organisations/nouvelle/", creation.who, name="organisation_new"),
    path("organisations/nouvelle/lieu/", creation.where, name="organisation_where"),
    path("organisations/nouvelle/projet/", creation.what, name="organisation_what"),
    path(ONE, public.organisation, name="organisation"),
    path(f"{ONE}logo/", public.logo, name="organisation_logo"),
    path(f"{ONE}modifier/", edition.edit, name="organisation_edit"),
    path(f"{ONE}modifier/logo/retrait/", edition.logo_removal, name="organisation_logo_removal"),
    path(f"{ONE}modifier/<slug:section>/", edition.edit_section, name="organisation_section"),
    path(f"{ONE}modifier/<slug:section>/<int:pk>/retrait/", edition.remove, name="organisation_remove"),
]
