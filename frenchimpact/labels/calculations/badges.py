"""The label as an Open Badges 3.0 credential (a W3C Verifiable Credential, secured as a JWT), and back.

All that this project asks of openbadgeslib stands in this file: keys (Ed25519), signing, reading, status lists
(W3C Bitstring Status List 1.0). Nothing here reads the network.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import jwt
from openbadgeslib.keys import KeyEd25519, public_jwk_from_pem
from openbadgeslib.ob3 import (
    Achievement,
    IdentityObject,
    Issuer,
    OB3Signer,
    OB3VerificationError,
    OB3Verifier,
    OpenBadgeCredential,
    build_status_list_credential,
    sign_status_list_credential,
    status_entry,
)

ALGORITHM = "EdDSA"
LISTED = 131_072  # places of a status list: the least that the standard allows, and thousands of years of waves
LIST_LASTS = timedelta(days=8)  # an old copy of a list that is older than that is refused by those who read it
LIST_REFRESHED = 60 * 60 * 1000  # milliseconds after which a reader asks again
LONGEST = 20_000  # characters of a credential that anybody gives to read
PARTS = 3  # of a compact JWT


@dataclass(frozen=True)
class BadgeFacts:
    """What one credential says; addresses are whole, instants aware."""

    site: str  # without a slash at the end
    address: str  # of the page of the label, which names the credential
    holder: str
    holder_address: str
    place: int  # in the status lists
    issued_at: datetime
    valid_until: datetime
    lists: Mapping[str, str]  # purpose to address
    label: str  # its name
    description: tuple[str, str]  # what the label is, and what it is given for


class Verdict(StrEnum):
    GENUINE = "genuine"
    TAMPERED = "tampered"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Reading:
    """What a credential is; `address` names the label only when it is genuine."""

    verdict: Verdict
    address: str = ""


def make_key_pair() -> tuple[bytes, bytes]:
    """Draw a key; return its private and its public half, as PEM."""
    private, public = KeyEd25519().generate_keypair()
    return bytes(private), bytes(public)


def public_jwk(public_pem: str) -> dict[str, Any]:
    return {**public_jwk_from_pem(public_pem), "use": "sig", "alg": ALGORITHM}


def issuer_address(site: str) -> str:
    return f"{site}/labels/emetteur.json"


def sign_badge(facts: BadgeFacts, private_pem: bytes) -> str:
    """Sign the credential of a label; return it as a compact JWT."""
    credential = OpenBadgeCredential(
        id=facts.address,
        issuer=Issuer(id=issuer_address(facts.site), name="French Impact", url=f"{facts.site}/"),
        recipient_id=facts.holder_address,
        identifiers=[IdentityObject(facts.holder, "name", hashed=False)],
        achievement=_achievement(facts),
        name=f"{facts.label} : {facts.holder}",
        issuance_date=facts.issued_at,
        expiration_date=facts.valid_until,
        credential_status=[status_entry(url, purpose, facts.place) for purpose, url in facts.lists.items()],
    )
    return str(OB3Signer(private_pem, ALGORITHM).sign(credential))


def sign_status_list(
    address: str, purpose: str, places: Iterable[int], private_pem: bytes, *, site: str, at: datetime
) -> str:
    """Sign the list of the credentials that hold no more (or not for now), by their places."""
    listed = build_status_list_credential(
        issuer_address(site),
        address,
        purpose,
        places,
        size_bits=LISTED,
        issued=at,
        valid_until=at + LIST_LASTS,
        ttl=LIST_REFRESHED,
    )
    return str(sign_status_list_credential(listed, private_pem, ALGORITHM))


def read_badge(text: str, *, site: str, public_pems: Iterable[str]) -> Reading:
    """Say whether a credential was signed by one of these keys; whether the label still holds is another question."""
    token = "".join(text.split())
    claims = _claims_of(token)
    if claims is None:
        return Reading(Verdict.UNREADABLE)
    for pem in public_pems:
        if _is_signed_by(token, pem):
            return Reading(Verdict.GENUINE, str(claims.get("jti", "")))
    return Reading(Verdict.TAMPERED if claims.get("iss") == issuer_address(site) else Verdict.FOREIGN)


def _claims_of(token: str) -> dict[str, Any] | None:
    """Read what a credential claims, before anybody believes it."""
    if len(token) > LONGEST or token.count(".") != PARTS - 1:
        return None
    try:
        claims = jwt.decode(token, options={"verify_signature": False})
    except (jwt.InvalidTokenError, ValueError, RecursionError):
        return None
    return claims if isinstance(claims, dict) else None


def _is_signed_by(token: str, public_pem: str) -> bool:
    """Past its last day a credential is genuine all the same: the library checks the signature first."""
    try:
        OB3Verifier(public_pem).verify(token)
    except OB3VerificationError as error:
        return isinstance(error.__cause__, jwt.ExpiredSignatureError)
    return True


def _achievement(facts: BadgeFacts) -> Achievement:
    description, criteria = facts.description
    return Achievement(
        id=f"{facts.site}/le-label/",
        name=facts.label,
        description=description,
        criteria_narrative=criteria,
        achievement_type="Certification",
    )
