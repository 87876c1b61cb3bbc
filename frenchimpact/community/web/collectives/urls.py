"""Addresses of collectives, joined to those of the community."""

from django.urls import path

from frenchimpact.community.web.collectives import challenges, claims, letters, members, pages, people, perimeters

ONE = "collectifs/<slug:public_id>/"

urlpatterns = [
    path("collectifs/", pages.collectives, name="collectives"),
    path("collectifs/nouveau/", perimeters.new, name="collective_new"),
    path(ONE, pages.collective, name="collective"),
    path(f"{ONE}presentation/", pages.edit, name="collective_edit"),
    path(f"{ONE}perimetre/", perimeters.edit, name="collective_perimeter"),
    path(f"{ONE}cloture/", pages.close, name="collective_close"),
    path(f"{ONE}membres/", members.members, name="collective_members"),
    path(f"{ONE}membres/nouveau/", members.new, name="collective_member_new"),
    path(f"{ONE}membres/<slug:member>/", members.edit, name="collective_member"),
    path(f"{ONE}membres/<slug:member>/retrait/", members.removal, name="collective_member_removal"),
    path(f"{ONE}membres/<slug:member>/lettre/", letters.read_letter, name="collective_letter"),
    path(f"{ONE}membres/<slug:member>/envoi/", letters.send, name="collective_letter_send"),
    path("engagements/<str:token>/", letters.sign, name="letter"),
    path(f"{ONE}personnes/", people.people, name="collective_people"),
    path(f"{ONE}personnes/<slug:seat>/", people.seat, name="collective_seat"),
    path(f"{ONE}personnes/<slug:seat>/retrait/", people.removal, name="collective_seat_end"),
    path(f"{ONE}depart/", people.leave, name="collective_leave"),
    path("collectifs/invitations/<str:token>/", people.answer, name="seat_offer"),
    path(f"{ONE}defis/", challenges.challenges, name="challenges"),
    path(f"{ONE}defis/nouveau/", challenges.new, name="challenge_new"),
    path(f"{ONE}defis/<slug:challenge>/", challenges.edit, name="challenge_edit"),
    path(f"{ONE}defis/<slug:challenge>/retrait/", challenges.removal, name="challenge_removal"),
    path(f"{ONE}defis/<slug:challenge>/rang/", challenges.rank, name="challenge_rank"),
    path("equipe/territoires/", claims.claims, name="territory_claims"),
    path("equipe/territoires/<slug:public_id>/", claims.decide, name="territory_claim"),
    path("equipe/lettre-d-engagement/", claims.wording, name="letter_wording"),
]
