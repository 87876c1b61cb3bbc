"""Where one is in the team's space."""

from django.urls import reverse

PAGES = {
    "portal:people": "Personnes",
    "portal:appointments": "Nominations",
    "portal:emails": "Courriels",
    "portal:retention": "Durées de conservation",
}


def crumbs_to(title: str, parent: str = "") -> list[tuple[str, str]]:
    """Label and address of each step from the team's space to the page of this title."""
    between = [(PAGES[parent], reverse(parent))] if parent else []
    return [("Espace équipe", reverse("portal:operations")), *between, (title, "")]
