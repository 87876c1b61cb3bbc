"""What teams hold about a person: given back, and taken away when she is erased."""

import pytest
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_person
from frenchimpact.community.actions.erasure import TEAMS_KEPT, erase_ties
from frenchimpact.community.models import AbuseReport, Invitation, JoinRequest, MembershipRole, PageClaim
from frenchimpact.community.personal_data import memberships as holding
from frenchimpact.community.rules.memberships import role_of
from frenchimpact.community.tests.factories import make_membership, make_organisation
from frenchimpact.community.tests.teams import make_team_things

pytestmark = pytest.mark.django_db


def test_she_reads_what_is_held_of_her() -> None:
    page = make_organisation()
    make_membership(page, make_person("Rachida Lenoir"))
    yann = make_team_things(page, "Essai").claim.person

    titles = [next(iter(row)) for row in holding._rows(yann)]

    assert titles == ["Demande à rejoindre", "Page revendiquée"]


def test_erased_she_leaves_no_word_of_hers() -> None:
    page = make_organisation()
    make_membership(page, make_person("Rachida Lenoir"))
    things = make_team_things(page, "Essai")
    yann = things.claim.person
    AbuseReport.objects.update(by=yann, email=yann.email, network="abc")
    Invitation.objects.update(email=yann.email)

    erase_ties(yann, timezone.now(), by=None)

    claim, report = PageClaim.objects.get(), AbuseReport.objects.get()
    assert (claim.capacity, claim.message, claim.proof, claim.state) == ("", "", None, "withdrawn")
    assert (report.by, report.email, report.network) == (None, "", "")
    assert (JoinRequest.objects.count(), Invitation.objects.count()) == (0, 0)


def test_erased_she_acts_for_nobody_any_more_and_is_told_what_is_kept() -> None:
    page = make_organisation()
    make_membership(page, make_person("Rachida Lenoir"))
    malo = make_membership(page, make_person("Malo Trividic"), MembershipRole.EDITOR).person

    kept = erase_ties(malo, timezone.now(), by=None)

    assert (role_of(page, malo), kept) == (None, [TEAMS_KEPT])


@pytest.mark.parametrize(("others", "count"), [(True, 1), (False, 0)])
def test_the_only_lead_of_a_team_hands_over_before_she_is_erased(*, others: bool, count: int) -> None:
    page = make_organisation()
    rachida: User = make_membership(page, make_person("Rachida Lenoir")).person
    if others:
        make_membership(page, make_person("Malo Trividic"), MembershipRole.EDITOR)

    assert len(holding._blocks(rachida)) == count
