"""The people of the showcase, signed in, and all that they can look at."""

from collections.abc import Iterable
from datetime import date, timedelta
from io import BytesIO

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from frenchimpact.accounts.models import CodePurpose, User
from frenchimpact.accounts.sessions import PROVED
from frenchimpact.accounts.tests.factories import make_loss, make_passkey, make_person, make_totp, sign_in
from frenchimpact.calls.actions import create_call, read_decision
from frenchimpact.calls.actions.calls import CallFacts
from frenchimpact.calls.actions.committees.settings import set_up_committee
from frenchimpact.calls.actions.handovers import hand_over
from frenchimpact.calls.models import Application, Call
from frenchimpact.community.actions.organisations import add_link, add_number, add_status, change_logo
from frenchimpact.community.models import Collective, IdentifierScheme, LinkKind, Organisation, StatusKind, Territory
from frenchimpact.documents.actions import store_document
from frenchimpact.messaging.models import Email, MailboxItem
from frenchimpact.portal.actions import seed_demo
from frenchimpact.portal.queries import DEMO_DOMAIN, DEMO_ROLES
from frenchimpact.questionnaires.actions import write_answer
from tests.permissions.collective_things import make_territory_claim
from tests.showcase.looks import LOOKS, VISITOR, name_of

FOUNDERS = ("fondatrice", "fondateur")
LATER = timedelta(hours=6)  # so that a long sweep asks nobody to prove again who they are
LETTER = {"to": "noe@exemple.test", "subject": "Votre lien de connexion", "text": "Bonjour,\n\nVoici votre lien."}
OF_TWO_STEPS = ("Ophélie Doit", "Maude Déménage", "Oscar Ouvre", "Rita Reprend")


class Show:
    """Clients by role, and the address of each look."""

    def __init__(self) -> None:
        seed_demo()
        self.people = {role: _person(role) for role in (*(each.role for each in DEMO_ROLES), *FOUNDERS)}
        self.clients = {role: _signed_in(person) for role, person in self.people.items()} | _between_two_steps()
        _add_to_accounts(self.people)
        _add_to_a_page(self.people["responsable"])
        _add_to_applications(self.people)
        _add_to_the_team(self.people)

    def address_of(self, key: str) -> str:
        look = LOOKS[key]
        return reverse(name_of(key), kwargs=look.find()) + look.query

    def client_of(self, key: str) -> Client:
        return self.clients[LOOKS[key].role]


def _person(role: str) -> User:
    return User.objects.get(email=f"{role}@{DEMO_DOMAIN}")


def _signed_in(person: User) -> Client:
    client = sign_in(Client(), person)
    return _with(client, {PROVED: (timezone.now() + LATER).timestamp()})


def _with(client: Client, known: dict[str, object]) -> Client:
    session = client.session
    session.update(known)
    session.save()
    return client


def _between_two_steps() -> dict[str, Client]:
    """People who have taken the first step of something, and are asked for the next."""
    owing, moving, opening, resuming = (make_person(name) for name in OF_TWO_STEPS)
    make_passkey(owing)
    at = (timezone.now() + LATER).timestamp()
    waiting = {"id": "inconnu", "email": "camille@exemple.test"}
    who = {"name": "Café des Possibles", "kinds": ["project_holder"], "scheme": "", "value": ""}
    return {
        VISITOR: Client(),
        "attend un code": _with(Client(), {"code": waiting | {"purpose": str(CodePurpose.SIGN_IN)}}),
        "ouvre un compte": _with(Client(), {"verified": {"email": "camille@exemple.test", "at": at}}),
        "doit un second facteur": _with(Client(), {"pending": {"person": owing.pk, "at": at}}),
        "change d’adresse": _with(_signed_in(moving), {"code": waiting | {"purpose": str(CodePurpose.NEW_ADDRESS)}}),
        "reprend sa saisie": _with(
            _signed_in(resuming), {"held": {"path": "/equipe/personnes/", "words": [("name", "Zoé")], "at": at}}
        ),
        "ouvre sa page": _with(_signed_in(opening), {"new_organisation": {"who": who, "where": {"commune": ""}}}),
    }


def _add_to_accounts(people: dict[str, User]) -> None:
    """Second factors, given after everybody came in: nobody was asked for them."""
    make_passkey(people["responsable"])
    make_totp(people["responsable"])
    make_loss(people["habitante"], hours_ago=50)


def _add_to_a_page(lead: User) -> None:
    page = Organisation.objects.get(name="Les Ateliers du Peut-Être")
    add_link(page, LinkKind(LinkKind.values[0]), "https://ateliers.exemple/", by=lead)
    add_number(page, IdentifierScheme.RNA, "W261234567", by=lead)
    given = (True, "Annuaire inventé", date(2025, 5, 1), "", date(2024, 1, 1), None)
    add_status(page, StatusKind(StatusKind.values[0]), given, by=lead)
    page.refresh_from_db()
    change_logo(page, _picture(), name="logo.png", version=page.version, by=lead)


def _picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (64, 64), "teal").save(file, "PNG")
    return file.getvalue()


def _add_to_applications(people: dict[str, User]) -> None:
    now, main = timezone.now(), Application.objects.filter(call__slug="territoire-french-impact")
    for place, role in (("Val-d’Essai", "pilote"), ("Pays du Conditionnel", "fondatrice")):
        read_decision(main.get(collective__name__startswith=place), by=people[role], at=now)
    draft = main.get(collective__name__startswith="Rive-Fictive").sheet
    answer = draft.answers.get(key="presentation")
    write_answer(draft, answer.key, "Une autre façon de le dire.", version=answer.version, by=people["pilote"], at=now)


def _add_to_the_team(people: dict[str, User]) -> None:
    given = [Application.objects.filter(collective__name__startswith="Mont-Supposé").earliest("pk")]
    hand_over(given, people["operatrice"], by=people["instructrice"], at=timezone.now())
    Email.objects.create(
        **LETTER, message_id="<1@exemple>", given_up_at=timezone.now(), last_error="550 boîte inconnue"
    )
    MailboxItem.objects.create(**LETTER, message_id="<2@exemple>")
    store_document(b"Un plan.", name="plan.txt", by=people["pilote"])
    facts = CallFacts("Appel en préparation", "Un autre appel.", "Service", "Autorité", "appel@exemple.test")
    prepared = create_call(facts, Call.objects.get(slug="territoire-french-impact").form, by=people["operatrice"])
    set_up_committee(prepared, by=people["operatrice"])
    collective = Collective.objects.get(name__startswith="Rive-Fictive")
    make_territory_claim(collective, Territory.objects.earliest("pk"))


def answers(show: Show, keys: Iterable[str] = LOOKS) -> Iterable[tuple[str, str]]:
    """Give each look with its address."""
    return ((key, show.address_of(key)) for key in keys)
