"""Addresses of labels: their registry, what proves one of them, what is decided of it."""

from django.urls import path

from frenchimpact.labels.web import badges, desk, holders, proofs, public, records, registry

app_name = "labels"

urlpatterns = [
    path("labels/", registry.registry, name="registry"),
    path("labels/verifier/", public.verify, name="verify"),
    # Machines; credentials carry these addresses for years
    path("labels/emetteur.json", proofs.issuer, name="issuer"),
    path("labels/cles.json", proofs.keys, name="keys"),
    path("labels/etats/<slug:purpose>.jwt", proofs.status_list, name="status_list"),
    # One label
    path("labels/<slug:number>/", public.label, name="label"),
    path("labels/<slug:number>/qr.svg", public.qr, name="qr"),
    path("labels/<slug:number>/certificat.pdf", public.certificate, name="certificate"),
    path("labels/<slug:number>/badge.svg", badges.badge, name="badge"),
    path("labels/<slug:number>/attestation.jwt", proofs.credential, name="credential"),
    # What a wave was decided on
    path("appels/<slug:slug>/vague-<int:number>/releve/", records.wave_record, name="wave_record"),
    path("appels/<slug:slug>/vague-<int:number>/releve.json", records.wave_record_file, name="wave_record_file"),
    path(
        "appels/<slug:slug>/vague-<int:number>/releve.jws", records.wave_record_signature, name="wave_record_signature"
    ),
    # Its collective
    path("labels/<slug:number>/suivi/", holders.follow, name="follow"),
    path("labels/<slug:number>/actes/<int:pk>.pdf", holders.act_letter, name="act_letter"),
    # The team and the deciding authority
    path("equipe/labels/", desk.desk, name="desk"),
    path("equipe/labels/<slug:number>/", desk.desk_label, name="desk_label"),
    path("equipe/labels/<slug:number>/suspension/", desk.suspend, name="suspend"),
    path("equipe/labels/<slug:number>/levee/", desk.lift, name="lift"),
    path("equipe/labels/<slug:number>/remplacement/", desk.replace, name="replace"),
    path("equipe/labels/<slug:number>/retrait/", desk.withdraw, name="withdraw"),
]
