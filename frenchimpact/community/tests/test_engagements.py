"""Members of a collective and the letters that they sign by a link, and the challenges that it sets."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_operator, make_person
from frenchimpact.community.actions.challenges import (
    ChallengeFacts,
    add_challenge,
    change_challenge,
    rank_challenge,
    remove_challenge,
)
from frenchimpact.community.actions.engagements import (
    MemberFacts,
    add_member,
    change_member,
    remove_member,
    send_letter,
    sign_letter,
    word_letter,
)
from frenchimpact.community.models import (
    Challenge,
    Collective,
    CollectiveMember,
    Engagement,
    MemberRole,
    MembershipRole,
    SeatRole,
)
from frenchimpact.community.queries.collectives import letter_state, members_of
from frenchimpact.community.rules.collectives import LETTER_IS_DEAD, Conflict
from frenchimpact.community.tests.factories import make_collective, make_membership, make_organisation, make_seat
from frenchimpact.journal.models import Event
from frenchimpact.messaging.models import Email
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db
FACTS = MemberFacts("La Ruche", MemberRole.ESS, "Des locaux", "Rose Dupré", "rose@exemple.test")


def make_team() -> tuple[User, Collective]:
    camille, town = make_person("Camille Aubier"), make_organisation("Mairie d’Essai")
    make_membership(town, camille, MembershipRole.LEAD)
    return camille, make_collective(lead=town)


def sent_to_rose() -> tuple[User, Collective, CollectiveMember, str]:
    camille, collective = make_team()
    member = add_member(collective, FACTS, by=camille)
    send_letter(member, by=camille, at=timezone.now())
    return camille, collective, member, last_token()


def last_token() -> str:
    email = Email.objects.filter(text__contains="/engagements/").latest("pk")
    return str(re.findall(r"/engagements/([\w-]+)/", email.text)[-1])


def test_rose_reads_the_whole_letter_and_signs_it_without_an_account(client: Client) -> None:
    _, _, member, token = sent_to_rose()

    page = client.get(f"/engagements/{token}/")
    data = {"signatory": "Rose Dupré", "capacity": "présidente", "agreed": "on"}
    answer = client.post(f"/engagements/{token}/", data)

    assert "Des locaux" in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "Votre lettre est signée" in answer.content.decode()
    assert [(one.signatory, one.capacity) for one in member.engagements.all()] == [("Rose Dupré", "présidente")]


def test_rose_who_heard_no_answer_signs_again_and_has_signed_once(client: Client) -> None:
    _, _, member, token = sent_to_rose()
    data = {"signatory": "Rose Dupré", "capacity": "présidente", "agreed": "on"}
    client.post(f"/engagements/{token}/", data)
    events, emails = Event.objects.count(), Email.objects.count()

    again = client.post(f"/engagements/{token}/", data)
    other = client.post(f"/engagements/{token}/", data | {"signatory": "Rosa Dupré"})

    assert "Votre lettre est signée" in again.content.decode()
    assert "Votre lettre est signée" not in other.content.decode()
    assert (Event.objects.count(), Email.objects.count()) == (events, emails)
    assert member.engagements.get().signatory == "Rose Dupré"


def test_opening_the_link_signs_nothing(client: Client) -> None:
    _, _, member, token = sent_to_rose()

    client.get(f"/engagements/{token}/")

    assert member.engagements.get().signed_at is None


@pytest.mark.parametrize("missing", ["signatory", "capacity", "agreed"])
def test_a_letter_is_not_signed_by_nobody(client: Client, missing: str) -> None:
    _, _, member, token = sent_to_rose()
    data = {"signatory": "Rose Dupré", "capacity": "présidente", "agreed": "on"}

    answer = client.post(f"/engagements/{token}/", data | {missing: ""})

    assert answer.status_code == 200
    assert member.engagements.get().signed_at is None


def test_used_expired_replaced_and_unknown_links_say_the_same_with_the_way_out(client: Client) -> None:
    camille, collective, member, replaced = sent_to_rose()
    Engagement.objects.update(sent_at=timezone.now() - timedelta(days=2))
    send_letter(member, by=camille, at=timezone.now())
    used = last_token()
    sign_letter(used, "Rose Dupré", "présidente", at=timezone.now())
    late = add_member(collective, MemberFacts("Late", MemberRole.ESS, "", "Léo", "leo@exemple.test"), by=camille)
    send_letter(late, by=camille, at=timezone.now() - timedelta(days=31))
    expired = last_token()
    events = Event.objects.count()

    pages = [client.get(f"/engagements/{token}/").content.decode() for token in (replaced, used, expired, "inconnu")]
    posts = [
        client.post(f"/engagements/{token}/", {"signatory": "X", "capacity": "Y", "agreed": "on"}).content.decode()
        for token in (replaced, used, expired, "inconnu")
    ]

    assert [LETTER_IS_DEAD in page for page in pages + posts] == [True] * 8
    assert Event.objects.count() == events


def test_a_letter_is_sent_once_a_day_at_most() -> None:
    camille, _, member, _ = sent_to_rose()

    with pytest.raises(Refusal):
        send_letter(member, by=camille, at=timezone.now())

    assert member.engagements.count() == 1


def test_what_is_signed_changes_no_more_and_the_member_is_ended_not_deleted() -> None:
    camille, _, member, token = sent_to_rose()
    sign_letter(token, "Rose Dupré", "présidente", at=timezone.now())

    with pytest.raises(Refusal):
        change_member(member, MemberFacts("Autre", MemberRole.ESS, "Rien", "Rose", "rose@exemple.test"), by=camille)
    remove_member(member, by=camille)

    member.refresh_from_db()
    assert (member.name, member.left_at is not None, member.engagements.count()) == ("La Ruche", True, 1)


def test_changing_an_unsigned_member_ends_the_link_that_was_sent() -> None:
    camille, _, member, token = sent_to_rose()
    change_member(
        member, MemberFacts("La Ruche", MemberRole.ESS, "De l’argent", "Rose", "rose@exemple.test"), by=camille
    )

    with pytest.raises(Refusal):
        sign_letter(token, "Rose", "présidente", at=timezone.now())

    assert letter_state(members_of(member.collective).get(pk=member.pk)) == "à renvoyer"


def test_a_removed_member_cannot_sign_any_more() -> None:
    camille, _, member, token = sent_to_rose()
    remove_member(member, by=camille)

    with pytest.raises(Refusal):
        sign_letter(token, "Rose", "présidente", at=timezone.now())


def test_the_chef_de_file_stays_and_an_organisation_joins_once() -> None:
    camille, collective = make_team()
    lead = MemberFacts("", MemberRole.LOCAL_AUTHORITY, "", "C", "c@exemple.test", organisation=collective.lead)
    member = add_member(collective, lead, by=camille)

    with pytest.raises(Refusal):
        remove_member(member, by=camille)
    with pytest.raises(Refusal):
        add_member(collective, lead, by=camille)

    assert CollectiveMember.objects.count() == 1


@pytest.mark.parametrize(
    "facts",
    [
        MemberFacts("x" * 201, MemberRole.ESS, "", "Rose", "rose@exemple.test"),
        MemberFacts("X", MemberRole.ESS, "y" * 20_000_000, "Rose", "rose@exemple.test"),
        MemberFacts("X", "roi", "", "Rose", "rose@exemple.test"),  # type: ignore[arg-type]
        MemberFacts("X", MemberRole.ESS, "", "Rose", "rose@exemple.test\nBcc: x@y.fr"),
        MemberFacts("X", MemberRole.ESS, "\x00", "Rose", "rose@exemple.test"),
    ],
)
def test_wrong_members_are_refused(facts: MemberFacts) -> None:
    camille, collective = make_team()

    with pytest.raises(Refusal):
        add_member(collective, facts, by=camille)

    assert CollectiveMember.objects.count() == 0


def test_a_blank_in_a_contribution_is_not_filled_in() -> None:
    camille, collective = make_team()
    member = add_member(
        collective, MemberFacts("La {membre}", MemberRole.ESS, "{chef_de_file}", "R", "r@exemple.test"), by=camille
    )

    letter = send_letter(member, by=camille, at=timezone.now())

    assert "\n{chef_de_file}\n" in letter.wording


def test_a_new_text_is_for_later_letters_and_operators_write_it() -> None:
    camille, _, member, _ = sent_to_rose()
    with pytest.raises(Refusal):
        word_letter("À moi", by=camille)

    text = word_letter("Moi, {membre}, je m’engage.", by=make_operator("Odile Meunier"))

    assert (text.number, member.engagements.get().text.number) == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_sign_at_once_make_one_signature() -> None:
    _, _, member, token = sent_to_rose()

    def sign(name: str) -> bool:
        try:
            sign_letter(token, name, "présidente", at=timezone.now())
        except Refusal:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(sign, ["Rose", "Rosa"]))

    assert sorted(done) == [False, True]
    assert member.engagements.filter(signed_at__isnull=False).count() == 1


def test_challenges_are_written_ranked_and_removed_without_a_hole() -> None:
    camille, collective = make_team()
    first, second, third = (
        add_challenge(collective, ChallengeFacts(title, ["social", "citizen"]), by=camille) for title in ("A", "B", "C")
    )

    rank_challenge(third, up=True, by=camille)
    rank_challenge(first, up=True, by=camille)
    remove_challenge(first, by=camille)

    rows = Challenge.objects.order_by("position").values_list("position", "title")
    assert list(rows) == [(1, "C"), (2, "B")]
    assert second.kinds == ["social", "citizen"]


def test_two_people_on_one_challenge_do_not_overwrite_each_other() -> None:
    camille, collective = make_team()
    challenge = add_challenge(collective, ChallengeFacts("A", ["social"]), by=camille)
    change_challenge(challenge, ChallengeFacts("Premier", ["social"]), version=1, by=camille)

    with pytest.raises(Conflict):
        change_challenge(challenge, ChallengeFacts("Second", ["social"]), version=1, by=camille)

    assert Challenge.objects.get().title == "Premier"


@pytest.mark.parametrize(
    "facts",
    [
        ChallengeFacts("", ["social"]),
        ChallengeFacts("A", []),
        ChallengeFacts("A", ["royal"]),
        ChallengeFacts("A", ["social"], statement="x" * 20_000_000),
        ChallengeFacts("A", ["social"], baseline=Decimal("1e30")),
        ChallengeFacts("A", ["social"], target=Decimal("NaN")),
        ChallengeFacts("A", ["social"], baseline_year=99999),
    ],
)
def test_wrong_challenges_are_refused(facts: ChallengeFacts) -> None:
    camille, collective = make_team()

    with pytest.raises(Refusal):
        add_challenge(collective, facts, by=camille)

    assert Challenge.objects.count() == 0


def test_a_reader_writes_no_challenge() -> None:
    collective, lise = make_collective(), make_person("Lise Lectrice")
    make_seat(collective, lise, SeatRole.READER)

    with pytest.raises(Refusal):
        add_challenge(collective, ChallengeFacts("A", ["social"]), by=lise)

    assert Challenge.objects.count() == 0
