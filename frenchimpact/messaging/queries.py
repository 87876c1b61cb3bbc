"""What pages and tasks read: a person's notices and choices, and how the outbox is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.html import escape
from procrastinate.contrib.django.models import ProcrastinateJob

from frenchimpact.accounts.models import ERASED, User
from frenchimpact.messaging import rules
from frenchimpact.messaging.models import ALWAYS_AT_ONCE, Email, Frequency, Notice, NoticeQuerySet, Preference, Topic

SWEPT_AFTER = timedelta(minutes=10)


@dataclass(frozen=True)
class Choice:
    """How a person is told of one topic, and whether this can be chosen."""

    topic: Topic
    frequency: Frequency
    is_free: bool


@dataclass(frozen=True)
class OutboxHealth:
    waiting: int
    given_up: int
    oldest_waiting: datetime | None
    last_sent: datetime | None


def notices_of(person: User) -> NoticeQuerySet:
    """Return what this person was told, the latest first."""
    return Notice.objects.filter(person=person).order_by("-pk")


def emails_to(person: User) -> models.QuerySet[Email]:
    """Return what was written to this person, before they had an account too."""
    return Email.objects.filter(models.Q(person=person) | models.Q(to__lower=person.email.lower())).order_by("pk")


def names_in_messages(person: User) -> set[str]:
    """How this person is named in what others were told: a name of one word is too common to be looked for."""
    return {person.name, escape(person.name)} if len(person.name.split()) > 1 else set()


def tells(words: str, fields: Iterable[str]) -> models.Q:
    """Rows in which one of these fields holds these words."""
    return models.Q.create([(f"{name}__icontains", words) for name in fields], connector=models.Q.OR)


def without(field: str, words: str) -> models.Func:
    """Give the text of this field with an anonymous name in place of these words."""
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
    return models.Func(
        models.F(field), models.Value(pattern), models.Value(ERASED), models.Value("gi"), function="regexp_replace"
    )


def unread_count(person: User) -> int:
    return Notice.objects.unread().filter(person=person).count()


def choices_of(person: User) -> list[Choice]:
    """Return one line for each topic, in its order."""
    chosen = dict(Preference.objects.filter(person=person).values_list("topic", "frequency"))
    return [
        Choice(topic, rules.frequency_of(topic, _frequency(chosen.get(topic))), topic not in ALWAYS_AT_ONCE)
        for topic in Topic
    ]


def frequencies(people: Iterable[User], topic: Topic) -> dict[int, Frequency]:
    """Return how each of these people is told of this topic, by their number."""
    found = Preference.objects.filter(person__in=list(people), topic=topic).values_list("person", "frequency")
    chosen = dict(found)
    return {person.pk: rules.frequency_of(topic, _frequency(chosen.get(person.pk))) for person in people}


def outbox_health(at: datetime) -> OutboxHealth:
    """Count what waits and what was given up in the last thirty days."""
    recent = Email.objects.filter(given_up_at__gt=at - timedelta(days=30))
    waiting = Email.objects.waiting().aggregate(count=models.Count("pk"), oldest=models.Min("created_at"))
    sent = Email.objects.aggregate(last=models.Max("sent_at"))
    return OutboxHealth(waiting["count"], recent.count(), waiting["oldest"], sent["last"])


def given_up() -> models.QuerySet[Email]:
    return Email.objects.exclude(given_up_at=None).order_by("-given_up_at")


def emails_without_job(task: str, at: datetime) -> models.QuerySet[Email]:
    """Written a while ago, neither sent nor given up, and nobody is about to send them."""
    jobs = ProcrastinateJob.objects.filter(task_name=task, status__in=["todo", "doing"]).annotate(
        email_id=Cast(KeyTextTransform("email_id", "args"), models.BigIntegerField())
    )
    return Email.objects.waiting().filter(created_at__lt=at - SWEPT_AFTER).exclude(pk__in=jobs.values("email_id"))


def people_awaiting_digest(frequency: Frequency, until: datetime) -> list[int]:
    waiting = Notice.objects.awaiting_digest(frequency, until)
    return list(waiting.order_by("person").values_list("person", flat=True).distinct())


def _frequency(value: str | None) -> Frequency | None:
    return Frequency(value) if value else None
