"""What the portal alone asks: whether the database answers, and who the people of the demonstration are."""

from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, connection
from django.urls import reverse

from frenchimpact.accounts.models import User

DEMO_DOMAIN = "val-d-essai.exemple"  # .exemple is nobody’s: no e-mail can leave


@dataclass(frozen=True)
class DemoRole:
    """A role that has pages, and the fictional person who holds it."""

    role: str
    title: str
    name: str
    tells: str
    page: str  # where this person begins: the name of an address
    is_operator: bool = False

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
        "operatrice",
        "Équipe du programme",
        "Aurore Essai-Pilote",
        "Elle suit la santé du site, les courriels et le journal ; elle nomme les personnes de l’équipe.",
        "portal:operations",
        is_operator=True,
    ),
    DemoRole(
        "equipier",
        "Équipe du programme",
        "Basile Deux-Essais",
        "Il partage l’équipe avec Aurore : essayez de mettre fin à sa nomination.",
        "portal:operations",
        is_operator=True,
    ),
    DemoRole(
        "habitante",
        "Personne inscrite",
        "Célestine Val-Fictif",
        "Elle suit la vie de la plateforme : ses notifications, ses préférences, son compte.",
        "messaging:notices",
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
