"""What proves a label to machines is written with the label itself, in the same transaction."""

from datetime import datetime

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.calls.calculations.delays import end_of
from frenchimpact.calls.models import ApplicantKind
from frenchimpact.labels.actions import keys
from frenchimpact.labels.calculations.badges import BadgeFacts, sign_badge, sign_status_list
from frenchimpact.labels.models import ENDED, Credential, Label, Purpose, SigningKey, State, StatusList
from frenchimpact.labels.queries.proofs import address_of, address_of_list, site

DESCRIPTIONS = {
    ApplicantKind.COLLECTIVE: (
        "Label de l’accélérateur national d’innovation sociale, délivré au collectif d’un territoire.",
        "Un collectif local, des défis mesurés, des membres qui ont signé leur lettre d’engagement.",
    ),
    ApplicantKind.ORGANISATION: (
        "Label de l’accélérateur national d’innovation sociale, délivré à une structure d’accompagnement.",
        "Une structure qui accompagne l’innovation sociale, après examen de ce qu’elle fait et de ses moyens.",
    ),
}
SET_BY = {Purpose.REVOCATION: ENDED, Purpose.SUSPENSION: [State.SUSPENDED]}


@transaction.atomic
def prepare_proofs(at: datetime) -> None:
    """Make sure that there is a key, that lists are fresh, and that each public label that has a number is signed.

    Done when the site starts and once a day; again changes nothing but the freshness of the lists.
    """
    write_status_lists(at)
    for label in Label.objects.shown().exclude(number=None).filter(credential=None).order_by("pk"):
        sign_label(label, at)


@transaction.atomic
def change_key(*, by: User | None, at: datetime) -> SigningKey:
    """Let another key sign from now on; credentials signed before keep their signature, lists take the new one."""
    key = keys.renew_key(by=by, at=at)
    write_status_lists(at)
    return key


@transaction.atomic
def sign_label(label: Label, at: datetime) -> Credential:
    """Sign the credential of a public label, once."""
    holder, issued_at, valid_until = label.holder, label.issued_at, label.valid_until
    if not (holder and issued_at and valid_until):
        raise ValueError(label.pk)  # only an issued label, once it is public
    key, private = keys.key_that_signs(at)
    facts = BadgeFacts(
        site=site(),
        address=address_of(label),
        label=label.name,
        description=DESCRIPTIONS[ApplicantKind.ORGANISATION if label.organisation else ApplicantKind.COLLECTIVE],
        holder=holder.name,
        holder_address=f"{site()}{holder.get_absolute_url()}",
        place=label.pk,
        issued_at=issued_at,
        valid_until=end_of(valid_until),
        lists={str(purpose): address_of_list(purpose) for purpose in Purpose},
    )
    token = sign_badge(facts, private)
    return Credential.objects.create(label=label, key=key, token=token, signed_at=at)


@transaction.atomic
def write_status_lists(at: datetime) -> None:
    """Sign both lists as labels stand now, one transaction after the other: none forgets what another has written."""
    _, private = keys.key_that_signs(at)
    for purpose in Purpose:
        StatusList.objects.get_or_create(purpose=purpose, defaults={"token": "", "signed_at": at})
        listed = StatusList.objects.select_for_update().get(purpose=purpose)
        places = Label.objects.exclude(number=None).filter(state__in=SET_BY[purpose]).values_list("pk", flat=True)
        address = address_of_list(purpose)
        listed.token = sign_status_list(address, str(purpose), places, private, site=site(), at=at)
        listed.signed_at = at
        listed.save(update_fields=["token", "signed_at"])
