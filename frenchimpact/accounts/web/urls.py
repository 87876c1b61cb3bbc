"""Addresses of accounts."""

from django.urls import path

from frenchimpact.accounts.web import addresses, codes, factors, losses, privacy, proconnect, security, views

app_name = "accounts"

urlpatterns = [
    path("equipe/premier-acces/<slug:token>/", views.first_operator, name="first_operator"),
    path("equipe/facteurs-perdus/", losses.losses, name="losses"),
    path("equipe/facteurs-perdus/<slug:public_id>/", losses.loss, name="loss"),
    path("connexion/", codes.sign_in, name="sign_in"),
    path("connexion/code/", codes.enter_code, name="enter_code"),
    path("connexion/nom/", codes.complete_account, name="complete_account"),
    path("connexion/cle/", factors.passkey_sign_in, name="passkey_sign_in"),
    path("connexion/second-facteur/", factors.second_factor, name="second_factor"),
    path("connexion/facteur-perdu/", factors.report, name="report_loss"),
    path("connexion/facteur-perdu/<slug:token>/", factors.cancel, name="cancel_loss"),
    path("connexion/proconnect/", proconnect.leave, name="proconnect"),
    path("connexion/proconnect/retour/", proconnect.come_back, name="proconnect_return"),
    path("connexion/<slug:token>/", views.use_link, name="use_link"),
    path("deconnexion/", views.sign_out, name="sign_out"),
    path("compte/", views.account, name="account"),
    path("compte/donnees/", privacy.my_data, name="my_data"),
    path("compte/donnees/export/", privacy.export, name="my_data_export"),
    path("compte/donnees/effacement/", privacy.erasure, name="my_data_erasure"),
    path("compte/sessions/", views.close_sessions, name="close_sessions"),
    path("compte/sessions/<slug:public_id>/", views.close_one_session, name="close_session"),
    path("compte/confirmer/", codes.confirm, name="confirm"),
    path("compte/reprendre/", codes.resume, name="resume"),
    path("compte/adresse/", addresses.change, name="address"),
    path("compte/adresse/code/", addresses.confirm_change, name="address_code"),
    path("compte/adresse/annuler/<slug:token>/", addresses.undo, name="address_undo"),
    path("compte/securite/", security.security, name="security"),
    path("compte/securite/cles/", security.passkey_new, name="passkey_new"),
    path("compte/securite/cles/<slug:public_id>/", security.passkey_rename, name="passkey_rename"),
    path("compte/securite/cles/<slug:public_id>/retrait/", security.passkey_remove, name="passkey_remove"),
    path("compte/securite/application/", security.totp_new, name="totp_new"),
    path("compte/securite/application/retrait/", security.totp_remove, name="totp_remove"),
    path("compte/securite/codes-de-secours/", security.recovery_codes, name="recovery_codes"),
]
