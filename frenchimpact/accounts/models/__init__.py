"""The tables of accounts; others import them from here."""

from frenchimpact.accounts.models.factors import AddressChange, FactorLoss, Identity, Passkey, RecoveryCode, Totp
from frenchimpact.accounts.models.people import (
    ERASED,
    Appointment,
    AppointmentQuerySet,
    Capacity,
    Closure,
    Erasure,
    PurgeWarning,
    Retention,
    SignedInRequest,
    User,
    Visitor,
)
from frenchimpact.accounts.models.sign_in import (
    CodePurpose,
    OpenSession,
    SignInCode,
    SignInLink,
    SignInLinkQuerySet,
    SignInTry,
    TryKind,
)

__all__ = [
    "ERASED",
    "AddressChange",
    "Appointment",
    "AppointmentQuerySet",
    "Capacity",
    "Closure",
    "CodePurpose",
    "Erasure",
    "FactorLoss",
    "Identity",
    "OpenSession",
    "Passkey",
    "PurgeWarning",
    "RecoveryCode",
    "Retention",
    "SignInCode",
    "SignInLink",
    "SignInLinkQuerySet",
    "SignInTry",
    "SignedInRequest",
    "Totp",
    "TryKind",
    "User",
    "Visitor",
]
