"""The small world in which the matrix is tried: one person a role, and things of others that must not leak."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from frenchimpact.accounts.models import Capacity, User
from frenchimpact.accounts.tests.factories import (
    make_appointed,
    make_appointment,
    make_loss,
    make_operator,
    make_passkey,
    make_person,
    sign_in,
)
from frenchimpact.api.tests.factories import make_territory
from frenchimpact.calls.tests.committee_things import make_committee_things, team_arguments
from frenchimpact.calls.tests.decided import desk_arguments
from frenchimpact.calls.tests.filed import call_arguments
from frenchimpact.community.models import Territory
from frenchimpact.community.tests.factories import make_organisation
from frenchimpact.documents.actions import store_document
from frenchimpact.geography.tests.factories import make_commune, make_epci
from frenchimpact.labels.tests.factories import public_arguments
from frenchimpact.labels.tests.recorded import record_arguments
from frenchimpact.messaging.models import Email, Frequency, MailboxItem, Notice, Topic
from frenchimpact.portal.actions import seed_demo
from tests.permissions.collective_things import make_territory_claim
from tests.permissions.expectations import OTHER
from tests.permissions.things import SECRET, Things, make_things, things_arguments

# What an address must be asked to answer anything but a complaint.
QUERIES = {"api-v1:findPlaces": "?q=Commune"}


PAGES_OF_A_PERSON = ("person", "person_link", "person_close", "person_reopen")


@dataclass
class World:
    """Clients by role, and the arguments of the addresses that have some."""

    clients: dict[str, Client]
    arguments: dict[str, dict[str, object]]
    others: dict[str, dict[str, object]]  # of the addresses that also lead to something of strangers

    def address_of(self, name: str) -> str:
        return next(address for _, address in self.addresses_of(name))

    def addresses_of(self, name: str) -> Iterator[tuple[str, str]]:
        """Give the names under which the address is in the reviewed file, and the address for each."""
        query = QUERIES.get(name, "")
        yield name, reverse(name, kwargs=self.arguments.get(name, {})) + query
        if name in self.others:
            yield f"{name}{OTHER}", reverse(name, kwargs=self.others[name]) + query


def make_world() -> World:
    seed_demo()
    former = make_person("Félix Ancien")
    make_appointment(former, until=timezone.now() - timedelta(days=1))
    suspended = make_operator("Solène Fermée")
    people = {
        "person": make_person("Paule Simple"),
        "responsible": make_person("Rachida Chef-de-file"),
        "member": make_person("Malo Équipier"),
        "writer": make_person("Wassila Plume"),
        "reader": make_person("Lise Lectrice"),
        "officer": make_appointed("Ines Instruction", Capacity.OFFICER),
        "decider": make_appointed("Denis Autorité", Capacity.DECIDER),
        "juror": make_appointed("Jules Lit-Note", Capacity.COMMITTEE),
        "chair": make_appointed("Chloé Préside", Capacity.COMMITTEE),
        "operator": make_operator("Odile Meunier"),
        "former_operator": former,
        "suspended": suspended,
    }
    clients = {role: _signed_in(person) for role, person in people.items()} | {"anonymous": _client()}
    User.objects.filter(pk=suspended.pk).update(is_active=False)
    ours, theirs = make_things("Ensemble pour Essai", people), make_things(f"Collectif {SECRET}", {})
    sitting = make_committee_things(people, "comite", "Pays d’Essai lu")
    elsewhere = make_committee_things({}, "comite-autre", f"Pays {SECRET}")
    return World(
        clients,
        _arguments() | team_arguments(sitting) | things_arguments(ours) | sitting.arguments | _claim_of(theirs),
        things_arguments(theirs) | elsewhere.arguments,
    )


def _claim_of(things: Things) -> dict[str, dict[str, object]]:
    claim = make_territory_claim(things.collective, Territory.objects.earliest("pk"))
    return {"community:territory_claim": {"public_id": claim.public_id}}


def _arguments() -> dict[str, dict[str, object]]:
    """Arguments that lead to something real, which belongs to none of the roles."""
    stranger = make_operator(f"Zélie {SECRET}")
    _signed_in(stranger)
    stranger_key = make_passkey(stranger, name=SECRET)
    email = Email.objects.create(
        to="zelie@exemple.test", subject=SECRET, text=SECRET, message_id="<1@exemple.test>", given_up_at=timezone.now()
    )
    item = MailboxItem.objects.create(to="zelie@exemple.test", subject=SECRET, text=SECRET, message_id="<2@exemple>")
    notice = Notice.objects.create(
        person=stranger, topic=Topic.PLATFORM, title=SECRET, text=SECRET, frequency=Frequency.ON_SITE
    )
    nobodys: dict[str, object] = {"slug": make_organisation("Page sans équipe").slug}
    return (
        _public_arguments()
        | desk_arguments()
        | {
            "community:join": nobodys,
            "community:claim": nobodys,
            "community:report": nobodys,
            "community:organisation": nobodys,
            "community:organisation_logo": nobodys,
            "api-v1:readOrganisation": {"id": nobodys["slug"]},
            "community:invitation": {"token": "inconnu"},
            "accounts:first_operator": {"token": "inconnu"},
            "accounts:use_link": {"token": "inconnu"},
            "community:letter": {"token": "inconnu"},
            "community:seat_offer": {"token": "inconnu"},
            "accounts:cancel_loss": {"token": "inconnu"},
            "accounts:address_undo": {"token": "inconnu"},
            "accounts:passkey_rename": {"public_id": stranger_key.public_id},
            "accounts:passkey_remove": {"public_id": stranger_key.public_id},
            "accounts:close_session": {"public_id": stranger.open_sessions.get().public_id},
            "accounts:loss": {"public_id": make_loss(stranger).public_id},
            **{f"portal:{page}": {"public_id": stranger.public_id} for page in PAGES_OF_A_PERSON},
            "portal:appointment_end": {"pk": stranger.appointments.get().pk},
            "portal:retention_change": {"code": "account"},
            "portal:email_resend": {"pk": email.pk},
            "documents:release": {"public_id": store_document(b"texte", name="x.txt", by=stranger).public_id},
            "messaging:mark_read": {"pk": notice.pk},
            "messaging:mailbox_item": {"pk": item.pk},
            "portal:demo_enter": {"role": "habitante"},
        }
    )


def _public_arguments() -> dict[str, dict[str, object]]:
    """Arguments of public pages: a commune, all that it is in, and a territory."""
    commune = make_commune("01001", epci=make_epci())
    territory: dict[str, object] = {"slug": make_territory().slug}
    return {
        "geography:region": {"slug": commune.region.slug},
        "geography:departement": {"code": commune.departement_id},
        "geography:epci": {"siren": commune.epci_id},
        "geography:commune": {"code": commune.code},
        "community:territory": territory,
        "portal:territory_preview": territory,
        "api-v1:read": territory,
        **call_arguments(),
        **public_arguments(),
        **record_arguments(),
    }


def _signed_in(person: User) -> Client:
    return sign_in(_client(), person)


def _client() -> Client:
    return Client(raise_request_exception=False)
