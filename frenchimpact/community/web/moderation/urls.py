"""Addresses of moderation, joined to those of the community."""

from django.urls import path

from frenchimpact.community.web.moderation import decisions, queues

TEAM = "equipe/moderation/"

urlpatterns = [
    path(TEAM, queues.pages, name="moderation"),
    path(f"{TEAM}revendications/", queues.claims, name="moderation_claims"),
    path(f"{TEAM}signalements/", queues.reports, name="moderation_reports"),
    path(f"{TEAM}publication/", queues.publish, name="publish_pages"),
    path(f"{TEAM}pages/<slug:slug>/", decisions.page, name="page_decision"),
    path(f"{TEAM}decisions/<int:pk>/annulation/", decisions.undo, name="decision_undo"),
    path(f"{TEAM}revendications/<slug:public_id>/", decisions.claim, name="claim_decision"),
    path(f"{TEAM}revendications/<slug:public_id>/preuve/", decisions.release_proof, name="proof_release"),
    path(f"{TEAM}signalements/<slug:public_id>/", decisions.report, name="report_decision"),
]
