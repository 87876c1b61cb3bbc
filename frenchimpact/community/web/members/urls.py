"""Addresses of teams, claims and reports, joined to those of the community."""

from django.urls import path

from frenchimpact.community.web.members import abuse, claims, invitations, joining, team

TEAM = "organisations/<slug:slug>/equipe/"

urlpatterns = [
    path(TEAM, team.members, name="members"),
    path(f"{TEAM}inviter/", invitations.new, name="invite"),
    path(f"{TEAM}invitations/<int:pk>/renvoi/", invitations.resend, name="invitation_resend"),
    path(f"{TEAM}invitations/<int:pk>/annulation/", invitations.revoke, name="invitation_revoke"),
    path(f"{TEAM}demandes/<int:pk>/", joining.answer, name="join_answer"),
    path(f"{TEAM}reprises/<slug:public_id>/", claims.object_to, name="claim_objection"),
    path(f"{TEAM}depart/", team.leave, name="leave"),
    path(f"{TEAM}mon-nom/", team.show, name="show_name"),
    path(f"{TEAM}verification/", team.check_again, name="check_again"),
    path(f"{TEAM}<int:pk>/", team.member, name="member"),
    path(f"{TEAM}<int:pk>/retrait/", team.remove, name="member_remove"),
    path(f"{TEAM}<int:pk>/transmission/", team.transfer, name="lead_transfer"),
    path("organisations/<slug:slug>/rejoindre/", joining.ask, name="join"),
    path("organisations/<slug:slug>/revendiquer/", claims.claim, name="claim"),
    path("organisations/<slug:slug>/signaler/", abuse.report, name="report"),
    path("invitations/<slug:token>/", invitations.answer, name="invitation"),
    path("demandes/<int:pk>/retrait/", joining.withdraw, name="join_withdraw"),
    path("revendications/<slug:public_id>/retrait/", claims.withdraw, name="claim_withdraw"),
    path("revendications/<slug:public_id>/preuve/", claims.proof, name="claim_proof"),
]
