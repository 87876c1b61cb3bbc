"""Addresses of calls: those of everybody, those of collectives, those of the team."""

from django.urls import path

from frenchimpact.calls.web import (
    applications,
    officer_batch,
    officer_board,
    officer_decisions,
    officer_desk,
    officer_notes,
    officer_steps,
    operator_calls,
    operator_rules,
    operator_waves,
    public,
    submissions,
)
from frenchimpact.calls.web.committees import briefs, conflicts, grid, interests, pool, rankings, readings, space, waves

app_name = "calls"

urlpatterns = [
    # Everybody
    path("appels/", public.calls, name="calls"),
    path("appels/<slug:slug>/", public.call, name="call"),
    path("appels/<slug:slug>/questionnaire/", public.questionnaire, name="questionnaire"),
    path("appels/<slug:slug>/dates.ics", public.dates, name="dates"),
    path("appels/<slug:slug>/vague-<int:number>.ics", public.wave_dates, name="wave_dates"),
    # Collectives
    path("appels/<slug:slug>/candidater/", applications.apply, name="apply"),
    path("candidatures/", applications.applications, name="applications"),
    path("candidatures/<slug:public_id>/", applications.application, name="application"),
    path("candidatures/<slug:public_id>/dates.ics", applications.dates, name="application_dates"),
    path("candidatures/<slug:public_id>/dossier.pdf", submissions.draft_file, name="draft_file"),
    path("candidatures/<slug:public_id>/depot/", submissions.submit, name="submit"),
    path("candidatures/<slug:public_id>/recepisse/", submissions.receipt, name="receipt"),
    path("candidatures/<slug:public_id>/recepisse.pdf", submissions.receipt_file, name="receipt_file"),
    path("candidatures/<slug:public_id>/depots/<int:number>/", submissions.submission, name="submission"),
    path("candidatures/<slug:public_id>/depots/<int:number>.pdf", submissions.submission_file, name="submission_file"),
    path("candidatures/<slug:public_id>/complements/", submissions.complements, name="complements"),
    path("candidatures/<slug:public_id>/retrait/", applications.withdraw, name="withdraw"),
    # The team: calls and waves
    path("equipe/appels/", operator_calls.calls, name="operator_calls"),
    path("equipe/appels/creation/", operator_calls.create, name="operator_call_new"),
    path("equipe/appels/territoire/", operator_calls.ship, name="operator_call_ship"),
    path("equipe/appels/structure/", operator_calls.ship_support, name="operator_call_ship_support"),
    path("equipe/appels/<slug:slug>/", operator_calls.call, name="operator_call"),
    path("equipe/appels/<slug:slug>/reglages/", operator_calls.edit, name="operator_call_edit"),
    path("equipe/appels/<slug:slug>/ouverture/", operator_calls.open_, name="operator_call_open"),
    path("equipe/appels/<slug:slug>/cloture/", operator_calls.close, name="operator_call_close"),
    path("equipe/appels/<slug:slug>/regles/", operator_rules.rules, name="operator_rules"),
    path("equipe/appels/<slug:slug>/regles/ajout/", operator_rules.create, name="operator_rule_new"),
    path("equipe/appels/<slug:slug>/regles/<slug:key>/", operator_rules.edit, name="operator_rule"),
    path("equipe/appels/<slug:slug>/regles/<slug:key>/rang/", operator_rules.move, name="operator_rule_move"),
    path("equipe/appels/<slug:slug>/regles/<slug:key>/retrait/", operator_rules.remove, name="operator_rule_removal"),
    path("equipe/appels/<slug:slug>/vagues/creation/", operator_waves.create, name="operator_wave_new"),
    path("equipe/appels/<slug:slug>/vagues/<int:number>/", operator_waves.edit, name="operator_wave_edit"),
    path(
        "equipe/appels/<slug:slug>/vagues/<int:number>/prorogation/",
        operator_waves.prorogue,
        name="operator_wave_prorogue",
    ),
    path("equipe/appels/<slug:slug>/vagues/<int:number>/places/", rankings.places, name="operator_wave_places"),
    path("equipe/appels/<slug:slug>/vagues/<int:number>/<slug:name>/", operator_waves.step, name="operator_wave_step"),
    # The team: committees
    path("equipe/appels/<slug:slug>/comite/", pool.committee, name="operator_committee"),
    path("equipe/appels/<slug:slug>/comite/constitution/", pool.set_up, name="operator_committee_set_up"),
    path("equipe/appels/<slug:slug>/comite/nomination/", pool.appoint, name="operator_member_new"),
    path("equipe/appels/<slug:slug>/comite/<slug:public_id>/", pool.member, name="operator_member"),
    path("equipe/appels/<slug:slug>/comite/<slug:public_id>/fin/", pool.end, name="operator_member_end"),
    path("equipe/appels/<slug:slug>/grille/", grid.grid, name="operator_grid"),
    path("equipe/appels/<slug:slug>/grille/creation/", grid.create, name="operator_criterion_new"),
    path("equipe/appels/<slug:slug>/grille/<slug:key>/", grid.edit, name="operator_criterion"),
    path("equipe/appels/<slug:slug>/grille/<slug:key>/retrait/", grid.remove, name="operator_criterion_removal"),
    # Those who sit on committees
    path("comite/", space.space, name="committee_space"),
    path("comite/<slug:slug>/interets/", interests.interests, name="committee_interests"),
    path("comite/<slug:slug>/interets/ajout/", interests.add, name="committee_interest_new"),
    path("comite/<slug:slug>/interets/<int:pk>/retrait/", interests.remove, name="committee_interest_removal"),
    path("comite/<slug:slug>/fiches.pdf", briefs.briefs, name="committee_briefs"),
    path("comite/<slug:slug>/depart/", interests.leave, name="committee_leave"),
    path("comite/<slug:slug>/liens/", conflicts.conflicts, name="committee_conflicts"),
    path("comite/<slug:slug>/liens/recherche/", conflicts.look, name="committee_conflicts_look"),
    path("comite/<slug:slug>/liens/<int:pk>/", conflicts.conflict, name="committee_conflict"),
    path("comite/<slug:slug>/vagues/<int:number>/", waves.wave, name="committee_wave"),
    path("comite/<slug:slug>/vagues/<int:number>/classement/", rankings.ranking, name="committee_ranking"),
    path("comite/<slug:slug>/vagues/<int:number>/repartition/", waves.ask, name="committee_ask"),
    path("comite/<slug:slug>/vagues/<int:number>/validation/", waves.validate, name="committee_validate"),
    path("comite/<slug:slug>/vagues/<int:number>/lectures-imposees/", waves.pin, name="committee_pin"),
    path("comite/<slug:slug>/vagues/<int:number>/lectures-imposees/<int:pk>/", waves.unpin, name="committee_unpin"),
    path("comite/<slug:slug>/dossiers/<slug:public_id>/lecteurs/", waves.fewer, name="committee_fewer"),
    path("comite/lectures/<slug:public_id>/", readings.reading, name="committee_reading"),
    path("comite/lectures/<slug:public_id>/envoi/", readings.submit, name="committee_reading_submit"),
    path("comite/lectures/<slug:public_id>/deport/", readings.recuse, name="committee_recuse"),
    path("equipe/candidatures/<slug:public_id>/comite/", readings.send, name="officer_send"),
    # Officers
    path("equipe/candidatures/", officer_desk.desk, name="officer_desk"),
    path("equipe/candidatures/vue-d-ensemble/", officer_board.overview, name="officer_board"),
    path("equipe/candidatures/vues/", officer_board.keep, name="officer_view_new"),
    path("equipe/candidatures/vues/<int:pk>/suppression/", officer_board.drop, name="officer_view_drop"),
    path("equipe/candidatures/lot/", officer_batch.batch, name="officer_batch"),
    path("equipe/candidatures/lots/<int:pk>/", officer_batch.handover, name="officer_handover"),
    path("equipe/candidatures/<slug:public_id>/", officer_desk.application, name="officer_application"),
    path("equipe/candidatures/<slug:public_id>/prise-en-charge/", officer_steps.take, name="officer_take"),
    path("equipe/candidatures/<slug:public_id>/attribution/", officer_steps.assign, name="officer_assign"),
    path(
        "equipe/candidatures/<slug:public_id>/recevabilite/", officer_steps.admissibility, name="officer_admissibility"
    ),
    path("equipe/candidatures/<slug:public_id>/completude/", officer_steps.complete, name="officer_complete"),
    path("equipe/candidatures/<slug:public_id>/complements/", officer_steps.complements, name="officer_complements"),
    path("equipe/candidatures/<slug:public_id>/proposition/", officer_steps.proposal, name="officer_propose"),
    path("equipe/candidatures/<slug:public_id>/delai/", officer_notes.extension, name="officer_extension"),
    path("equipe/candidatures/<slug:public_id>/echanges/", officer_notes.exchange, name="officer_exchange"),
    path("equipe/candidatures/<slug:public_id>/echanges/<int:pk>/rature/", officer_notes.strike, name="officer_strike"),
    path("equipe/candidatures/<slug:public_id>/lettre.pdf", officer_decisions.officer_letter, name="officer_letter"),
    # The deciding authority
    path("equipe/decisions/", officer_decisions.decisions, name="officer_decisions"),
    path("equipe/decisions/<slug:public_id>/", officer_decisions.decide, name="officer_decide"),
    path("equipe/decisions/<slug:public_id>/renvoi/", officer_decisions.back, name="officer_send_back"),
    # The decision, as the collective opens it
    path("candidatures/<slug:public_id>/decision/", officer_decisions.decision, name="decision"),
    path("candidatures/<slug:public_id>/decision/ouverture/", officer_decisions.decision_read, name="decision_read"),
    path(
        "candidatures/<slug:public_id>/decision/lettre.pdf", officer_decisions.decision_letter, name="decision_letter"
    ),
]
