import secrets
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.utils import timezone
from django.utils.text import slugify
from fido2.cose import ES256
from fido2.webauthn import Aaguid, AttestedCredentialData

from frenchimpact.accounts.actions import issue_sign_in_link
from frenchimpact.accounts.ciphers import encrypt
from frenchimpact.accounts.models import Appointment, Capacity, FactorLoss, OpenSession, Passkey, Totp, User
from frenchimpact.accounts.sessions import STRONG


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


def sign_in(client: Client, person: User, *, strong: bool = True) -> Client:
    """Come in by a link; `strong`: as if a second factor had been given too."""
    client.post(f"/connexion/{issue_sign_in_link(person, by=None)}/")
    session = client.session
    session[STRONG] = strong
    session.save()
    return client


def make_strong(person: User) -> None:
    """Let the open sessions of this person be as if a second factor had been given in each."""
    for key in OpenSession.objects.filter(person=person).values_list("session_id", flat=True):
        session = SessionStore(key)
        session[STRONG] = True
        session.save()


def make_passkey(person: User, *, name: str = "Téléphone") -> Passkey:
    """Make a key that nothing can sign with: for pages that only list or refuse."""
    secret = secrets.token_bytes(16)
    return Passkey.objects.create(
        person=person, name=name, credential_id=secret, credential=_credential(secret), added_at=timezone.now()
    )


def make_totp(person: User, secret: str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP") -> str:  # noqa: S107
    """Share a secret with the person’s application, and return it; its codes come from `calculations.totp`."""
    Totp.objects.create(person=person, secret=encrypt(secret), last_step=0, added_at=timezone.now())
    return secret


def make_loss(person: User, *, hours_ago: int = 1) -> FactorLoss:
    asked = timezone.now() - timedelta(hours=hours_ago)
    return FactorLoss.objects.create(
        person=person,
        message="Téléphone volé",
        token_hash=secrets.token_hex(32),
        asked_at=asked,
        due_at=asked + timedelta(hours=48),
    )


def _credential(identifier: bytes) -> bytes:
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    key = ES256.from_cryptography_key(public)  # type: ignore[no-untyped-call]  # fido2 types it in part
    return bytes(AttestedCredentialData.create(Aaguid.NONE, identifier, key))
