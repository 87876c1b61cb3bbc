"""What a credential is, and where what proves it stands; every address is whole, as it is written in credentials."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from frenchimpact.labels.calculations.badges import Verdict, issuer_address, public_jwk, read_badge
from frenchimpact.labels.models import Label, SigningKey, State
from frenchimpact.labels.queries.standing import Standing, standing_of

TOLD = {
    Verdict.UNREADABLE: "Ce texte n’est pas une attestation lisible\u00a0: il manque peut-être un morceau. Reprenez le "
    "fichier tel qu’il vous a été donné.",
    Verdict.FOREIGN: "Cette attestation n’est pas de nous\u00a0: un autre l’a signée, ou quelqu’un l’a inventée.",
    Verdict.TAMPERED: "Cette attestation se dit de nous, mais elle est altérée ou fabriquée\u00a0: ne vous y fiez pas.",
}


class Checked:
    """What is answered to whoever gives a credential to verify: one sentence, and the label when it is genuine."""

    def __init__(self, sentence: str, standing: Standing | None = None, label: Label | None = None) -> None:
        self.sentence, self.standing, self.label = sentence, standing, label

    @property
    def tone(self) -> str:
        """Name the notice to show it in."""
        if self.standing is None:
            return "error"
        return "success" if self.standing.is_valid else "warning"


def check_credential(given: str) -> Checked:
    """Verify a credential, as it was pasted or read from a file, with every key that ever signed here."""
    pems = SigningKey.objects.order_by("-made_at").values_list("public_pem", flat=True)
    read = read_badge(given, site=site(), public_pems=pems)
    if read.verdict != Verdict.GENUINE:
        return Checked(TOLD[read.verdict])
    number = read.address.rstrip("/").rpartition("/")[2]
    label = Label.objects.shown().with_holder().filter(number=number).first()
    if label is None:
        return Checked("Cette attestation est de nous, mais son label n’est pas dans ce registre\u00a0: écrivez-nous.")
    standing = standing_of(label, localdate())
    return Checked(_sentence(standing), standing, label)


def issuer_profile() -> dict[str, Any]:
    """Describe who issues labels, as Open Badges 3.0 has it, and where its keys are."""
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": issuer_address(site()),
        "type": ["Profile"],
        "name": "French Impact",
        "url": f"{site()}/",
        "email": settings.CONTACT_EMAIL,
        "jwks_uri": f"{site()}{reverse('labels:keys')}",
    }


def published_keys() -> dict[str, list[dict[str, Any]]]:
    """Give every public key as a JWK set, the one in force first; retired ones stay, for what they signed."""
    keys = SigningKey.objects.order_by("-made_at", "-pk")
    return {"keys": [{**public_jwk(key.public_pem), "kid": key.name} for key in keys]}


def site() -> str:
    return settings.SITE_URL.rstrip("/")


def address_of(label: Label) -> str:
    """Give the whole address of its page: that of the site, never of a request, for a QR code carries it for years."""
    return f"{site()}{label.get_absolute_url()}"


def address_of_list(purpose: str) -> str:
    return f"{site()}{reverse('labels:status_list', args=[purpose])}"


def _sentence(standing: Standing) -> str:
    told = {
        State.ACTIVE: "Cette attestation est authentique, et le label est en cours de validité.",
        State.SUSPENDED: "Cette attestation est authentique, mais le label est suspendu.",
        State.WITHDRAWN: "Cette attestation est authentique, mais le label a été retiré\u00a0: elle ne vaut plus.",
        State.EXPIRED: "Cette attestation est authentique, mais le label est arrivé à son terme.",
        State.REPLACED: "Cette attestation est authentique, mais un autre label l’a remplacé.",
    }
    return told.get(standing.state, standing.sentence)
