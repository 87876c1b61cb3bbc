"""The fictional organisations of the demonstration: published, hidden, waiting, to claim, disputed, reported."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.community.actions import OrganisationFacts, create_organisation
from frenchimpact.community.actions.abuse import AbuseFacts, report_abuse
from frenchimpact.community.actions.claims import ClaimFacts, claim_page, object_to_claim
from frenchimpact.community.actions.invitations import invite
from frenchimpact.community.actions.joining import accept_join_request, ask_to_join
from frenchimpact.community.actions.memberships import end_membership
from frenchimpact.community.actions.moderation import decide_page
from frenchimpact.community.actions.organisations import add_link, add_place, add_status
from frenchimpact.community.models import AbuseReport, Kind, Membership, MembershipRole, Organisation, Verdict
from frenchimpact.geography.models import Commune
from frenchimpact.portal.actions.demonstration.cast import Cast, Pages
from frenchimpact.portal.actions.demonstration.statuses import LINKS, SAID, WORKSHOP, WORKSHOP_COMMUNE
from frenchimpact.portal.queries import DEMO_DOMAIN
from frenchimpact.themes.models import Theme

INVENTED = "Organisation inventée pour la démonstration."


@dataclass(frozen=True)
class Page:
    key: str
    name: str
    owner: str
    kinds: tuple[Kind, ...]
    commune: str
    themes: tuple[str, ...]
    tells: str
    legal_category: str = ""
    hides_address: bool = False
    is_shown: bool = True


PAGES = (
    Page(
        "communaute",
        "Communauté de communes de Val-d’Essai",
        "pilote",
        (Kind.LOCAL_AUTHORITY,),
        "26113",
        ("cooperation", "mobilite"),
        "Trois communes qui essaient, ensemble, de ne laisser personne au bord du chemin.",
        legal_category="7346",
    ),
    Page(
        "ateliers",
        "Les Ateliers du Peut-Être",
        "responsable",
        (Kind.ESS_COMPANY, Kind.PROJECT_HOLDER),
        "26113",
        ("emploi", "reemploi"),
        "Un chantier d’insertion qui répare, transforme et revend ce que d’autres jettent.",
        legal_category="9221",
    ),
    Page(
        "refuge",
        "Le Refuge des Hypothèses",
        "fondatrice",
        (Kind.PROJECT_HOLDER,),
        "58059",
        ("violences", "logement"),
        "Un hébergement d’urgence\u00a0: son adresse est masquée partout sur le site.",
        legal_category="9220",
        hides_address=True,
    ),
    Page(
        "ruche",
        "La Ruche Imaginaire",
        "fondatrice",
        (Kind.RUCHE, Kind.INCUBATOR),
        "15119",
        ("cooperation", "emploi"),
        "Un lieu où les idées trouvent une table, un café et quelqu’un à qui parler.",
        legal_category="5710",
    ),
    Page(
        "fondation",
        "Fondation Supposition",
        "fondatrice",
        (Kind.FUNDER,),
        "55029",
        ("exclusion", "jeunesse"),
        "Elle finance l’amorçage de projets qui n’ont pas encore de preuve, seulement de bonnes raisons.",
        legal_category="9300",
    ),
    Page(
        "boulangerie",
        "Boulangerie Hypothèse et Fils",
        "fondatrice",
        (Kind.COMMITTED_COMPANY,),
        "18233",
        ("alimentation", "emploi"),
        "Une entreprise qui forme ses apprentis et donne ses invendus.",
        legal_category="5499",
    ),
    Page(
        "universite",
        "Université fictive des Essais",
        "fondateur",
        (Kind.RESEARCH, Kind.EVALUATOR),
        "88516",
        ("education", "citoyennete"),
        "Elle mesure ce qui change, et dit aussi ce qui ne change pas.",
        legal_category="7383",
    ),
    Page(
        "voisins",
        "Les Voisins Supposés",
        "fondateur",
        (Kind.CITIZENS,),
        "58059",
        ("citoyennete", "exclusion"),
        "Un groupe d’habitantes et d’habitants, sans statut et sans numéro.",
    ),
    Page(
        "reseau",
        "Réseau des Territoires Possibles",
        "fondateur",
        (Kind.NETWORK,),
        "89345",
        ("cooperation",),
        "Il relie des lieux qui cherchent la même chose sans se connaître.",
        legal_category="9220",
    ),
    Page(
        "pole",
        "Pôle coopératif du Conditionnel",
        "fondatrice",
        (Kind.PTCE, Kind.ESS_COMPANY),
        "18233",
        ("alimentation", "energie"),
        "Des coopératives, des communes et une école qui partagent un même lieu.",
        legal_category="5460",
    ),
    Page(
        "mutuelle",
        "Mutuelle Sans Équipe",
        "fondateur",
        (Kind.ESS_COMPANY,),
        "26113",
        ("sante",),
        "Plus personne ne gère cette page\u00a0: elle peut être revendiquée.",
        legal_category="8210",
    ),
    Page(
        "cafe",
        "Café du Subjonctif",
        "responsable",
        (Kind.PROJECT_HOLDER,),
        "26113",
        ("culture", "exclusion"),
        "Un café associatif dont deux personnes disent s’occuper.",
        legal_category="9220",
    ),
    Page(
        "agence",
        "Agence Trop-Belle-pour-Être-Vraie",
        "fondateur",
        (Kind.COMMITTED_COMPANY,),
        "55029",
        ("climat",),
        "Elle promet tout, tout de suite\u00a0: quelqu’un a signalé cette page.",
        legal_category="5710",
    ),
    Page(
        "epicerie",
        "L’Épicerie en Suspens",
        "fondateur",
        (Kind.PROJECT_HOLDER,),
        "88516",
        ("alimentation",),
        "Une épicerie solidaire qui attend la vérification de sa page.",
        legal_category="9220",
        is_shown=False,
    ),
)


@transaction.atomic
def seed_pages(cast: Cast, *, by: User) -> Pages:
    """Create the pages, each by its owner, and publish them in the name of `by`. Refuses as each action does."""
    pages = {page.key: _create(page, cast, by) for page in PAGES}
    _adorn(pages, cast)
    _fill_the_team(pages["ateliers"], cast)
    _leave_without_lead(pages["mutuelle"], cast)
    _dispute(pages["cafe"], cast)
    facts = AbuseFacts(AbuseReport.Reason.FALSE, "Aucune de ces promesses n’est vérifiable.", f"visiteur@{DEMO_DOMAIN}")
    report_abuse(pages["agence"], facts, network="192.0.2.1", by=None)
    return pages


def _create(page: Page, cast: Cast, by: User) -> Organisation:
    facts = OrganisationFacts(
        name=page.name,
        kinds=page.kinds,
        commune=Commune.objects.get(pk=page.commune),
        street="1, rue qui n’existe pas",
        hides_address=page.hides_address,
        legal_category=page.legal_category,
        themes=list(Theme.objects.filter(slug__in=page.themes)),
        description=f"{page.tells}\n\n{INVENTED}",
    )
    organisation = create_organisation(facts, by=cast[page.owner])
    if page.is_shown:
        decide_page(organisation, Verdict.PUBLISHED, "", by=by)
    return organisation


def _adorn(pages: Pages, cast: Cast) -> None:
    """Write statuses with their sources, links and a second place, each by who runs the page."""
    today = timezone.localdate()
    for said in SAID:
        add_status(pages[said.page], said.status, said.told(today), by=cast[said.owner])
    for key, owner, kind, url in LINKS:
        add_link(pages[key], kind, url, by=cast[owner])
    workshop = Commune.objects.get(pk=WORKSHOP_COMMUNE)
    add_place(pages["ateliers"], workshop, WORKSHOP, is_seat=False, by=cast["responsable"])


def _fill_the_team(organisation: Organisation, cast: Cast) -> None:
    """Give it a member, an invitation that waits, and a request that waits."""
    asked = ask_to_join(organisation, "Je travaille à l’atelier bois depuis deux ans.", by=cast["membre"])
    accept_join_request(asked, MembershipRole.MEMBER, by=cast["responsable"])
    invite(organisation, f"future-collegue@{DEMO_DOMAIN}", MembershipRole.EDITOR, by=cast["responsable"])
    ask_to_join(organisation, "J’habite à côté et j’aimerais aider, le samedi.", by=cast["habitante"])


def _leave_without_lead(organisation: Organisation, cast: Cast) -> None:
    lead = Membership.objects.get(organisation=organisation)
    end_membership(lead, "départ, pour la démonstration", at=timezone.now(), by=cast["operatrice"])


def _dispute(organisation: Organisation, cast: Cast) -> None:
    facts = ClaimFacts("trésorier", "Le bureau a changé en assemblée générale\u00a0: c’est moi qui tiens la page.")
    claim = claim_page(organisation, facts, by=cast["membre"])
    object_to_claim(claim, "L’assemblée générale n’a pas encore eu lieu.", by=cast["responsable"])
