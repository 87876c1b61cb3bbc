import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from frenchimpact.accounts.models import User
from frenchimpact.journal.actions import record
from frenchimpact.messaging import events
from frenchimpact.messaging.actions import choose_frequency, mark_all_read, mark_read, notify
from frenchimpact.messaging.models import Email, Frequency, Notice, Preference, Topic
from frenchimpact.messaging.queries import choices_of, unread_count
from frenchimpact.messaging.tests.factories import TEMPLATE, make_notice, make_person
from frenchimpact.shared.errors import Refusal

pytestmark = pytest.mark.django_db


def _jobs() -> list[dict[str, int]]:
    return list(ProcrastinateJob.objects.filter(task_name="messaging.send_email").values_list("args", flat=True))


def test_camille_is_told_at_once_of_what_touches_her_account() -> None:
    camille = make_person()

    notice = make_notice(camille, topic=Topic.SECURITY)

    email = Email.objects.get()
    assert (notice.title, notice.email_id) == ("Nouvelle connexion à votre compte", email.pk)
    assert (email.to, email.subject, email.person) == (camille.email, notice.title, camille)
    assert _jobs() == [{"email_id": email.pk}]


def test_what_can_wait_waits_for_the_digest() -> None:
    notice = make_notice(make_person())

    assert (notice.frequency, notice.email, notice.told_at) == (Frequency.DAILY, None, None)
    assert (Email.objects.count(), _jobs()) == (0, [])


def test_camille_who_asks_for_it_is_told_at_once() -> None:
    camille = make_person()
    choose_frequency(camille, Topic.PLATFORM, Frequency.AT_ONCE, by=camille)

    make_notice(camille)

    assert Email.objects.count() == 1


def test_a_person_is_told_once_of_an_event() -> None:
    camille, alix = make_person(), make_person("Alix Martin")
    event = record(events.FREQUENCY_CHOSEN, camille, by=camille)
    notify([camille, camille], about=event, topic=Topic.SECURITY, template=TEMPLATE, context={})

    notify([camille, alix], about=event, topic=Topic.SECURITY, template=TEMPLATE, context={})

    assert sorted(Notice.objects.values_list("person", flat=True)) == [camille.pk, alix.pk]
    assert Email.objects.count() == 2


def test_a_closed_account_is_told_nothing() -> None:
    camille = make_person()
    camille.is_active = False
    camille.save()

    assert notify([camille], about=None, topic=Topic.SECURITY, template=TEMPLATE, context={}) == []
    assert Email.objects.count() == 0


def test_a_change_that_is_undone_tells_nobody() -> None:
    camille = make_person()

    with transaction.atomic():
        make_notice(camille, topic=Topic.SECURITY)
        transaction.set_rollback(True)

    assert (Notice.objects.count(), Email.objects.count(), _jobs()) == (0, 0, [])


def test_to_tell_three_people_costs_no_more_than_to_tell_one() -> None:
    one = _queries([make_person("Un")])

    assert _queries([make_person("Deux"), make_person("Trois"), make_person("Quatre")]) == one


def _queries(people: list[User]) -> int:
    with CaptureQueriesContext(connection) as captured:
        notify(people, about=None, topic=Topic.SECURITY, template=TEMPLATE, context={})
    return len(captured)


def test_camille_chooses_for_herself_only() -> None:
    camille, alix = make_person(), make_person("Alix Martin")

    with pytest.raises(Refusal):
        choose_frequency(camille, Topic.PLATFORM, Frequency.ON_SITE, by=alix)

    assert Preference.objects.count() == 0


def test_nobody_turns_off_what_touches_the_account() -> None:
    camille = make_person()

    with pytest.raises(Refusal):
        choose_frequency(camille, Topic.SECURITY, Frequency.ON_SITE, by=camille)

    assert Preference.objects.count() == 0
    assert [(one.topic, one.frequency, one.is_free) for one in choices_of(camille)] == [
        (Topic.SECURITY, Frequency.AT_ONCE, False),
        (Topic.APPLICATIONS, Frequency.AT_ONCE, True),
        (Topic.PLATFORM, Frequency.DAILY, True),
    ]


def test_what_waits_for_a_digest_follows_the_new_choice() -> None:
    camille = make_person()
    make_notice(camille)

    choose_frequency(camille, Topic.PLATFORM, Frequency.ON_SITE, by=camille)

    assert Notice.objects.get().frequency == Frequency.ON_SITE


def test_camille_reads_her_notices_and_nobody_else_does() -> None:
    camille, alix = make_person(), make_person("Alix Martin")
    notice = make_notice(camille)
    make_notice(camille)

    with pytest.raises(Refusal):
        mark_read(notice, by=alix)
    assert (mark_all_read(by=alix), unread_count(camille)) == (0, 2)

    mark_read(notice, by=camille)

    assert (unread_count(camille), mark_all_read(by=camille), unread_count(camille)) == (1, 1, 0)
