"""People of the journeys, and what the site holds for them; taken away after each journey."""

from dataclasses import dataclass

from django.utils import timezone
from playwright.sync_api import Page

from frenchimpact.accounts.actions import issue_sign_in_link
from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_operator, make_person, make_strong
from frenchimpact.community.models import MembershipRole, Organisation, Standing, Territory
from frenchimpact.community.tests.factories import make_membership, make_organisation
from frenchimpact.community.tests.teams import make_team_things
from frenchimpact.geography.tests.fixtures import _empty
from frenchimpact.labels.models import Label, State
from frenchimpact.messaging.models import Email, MailboxItem
from frenchimpact.messaging.tests.factories import make_notice
from tests.first_rows import put_back
from tests.journeys.visitor import WIDE, Visit

WRITTEN = [
    "accounts_user",
    "accounts_signintry",
    "accounts_signincode",
    "django_session",
    "messaging_email",
    "messaging_mailboxitem",
]


@dataclass
class Team:
    """Odile, who runs the programme, with a browser; and something real on every page of hers."""

    visitor: Visit
    odile: User
    arguments: dict[str, dict[str, object]]

    def visit(self, address: str, *, width: int = WIDE, scripts: bool = True) -> Page:
        return sign_in(self.visitor, self.odile, address, width=width, scripts=scripts)


def sign_in(visit: Visit, person: User, address: str, *, width: int = WIDE, scripts: bool = True) -> Page:
    """Come in by a link, as an e-mail would bring it."""
    page = visit(f"/connexion/{issue_sign_in_link(person, by=None)}/", width=width, scripts=scripts)
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button").click()
    make_strong(person)
    page.goto(address)
    return page


def make_team(visit: Visit) -> Team:
    odile, noe = make_operator(), make_person("Noé Lanvin")
    appointment = make_operator("Zoé Marchal").appointments.get()
    make_notice(odile)
    make_notice(odile)
    facts = {"to": "noe@exemple.test", "subject": "Votre lien de connexion", "text": "Bonjour,\n\nVoici votre lien."}
    email = Email.objects.create(
        **facts, message_id="<1@exemple.test>", given_up_at=timezone.now(), last_error="550 boîte inconnue"
    )
    item = MailboxItem.objects.create(**facts, message_id="<2@exemple.test>")
    workshop = make_organisation("Les Ateliers d’Essai")
    make_membership(workshop, odile)
    nobodys: dict[str, object] = {"slug": make_organisation("Page sans équipe", standing=Standing.WAITING).slug}
    make_membership(Organisation.objects.get(**nobodys), odile, MembershipRole.MEMBER)
    arguments: dict[str, dict[str, object]] = make_team_things(workshop, "Le Goff").arguments | {
        "community:join": nobodys,
        "community:claim": nobodys,
        "community:organisation_edit": {"slug": workshop.slug},
        "community:organisation_section": {"slug": workshop.slug, "section": "lieux"},
        "portal:person": {"public_id": noe.public_id},
        "portal:person_close": {"public_id": noe.public_id},
        "portal:person_reopen": {"public_id": noe.public_id},
        "portal:person_link": {"public_id": noe.public_id},
        "portal:appointment_end": {"pk": appointment.pk},
        "portal:retention_change": {"code": "account"},
        "portal:email_resend": {"pk": email.pk},
        "messaging:mailbox_item": {"pk": item.pk},
    }
    return Team(visit, odile, arguments)


def forget_people() -> None:
    """Take people away with all they did; France and its 27 labels stay, which a label of theirs may have replaced."""
    labels = list(Label.objects.historical())
    _empty(*WRITTEN, "journal_event", "journal_seal")  # labels go too: those of today hang on an application
    for label in labels:
        label.territory_id, label.former_territory_id = label.territory_id or label.former_territory_id, None
        label.replaced_at, label.state = None, State.TO_CONFIRM
    Label.objects.bulk_create(labels)
    put_back()  # what hangs on people, as the author of the first letter may be
    Territory.objects.filter(label=None).delete()
