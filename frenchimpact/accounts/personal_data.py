"""What this module and the journal below it hold about a person, and the purge of accounts that nobody uses."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from frenchimpact.accounts import queries
from frenchimpact.accounts.actions.erasure import (
    announce_purge_of_account,
    end_everything_of,
    purge_account,
)
from frenchimpact.accounts.holdings import Holding, Row, register
from frenchimpact.accounts.models import Totp, User
from frenchimpact.accounts.purges import Purge
from frenchimpact.accounts.purges import register as register_purge
from frenchimpact.journal.kinds import known
from frenchimpact.journal.models import Event


def _identity(person: User) -> Sequence[Row]:
    return [
        {
            "Prénom et nom": person.name,
            "Adresse électronique": person.email,
            "Inscription": person.joined_at,
            "Dernière connexion": person.last_login,
        }
    ]


def _appointments(person: User) -> Sequence[Row]:
    return [
        {
            "Fonction": appointment.get_capacity_display(),
            "Qualité": appointment.title,
            "Délégation": appointment.delegation,
            "Depuis": appointment.since,
            "Jusqu’au": appointment.until,
            "Motif de fin": appointment.end_reason,
        }
        for appointment in person.appointments.order_by("since")
    ]


def _closures(person: User) -> Sequence[Row]:
    return [
        {
            "Compte fermé le": closure.at,
            "Motif": closure.reason,
            "Rouvert le": closure.reopened_at,
            "Motif de réouverture": closure.reopening_reason,
        }
        for closure in queries.closures_of(person)
    ]


def _sessions(person: User) -> Sequence[Row]:
    return [
        {"Appareil": one.device, "Ouverte le": one.since, "Se ferme le": one.session.expire_date}
        for one in person.open_sessions.select_related("session").order_by("since")
    ]


def _keys(person: User) -> Sequence[Row]:
    """List what signs in, never what is secret in it."""
    keys: list[Row] = [
        {"Clé d’accès": key.name, "Ajoutée le": key.added_at, "Utilisée le": key.used_at}
        for key in person.passkeys.order_by("added_at")
    ]
    totps: list[Row] = [{"Application de codes": "oui", "Ajoutée le": one.added_at} for one in _totps(person)]
    codes: list[Row] = [
        {"Code de secours fait le": code.made_at, "Utilisé le": code.used_at} for code in person.recovery_codes.all()
    ]
    identities: list[Row] = [
        {"Identité": one.issuer, "Identifiant": one.subject, "SIRET de l’employeur": one.siret, "Depuis": one.since}
        for one in person.identities.order_by("since")
    ]
    return [*keys, *totps, *codes, *identities, *_mended(person)]


def _totps(person: User) -> QuerySet[Totp]:
    return Totp.objects.filter(person=person)


def _mended(person: User) -> list[Row]:
    changes: list[Row] = [
        {"Ancienne adresse": change.old_email, "Nouvelle adresse": change.new_email, "Le": change.at}
        for change in person.address_changes.order_by("at")
    ]
    losses: list[Row] = [
        {"Second facteur perdu le": loss.asked_at, "Message": loss.message, "Réponse": loss.answer}
        for loss in person.factor_losses.order_by("asked_at")
    ]
    return [*changes, *losses]


def _journal(person: User) -> Sequence[Row]:
    lines = Event.objects.filter(actor_id=person.pk).order_by("-pk").values_list("at", "verb")
    return [{"Le": at, "Fait": known[verb].phrase if verb in known else verb} for at, verb in lines]


def _nothing_more(_person: User, _at: datetime) -> Sequence[str]:
    return ()


def _keep_journal(_person: User, _at: datetime) -> Sequence[str]:
    return ["Le journal garde ce qui s’est fait sous un simple numéro, qui ne mène plus à vous."]


def _last_operator(person: User) -> Sequence[str]:
    if queries.is_last_operator(person):
        return ["Vous êtes la dernière personne de l’équipe du programme : nommez-en d’abord une autre."]
    return ()


# The row of the person itself is emptied by `erase_person`.
register(Holding("accounts.identity", "Mon identité", _identity, _nothing_more))
register(Holding("accounts.roles", "Mes fonctions", _appointments, end_everything_of, blocks=_last_operator))
register(Holding("accounts.closures", "Fermetures de mon compte", _closures, _nothing_more))
register(Holding("accounts.sessions", "Mes sessions ouvertes", _sessions, _nothing_more))
register(Holding("accounts.keys", "Mes moyens de connexion", _keys, _nothing_more))
register(Holding("journal", "Ce que j’ai fait, selon le journal", _journal, _keep_journal))
register_purge(Purge("account", queries.accounts_unused_since, announce_purge_of_account, purge_account))
