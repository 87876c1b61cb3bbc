"""People to tell, and what they are told."""

from django.utils.text import slugify

from frenchimpact.accounts.models import User
from frenchimpact.messaging.actions import notify, write_email
from frenchimpact.messaging.models import Email, Notice, Topic

TEMPLATE = "messaging/emails/signed_in.txt"


def make_person(name: str = "Camille Durand") -> User:
    return User.objects.create(email=f"{slugify(name)}@exemple.fr", name=name)


def make_notice(person: User, *, topic: Topic = Topic.PLATFORM) -> Notice:
    return notify([person], about=None, topic=topic, template=TEMPLATE, context={})[0]


def make_email(to: User | str | None = None) -> Email:
    return write_email(to or make_person(), template=TEMPLATE, context={})
