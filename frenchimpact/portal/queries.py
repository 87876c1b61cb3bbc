"""What the portal alone asks: whether the database answers, and who the people of the demonstration are."""

from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, InterfaceError, connection
from django.urls import reverse

from frenchimpact.accounts.models import Appointment, Capacity, User
from frenchimpact.accounts.queries import appointments_of
from frenchimpact.community.models import CollectiveSeat, Membership


@dataclass(frozen=True)
class Ties:
    """What somebody is appointed and tied to today; an account that is closed keeps them, and they give nothing."""

    appointments: list[Appointment]
    memberships: list[Membership]
    seats: list[CollectiveSeat]

    def __bool__(self) -> bool:
        return bool(self.appointments or self.memberships or self.seats)


DEMO_DOMAIN = "val-d-essai.exemple"  # .exemple is nobody’s: no e-mail can leave


@dataclass(frozen=True)
class DemoRole:
    """A role that has pages, and the fictional person who holds it."""

    role: str
    title: str
    name: str
    tells: str
    page: str  # where this person begins: the name of an address
    capacity: Capacity | None = None
    official_title: str = ""

    @property
    def email(self) -> str:
        return f"{self.role}@{DEMO_DOMAIN}"


@dataclass(frozen=True)
class DemoPerson:
    role: str
    title: str
    tells: str
    account: User
    door: str  # path of the page where this person begins


DEMO_ROLES = [
    DemoRole(
        "habitante",
        "Personne sans organisation",
        "Célestine Val-Fictif",
        "Elle a une idée, et a demandé à rejoindre une équipe : elle attend la réponse.",
        "portal:space",
    ),
    DemoRole(
        "responsable",
        "Responsable d’une organisation",
        "Damien Peut-Être",
        "Il gère la page des Ateliers du Peut-Être : une demande et une reprise de page attendent sa réponse.",
        "portal:space",
    ),
    DemoRole(
        "membre",
        "Membre d’une organisation",
        "Élodie Atelier-Fictif",
        "Elle fait partie de l’équipe des Ateliers, sans pouvoir en changer la page.",
        "portal:space",
    ),
    DemoRole(
        "pilote",
        "Pilote de collectifs",
        "Farid Chef-de-File",
        "Il pilote un collectif labellisé, un autre qui écrit son dossier, un troisième à qui l’on demande des pièces.",
        "portal:space",
    ),
    DemoRole(
        "redactrice",
        "Co-rédactrice d’un collectif",
        "Gaëlle Plume-Fictive",
        "Elle écrit la candidature de Rive-Fictive avec d’autres, sans pouvoir la déposer.",
        "calls:applications",
    ),
    DemoRole(
        "lecteur",
        "Lecteur d’un collectif",
        "Hugo Lit-Seulement",
        "Il lit la candidature de Rive-Fictive, et n’y change rien.",
        "calls:applications",
    ),
    DemoRole(
        "instructrice",
        "Instruction",
        "Inès Examen-Fictif",
        "Elle vérifie les dossiers déposés, demande des compléments et propose une décision.",
        "calls:officer_desk",
        capacity=Capacity.OFFICER,
        official_title="chargée de mission (fictive)",
    ),
    DemoRole(
        "autorite",
        "Autorité de décision",
        "Jeanne Décision-Fictive",
        "Elle décide, avec des motifs, de ce qui lui est proposé.",
        "calls:officer_decisions",
        capacity=Capacity.DECIDER,
        official_title="directrice (fictive) de la démonstration",
    ),
    DemoRole(
        "presidente",
        "Présidence du comité",
        "Karine Préside-Fictive",
        "Elle préside un comité de sélection : des liens attendent son appréciation.",
        "calls:committee_space",
        capacity=Capacity.COMMITTEE,
    ),
    DemoRole(
        "jure",
        "Membre du comité",
        "Luc Lit-Note-Fictif",
        "Il siège à un comité de sélection, et y déclare ses intérêts.",
        "calls:committee_space",
        capacity=Capacity.COMMITTEE,
    ),
    DemoRole(
        "operatrice",
        "Équipe du programme",
        "Aurore Essai-Pilote",
        "Elle conduit l’appel, vérifie les pages, suit la santé du site et nomme les personnes.",
        "portal:operations",
        capacity=Capacity.OPERATOR,
    ),
    DemoRole(
        "equipier",
        "Équipe du programme",
        "Basile Deux-Essais",
        "Il partage l’équipe avec Aurore : essayez de mettre fin à sa nomination.",
        "portal:operations",
        capacity=Capacity.OPERATOR,
    ),
]


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return False
    return True


def demo_people() -> list[DemoPerson]:
    """Return the fictional people who have been seeded, in the order of the roles."""
    accounts = {person.email: person for person in User.objects.filter(email__endswith=f"@{DEMO_DOMAIN}")}
    return [
        DemoPerson(role.role, role.title, role.tells, accounts[role.email], reverse(role.page))
        for role in DEMO_ROLES
        if role.email in accounts
    ]


def ties_of(person: User, at: datetime) -> Ties:
    """Read what somebody is appointed and tied to, be their account open or closed."""
    memberships = Membership.objects.filter(person=person, ended_at=None).select_related("organisation")
    seats = CollectiveSeat.objects.filter(person=person, ended_at=None).select_related("collective")
    return Ties(
        list(appointments_of(person, at)), list(memberships.order_by("since")), list(seats.order_by("since", "pk"))
    )
