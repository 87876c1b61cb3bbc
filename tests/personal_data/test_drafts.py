"""An application that was begun and never submitted goes in the end, and its collective is told beforehand."""

from datetime import datetime, timedelta

import pytest
import time_machine

from frenchimpact.accounts.actions import purge_unused
from frenchimpact.accounts.models import PurgeWarning, User
from frenchimpact.accounts.tests.factories import make_person
from frenchimpact.calls.models import Application
from frenchimpact.community.models import MembershipRole
from frenchimpact.community.tests.factories import make_collective, make_membership, make_organisation
from frenchimpact.documents.models import Document
from frenchimpact.messaging.models import Notice
from frenchimpact.questionnaires.models import Answer, AnswerFile, AnswerSheet
from tests.personal_data.rows import make_row

pytestmark = pytest.mark.django_db

BEGUN = datetime.fromisoformat("2026-01-05T12:00:00+01:00")


def make_draft() -> tuple[Application, User]:
    with time_machine.travel(BEGUN, tick=False):
        camille = make_person()
        lead = make_organisation()
        make_membership(lead, camille, MembershipRole.LEAD)
        make_collective(lead=lead)
        application = make_row(Application, camille)
        assert isinstance(application, Application)
        make_row(AnswerFile, camille)
        make_row(Answer, camille)
    User.objects.update(last_login=BEGUN + timedelta(days=900))  # people are there still
    return application, camille


def night_of(days: int) -> datetime:
    return BEGUN + timedelta(days=days)


def test_a_draft_that_nobody_writes_in_is_announced_to_its_collective_then_goes_with_its_files() -> None:
    _, camille = make_draft()

    assert purge_unused(night_of(699)) == 0
    assert purge_unused(night_of(701)) == 0
    told = Notice.objects.get(person=camille, about__verb="calls.draft_purge_announced")
    assert told.title.startswith("Brouillon effacé le ")
    assert purge_unused(night_of(732)) == 1

    left = [model.objects.count() for model in (Application, AnswerSheet, Answer, AnswerFile, Document)]
    assert left == [0, 0, 0, 0, 0]


def test_a_draft_in_which_somebody_writes_again_stays() -> None:
    application, _ = make_draft()
    purge_unused(night_of(701))
    AnswerSheet.objects.filter(pk=application.sheet_id).update(changed_at=night_of(710))

    assert purge_unused(night_of(732)) == 0

    assert Application.objects.count() == 1
    assert not PurgeWarning.objects.exists()


def test_what_was_submitted_never_goes_by_itself() -> None:
    application, camille = make_draft()
    call = application.call
    wave = call.waves.create(
        number=1, opens_at=BEGUN, cutoff_at=BEGUN + timedelta(days=1), publication_at=BEGUN + timedelta(days=2)
    )
    Application.objects.update(
        submitted_at=BEGUN, submitted_by=camille, wave=wave, receipt_number="2026-1", stage="submitted"
    )

    assert purge_unused(night_of(700)) == 0
    assert purge_unused(night_of(9000)) == 0

    assert Application.objects.count() == 1
