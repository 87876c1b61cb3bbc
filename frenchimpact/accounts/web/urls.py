"""Addresses of accounts."""

from django.urls import path

from frenchimpact.accounts.web import privacy, views

app_name = "accounts"

urlpatterns = [
    path("equipe/premier-acces/<slug:token>/", views.first_operator, name="first_operator"),
    path("connexion/", views.sign_in, name="sign_in"),
    path("connexion/<slug:token>/", views.use_link, name="use_link"),
    path("deconnexion/", views.sign_out, name="sign_out"),
    path("compte/", views.account, name="account"),
    path("compte/donnees/", privacy.my_data, name="my_data"),
    path("compte/donnees/export/", privacy.export, name="my_data_export"),
    path("compte/donnees/effacement/", privacy.erasure, name="my_data_erasure"),
    path("compte/sessions/", views.close_sessions, name="close_sessions"),
]
