"""Members of a collective and the letters that they sign."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from frenchimpact.accounts.actions import count_letter
from frenchimpact.accounts.models import User
from frenchimpact.accounts.rules import require_address, require_operator_or_command_line
from frenchimpact.community import events
from frenchimpact.community.calculations.letters import render_letter
from frenchimpact.community.models import (
    Collective,
    CollectiveMember,
    Engagement,
    EngagementText,
    MemberRole,
    Organisation,
)
from frenchimpact.community.queries.collectives import current_text, latest_letter, letter_of, lock_collective
from frenchimpact.community.rules import collectives as rules
from frenchimpact.journal.actions import record
from frenchimpact.messaging.actions import write_email
from frenchimpact.messaging.models import Topic
from frenchimpact.shared.errors import Refusal
from frenchimpact.shared.ids import hash_of_token, new_token

WORDED = ("name", "role", "contribution")  # what the letter says of a member


@dataclass(frozen=True)
class MemberFacts:
    """Who commits, in which role, to what, and who signs; `organisation` where it has a page."""

    name: str
    role: MemberRole
    contribution: str
    contact_name: str
    contact_email: str
    organisation: Organisation | None = None


@transaction.atomic
def add_member(collective: Collective, facts: MemberFacts, *, by: User) -> CollectiveMember:
    """Add an organisation, with or without a page. Refuses a reader, one that is a member already, wrong facts."""
    collective = lock_collective(collective.pk)
    rules.require_writer(collective, by)
    standing = CollectiveMember.objects.filter(collective=collective, left_at=None)
    if facts.organisation and standing.filter(organisation=facts.organisation).exists():
        raise Refusal("Cette organisation est déjà membre du collectif.")
    if standing.count() >= rules.MOST_MEMBERS:
        raise Refusal(f"Un collectif a {rules.MOST_MEMBERS} membres au plus : regroupez-en par un réseau.")
    values = _checked(facts)
    member = CollectiveMember.objects.create(
        collective=collective, organisation=facts.organisation, added_by=by, **values
    )
    record(events.MEMBER_ADDED, collective, by=by, member=member.public_id)
    return member


@transaction.atomic
def change_member(member: CollectiveMember, facts: MemberFacts, *, by: User) -> CollectiveMember:
    """Change a member; a letter that waits no longer says the truth, so its link ends: send it again.

    Refuses a reader, one that has left, and, once signed, to change what the letter says.
    """
    collective = lock_collective(member.collective_id)
    rules.require_writer(collective, by)
    member = CollectiveMember.objects.get(pk=member.pk)
    rules.require_present(member)
    values = _checked(facts)
    rewords = any(getattr(member, key) != values[key] for key in WORDED)
    is_signed = member.engagements.filter(signed_at__isnull=False).exists()
    if rewords:
        rules.require_unsigned(member, is_signed=is_signed)
    if rewords or member.contact_email != values["contact_email"]:
        _replace(member, timezone.now())
    for key, value in values.items():
        setattr(member, key, value)
    member.save(update_fields=list(values))
    record(events.MEMBER_CHANGED, collective, by=by, member=member.public_id)
    return member


@transaction.atomic
def remove_member(member: CollectiveMember, *, by: User) -> None:
    """Take a member away: ended, with its trace, once it has signed; deleted before. Refuses the chef de file."""
    collective = lock_collective(member.collective_id)
    rules.require_writer(collective, by)
    member = CollectiveMember.objects.get(pk=member.pk)
    rules.require_present(member)
    rules.require_removable(collective, member)
    is_signed = member.engagements.filter(signed_at__isnull=False).exists()
    if is_signed:
        member.left_at = timezone.now()
        member.save(update_fields=["left_at"])
    else:
        member.delete()
    record(events.MEMBER_WITHDRAWN, collective, by=by, member=member.public_id, had_signed=is_signed)


@transaction.atomic
def send_letter(member: CollectiveMember, *, by: User, at: datetime) -> Engagement:
    """Write to the signatory a link that signs once, for 30 days; the link sent before works no more.

    Refuses a reader, one that has left or signed, and a second letter to the same address within a day.
    """
    collective = lock_collective(member.collective_id)
    rules.require_writer(collective, by)
    member = CollectiveMember.objects.get(pk=member.pk)
    rules.require_present(member)
    rules.require_unsigned(member, is_signed=member.engagements.filter(signed_at__isnull=False).exists())
    rules.require_remindable(latest_letter(member), at)
    count_letter(member.contact_email, by=by)
    _replace(member, at)
    text, token = current_text(), new_token()
    letter = Engagement.objects.create(
        member=member,
        text=text,
        token_hash=hash_of_token(token),
        sent_to=member.contact_email,
        expires_at=at + rules.LETTER_LASTS,
        wording=_wording(text, collective, member),
    )
    record(events.LETTER_SENT, collective, by=by, member=member.public_id)
    write_email(
        member.contact_email,
        template="community/emails/letter.txt",
        context={"collective": collective, "member": member, "letter": letter, "by": by},
        link=reverse("community:letter", args=[token]),
        topic=Topic.PLATFORM,
    )
    return letter


@transaction.atomic
def sign_letter(token: str, signatory: str, capacity: str, *, by: User | None = None, at: datetime) -> Engagement:
    """Sign in the name of the member, once; the signatory receives a copy. No account is needed.

    The same signature again, after a doubt, is the one that was given. Refuses in the same words a link unknown,
    expired, used or replaced; and whoever does not say who they are.
    """
    signatory = rules.require_text(signatory, 150, "Prénom et nom")
    capacity = rules.require_text(capacity, 150, "Qualité")
    found = letter_of(token)
    if found is not None:
        lock_collective(found.member.collective_id)
    letter = letter_of(token)  # as it is once it is our turn
    if letter is not None and letter.is_signed_by(signatory, capacity):
        return letter
    letter = rules.require_usable(letter, at)
    letter.signatory, letter.capacity, letter.signed_at = signatory, capacity, at
    letter.save(update_fields=["signatory", "capacity", "signed_at"])
    collective = letter.member.collective
    record(events.LETTER_SIGNED, collective, by=by, member=letter.member.public_id)
    write_email(
        letter.sent_to,
        template="community/emails/letter_copy.txt",
        context={"collective": collective, "member": letter.member, "letter": letter},
        link=reverse("portal:home"),
        topic=Topic.PLATFORM,
    )
    return letter


@transaction.atomic
def word_letter(body: str, *, by: User) -> EngagementText:
    """Write a new version of the letter: those sent from now on use it. Refuses all but operators."""
    require_operator_or_command_line(by, timezone.now())
    body = rules.require_text(body, 10_000, "Texte de la lettre")
    EngagementText.objects.select_for_update().order_by("-number").first()
    text = EngagementText.objects.create(number=current_text().number + 1, body=body, by=by)
    record(events.LETTER_WORDED, text, by=by, number=text.number)
    return text


def _checked(facts: MemberFacts) -> dict[str, str]:
    email = require_address(facts.contact_email)
    if facts.role not in MemberRole.values:
        raise Refusal("Ce rôle n’existe pas : choisissez-en un dans la liste.")
    return {
        "name": rules.require_text(facts.organisation.name if facts.organisation else facts.name, 200, "Organisation"),
        "role": facts.role,
        "contribution": rules.require_room(facts.contribution, 1000, "Contribution"),
        "contact_name": rules.require_text(facts.contact_name, 150, "Signataire"),
        "contact_email": rules.require_room(email, 254, "Adresse électronique"),
    }


def _replace(member: CollectiveMember, at: datetime) -> None:
    member.engagements.filter(signed_at=None, replaced_at=None).update(replaced_at=at)


def _wording(text: EngagementText, collective: Collective, member: CollectiveMember) -> str:
    return render_letter(
        text.body,
        collectif=collective.name,
        chef_de_file=collective.lead.name,
        membre=member.name,
        role=member.get_role_display(),
        contribution=member.contribution or "prendre part aux travaux du collectif",
    )
