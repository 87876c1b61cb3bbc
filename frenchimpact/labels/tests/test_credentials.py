"""A credential leaves this site for years: it is recognised wherever it comes back from, and cannot be touched up."""

import base64
import json
from pathlib import Path
from time import perf_counter

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from frenchimpact.labels.actions import ActFacts, change_key, lift_suspension, prepare_proofs, suspend_label
from frenchimpact.labels.calculations.badges import BadgeFacts, make_key_pair, read_badge, sign_badge
from frenchimpact.labels.models import Credential, Label, SigningKey, State, StatusList
from frenchimpact.labels.tests.factories import make_decider, make_issued, make_withdrawn

pytestmark = pytest.mark.django_db
VERIFY = "/labels/verifier/"
WHAT = ("Label d’essai", ("Un label.", "Pour essayer."))
WHY = ActFacts("Le rapport annuel manque.")


def signed(label: Label) -> str:
    prepare_proofs(timezone.now())
    return Credential.objects.get(label=label).token


def answer_to(client: Client, token: str) -> str:
    return client.post(VERIFY, {"text": token}).content.decode()


def touched_up(token: str, before: str, after: str) -> str:
    """Change a word of what was signed, and leave the signature as it is."""
    header, body, signature = token.split(".")
    claims = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()
    assert before in claims
    changed = base64.urlsafe_b64encode(claims.replace(before, after).encode()).decode().rstrip("=")
    return f"{header}.{changed}.{signature}"


def read_by_another_software(client: Client, token: str) -> None:
    """Verify as anybody does without this site’s code: public key, validity, and both status lists."""
    (key,) = SigningKey.objects.filter(retired_at=None)

    def download(address: str) -> bytes:
        return client.get(address.removeprefix(settings.SITE_URL.rstrip("/"))).content

    OB3Verifier(key.public_pem).verify(token, check_status=True, download=download)


def test_a_genuine_credential_of_a_label_in_force_is_recognised(client: Client) -> None:
    token = signed(make_issued())

    page = answer_to(client, f"  {token[:40]}\n{token[40:]}\n")

    assert "authentique, et le label est en cours de validité" in page


def test_a_credential_is_verified_from_its_file(client: Client) -> None:
    file = SimpleUploadedFile("attestation.jwt", signed(make_issued()).encode())

    page = client.post(VERIFY, {"file": file}).content.decode()

    assert "authentique, et le label est en cours de validité" in page


def test_a_file_that_is_none_is_told_beside_the_field(client: Client) -> None:
    file = SimpleUploadedFile("photo.jpg", b"\xff\xd8\xff")

    page = client.post(VERIFY, {"file": file}).content.decode()

    assert "n’est pas une attestation" in page


def test_a_credential_that_was_touched_up_is_refused(client: Client) -> None:
    token = touched_up(signed(make_issued()), "Impact : Pays", "Impact : Baie")

    assert "altérée ou fabriquée" in answer_to(client, token)


def test_a_credential_that_somebody_else_signed_in_our_name_is_refused(client: Client) -> None:
    label, (stranger, _) = make_issued(), make_key_pair()
    now, site = timezone.now(), settings.SITE_URL.rstrip("/")
    facts = BadgeFacts(site, f"{site}{label.get_absolute_url()}", "Pays", f"{site}/x/", 1, now, now, {}, *WHAT)

    assert "altérée ou fabriquée" in answer_to(client, sign_badge(facts, stranger))


def test_a_credential_of_another_issuer_is_not_ours(client: Client) -> None:
    private, public = make_key_pair()
    now = timezone.now()
    facts = BadgeFacts(
        "https://autre.test", "https://autre.test/labels/1/", "Pays", "https://x.test/", 1, now, now, {}, *WHAT
    )
    token = sign_badge(facts, private)

    assert "n’est pas de nous" in answer_to(client, token)
    assert read_badge(token, site="https://autre.test", public_pems=[public.decode()]).verdict == "genuine"


def test_a_file_made_to_be_long_to_read_is_not_read(client: Client) -> None:
    file = SimpleUploadedFile("attestation.jwt", b"eyJ" * 60_000)
    began = perf_counter()

    page = client.post(VERIFY, {"file": file}).content.decode()

    assert ("n’est pas une attestation" in page, perf_counter() - began < 5) == (True, True)


@pytest.mark.parametrize("given", ["bonjour", "a.b.c", "{}", "eyJh.eyJh", "..", "\0" * 30, "eyJ" * 6000])
def test_what_is_no_credential_is_said_to_be_unreadable(client: Client, given: str) -> None:
    answer = client.post(VERIFY, {"text": given})

    assert (answer.status_code, "authentique, et" in answer.content.decode()) == (200, False)


def test_a_suspended_label_is_genuine_but_suspended_for_people_and_for_machines(client: Client) -> None:
    label = make_issued()
    token = signed(label)
    read_by_another_software(client, token)

    suspend_label(label, WHY, days=15, by=make_decider(), at=timezone.now())

    assert "authentique, mais le label est suspendu" in answer_to(client, token)
    with pytest.raises(OB3VerificationError, match="'suspension' is set"):
        read_by_another_software(client, token)


def test_a_suspension_that_is_lifted_leaves_no_trace_in_the_lists(client: Client) -> None:
    label, decider = make_issued(), make_decider()
    token = signed(label)
    suspend_label(label, WHY, days=15, by=decider, at=timezone.now())

    lift_suspension(label, ActFacts("Le rapport est là."), by=decider, at=timezone.now())

    read_by_another_software(client, token)
    assert "authentique, et le label est en cours de validité" in answer_to(client, token)


def test_a_withdrawn_label_is_refused_for_people_and_for_machines(client: Client) -> None:
    label = make_issued()
    token = signed(label)

    make_withdrawn(label)

    assert "authentique, mais le label a été retiré" in answer_to(client, token)
    with pytest.raises(OB3VerificationError, match="'revocation' is set"):
        read_by_another_software(client, token)


def test_the_label_of_a_neighbour_is_not_touched_by_a_withdrawal(client: Client) -> None:
    neighbour, label = make_issued("Pays voisin"), make_issued()
    token = signed(neighbour)

    make_withdrawn(label)

    read_by_another_software(client, token)


def test_a_credential_signed_before_the_key_changed_still_verifies(client: Client) -> None:
    token = signed(make_issued())

    key = change_key(by=None, at=timezone.now())

    assert "authentique, et le label est en cours de validité" in answer_to(client, token)
    published = client.get("/labels/cles.json").json()["keys"]
    assert (len(published), published[0]["kid"], {"d"} & published[0].keys()) == (2, key.name, set())
    new = signed(make_issued("Pays suivant"))
    read_by_another_software(client, new)


def test_a_key_whose_private_half_is_lost_is_replaced_and_nothing_stops(client: Client) -> None:
    label = make_issued()
    token = signed(label)
    (key,) = SigningKey.objects.all()
    (Path(settings.DATA) / "secrets" / "label_keys" / f"{key.name}.pem").unlink()

    suspend_label(label, WHY, days=15, by=make_decider(), at=timezone.now())

    assert SigningKey.objects.count() == 2
    assert "authentique, mais le label est suspendu" in answer_to(client, token)


def test_only_the_site_reads_the_private_half() -> None:
    prepare_proofs(timezone.now())

    path = Path(settings.DATA) / "secrets" / "label_keys" / f"{SigningKey.objects.get().name}.pem"
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_prepared_twice_labels_are_signed_once() -> None:
    make_issued()
    prepare_proofs(timezone.now())
    before = list(Credential.objects.values())

    prepare_proofs(timezone.now())

    assert list(Credential.objects.values()) == before
    assert (SigningKey.objects.count(), StatusList.objects.count()) == (1, 2)


def test_a_label_of_2019_has_no_credential() -> None:
    label = make_issued()
    Label.objects.filter(pk=label.pk).update(number=None, application=None, state=State.TO_CONFIRM)

    prepare_proofs(timezone.now())

    assert Credential.objects.count() == 0


def test_the_profile_says_who_issues_and_where_the_keys_are(client: Client) -> None:
    profile = client.get("/labels/emetteur.json").json()
    token = signed(make_issued())
    claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "==="))

    assert (profile["id"], profile["type"]) == (claims["issuer"]["id"], ["Profile"])
    assert client.get(profile["jwks_uri"].removeprefix(settings.SITE_URL.rstrip("/"))).status_code == 200
