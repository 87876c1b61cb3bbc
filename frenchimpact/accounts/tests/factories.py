from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.text import slugify

from frenchimpact.accounts.models import Appointment, Capacity, User


def make_person(name: str = "Camille Aubier", *, email: str = "", is_active: bool = True) -> User:
    address = email or f"{slugify(name).partition('-')[0]}@exemple.test"
    return User.objects.create(name=name, email=address, is_active=is_active)


def make_appointment(person: User, *, since: datetime | None = None, until: datetime | None = None) -> Appointment:
    since = since or timezone.now() - timedelta(days=30)
    return Appointment.objects.create(person=person, capacity=Capacity.OPERATOR, since=since, until=until)


def make_appointed(name: str, capacity: Capacity, *, title: str = "chargée de mission") -> User:
    person = make_person(name)
    since = timezone.now() - timedelta(days=30)
    Appointment.objects.create(person=person, capacity=capacity, title=title, since=since)
    return person


def make_operator(name: str = "Odile Meunier") -> User:
    person = make_person(name)
    make_appointment(person)
    return person
