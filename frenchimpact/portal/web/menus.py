"""Where the header and the footer lead: pages of all modules, and so said by a page."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from frenchimpact.ui.navigation import Entry, Link, address, links

MAIN = (
    Entry("Territoires", "community:territories"),
    Entry("Organisations", "community:organisations"),
    Entry("Appels", "calls:calls"),
    Entry("Régions et départements", "geography:regions"),
    Entry("Le label", "portal:label"),
    Entry("Les six axes", "portal:axes"),
    Entry("Données ouvertes", "api:home"),
)
ABOUT = (
    Entry("À propos", "portal:about"),
    Entry("Vérifier un label", "labels:verify"),
    Entry("Code et données", "portal:open_source"),
    Entry("Plan du site", "portal:site_map"),
    Entry("Fil d’actualité (Atom)", "portal:feed"),
)
LEGAL = (
    Entry("Accessibilité\u00a0: non conforme", "portal:accessibility"),
    Entry("Mentions légales", "portal:legal"),
    Entry("Données personnelles", "portal:privacy"),
    Entry("Registre des traitements", "portal:register"),
    Entry("Espace équipe", "portal:operations"),
)
PERSON = (
    Entry("Mon espace", "portal:space"),
    Entry("Mon compte", "accounts:account"),
    Entry("Sécurité du compte", "accounts:security"),
    Entry("Mes candidatures", "calls:applications"),
    Entry("Mes collectifs", "community:collectives"),
    Entry("Mes notifications", "messaging:notices"),
    Entry("Mes préférences", "messaging:preferences"),
    Entry("Mes données", "accounts:my_data"),
)
OPERATOR = (
    Entry("Espace équipe", "portal:operations"),
    Entry("Appels de l’équipe", "calls:operator_calls"),
    Entry("Vie des labels", "labels:desk"),
)
OFFICER = (Entry("Instruction", "calls:officer_desk"),)
DECIDER = (Entry("Décisions à prendre", "calls:officer_decisions"), Entry("Vie des labels", "labels:desk"))
COMMITTEE = (Entry("Mes lectures du comité", "calls:committee_space"),)
SITE = {
    "home": "portal:home",
    "search": "portal:search",
    "sign_in": "accounts:sign_in",
    "sign_out": "accounts:sign_out",
    "appearance": "portal:appearance",
    "feed": "portal:feed",
    "demo": "portal:demo",
    "mailbox": "messaging:mailbox",
    "site_preview": "portal:site_preview",
}


@dataclass(frozen=True)
class Navigation:
    """The menus of one page, worked out only if the layout shows them."""

    here: str

    @cached_property
    def main(self) -> list[Link]:
        return links(MAIN, self.here)

    @cached_property
    def about(self) -> list[Link]:
        return links(ABOUT, self.here)

    @cached_property
    def legal(self) -> list[Link]:
        return links(LEGAL, self.here)

    @cached_property
    def person(self) -> list[Link]:
        return links(PERSON, self.here)

    @cached_property
    def operator(self) -> list[Link]:
        return links(OPERATOR, self.here)

    @cached_property
    def officer(self) -> list[Link]:
        return links(OFFICER, self.here)

    @cached_property
    def decider(self) -> list[Link]:
        return links(DECIDER, self.here)

    @cached_property
    def committee(self) -> list[Link]:
        return links(COMMITTEE, self.here)

    @cached_property
    def to(self) -> dict[str, str]:
        return {key: address(name) for key, name in SITE.items()}


def navigation(request: HttpRequest) -> dict[str, Navigation]:
    return {"navigation": Navigation(request.path)}
