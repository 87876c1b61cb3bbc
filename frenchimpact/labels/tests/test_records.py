"""A decided wave leaves a record: written once, signed, under pseudonyms, and anybody finds the same ranking."""

import json

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from frenchimpact.accounts.tests.factories import make_operator, sign_in
from frenchimpact.calls.calculations.record import read_record, replay
from frenchimpact.calls.models import ReadingState, Sense, Stage, Wave, WaveStage
from frenchimpact.calls.queries.committees.modelling import result_of
from frenchimpact.calls.queries.committees.scores import scores_of_wave
from frenchimpact.calls.tests.committee_things import make_candidate
from frenchimpact.calls.tests.scored import score
from frenchimpact.journal.models import Event
from frenchimpact.labels.actions import write_missing_records, write_record
from frenchimpact.labels.calculations.badges import Verdict, read_badge
from frenchimpact.labels.calculations.signatures import is_signed, read_keys
from frenchimpact.labels.models import SigningKey, WaveRecord
from frenchimpact.labels.queries.proofs import site
from frenchimpact.labels.reactions import write_the_record
from frenchimpact.labels.tests.recorded import READERS, decide, make_decided_wave, written

pytestmark = pytest.mark.django_db


def test_a_record_tells_no_name_no_college_and_no_order() -> None:
    decided = make_decided_wave()
    record = written(decided.wave)

    told = json.loads(record.content)

    assert [name for name in decided.names if name in record.content] == []
    assert {key for one in told["readings"] for key in one} == {"reader", "application", "points"}
    assert (told["places"], told["interventions"]) == (1, {"recusals": 1, "set_aside": 0, "overrides": 1})
    assert (record.applications, record.readers, record.readings) == (2, READERS, READERS)
    assert replay(read_record(record.content)) == []


def test_pseudonyms_are_drawn_anew_and_by_nothing_that_is_published() -> None:
    decided = make_decided_wave()
    orders = set()

    for _ in range(6):
        with transaction.atomic():
            orders.add(written(decided.wave).content)
            transaction.set_rollback(True)

    assert len(orders) > 1


def test_a_wave_is_recorded_by_what_settles_it_and_only_once() -> None:
    decided = make_decided_wave(stage=WaveStage.OPENED)
    assert write_record(decided.wave.pk, at=timezone.now()) is None

    decided.settle()
    event = Event.objects.filter(verb="calls.wave_decided").latest("pk")
    write_the_record(event)
    first = WaveRecord.objects.get()
    write_the_record(event)

    assert WaveRecord.objects.get() == first
    assert (write_missing_records(timezone.now()), Event.objects.filter(verb="labels.record_written").count()) == (0, 1)


def test_a_record_that_was_missed_is_written_later_and_a_wave_that_nobody_read_has_none() -> None:
    decided = make_decided_wave()

    assert write_missing_records(timezone.now()) == 1
    bare = Wave.objects.create(
        call=decided.wave.call,
        number=2,
        stage=WaveStage.DECIDED,
        opens_at=decided.wave.opens_at,
        cutoff_at=decided.wave.cutoff_at,
        publication_at=decided.wave.publication_at,
    )
    assert write_record(bare.pk, at=timezone.now()) is None


def test_no_hand_changes_a_record_not_even_in_the_database() -> None:
    record = written(make_decided_wave().wave)

    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        WaveRecord.objects.filter(pk=record.pk).update(digest="0" * 64)
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        record.delete()


def test_with_few_readers_the_public_knows_the_digest_and_the_team_reads_the_rest(client: Client) -> None:
    record = written(make_decided_wave(open_from=READERS + 1).wave)
    address = record.get_absolute_url()

    page = client.get(address).content.decode()
    team = sign_in(Client(), make_operator("Odile"))

    assert (record.digest in page, "Seule l’empreinte" in page) == (True, True)
    assert ("Moyenne brute" in page, "lectures" in page) == (False, False)
    assert client.get(f"{address[:-1]}.json").status_code == 404
    assert client.get(f"{address[:-1]}.jws").status_code == 200
    assert team.get(f"{address[:-1]}.json").content.decode() == record.content
    assert "Le classement, sous pseudonymes" in team.get(address).content.decode()


def test_the_page_of_a_small_wave_shows_what_its_committee_saw_and_no_rank(client: Client) -> None:
    record = written(make_decided_wave().wave)

    page = client.get(record.get_absolute_url()).content.decode()

    assert [told in page for told in ("Rang attendu", "Corrigée", "neuf chances sur dix")] == [False] * 3
    assert [told in page for told in ("le comité a vu les moyennes brutes", "que le comité n’a pas vus")] == [True] * 2


def make_large_decided_wave() -> Wave:
    decided = make_decided_wave()
    for number in range(4):
        file = make_candidate(decided.wave.call, f"Pays {number}", stage=Stage.IN_REVIEW)
        for one in decided.readings:
            score(one.member, file, number)
        decide(file, Sense.FAVOURABLE)
    return decided.wave


def test_a_record_ranks_what_the_committee_saw() -> None:
    wave = make_large_decided_wave()
    seen = result_of(scores_of_wave(wave), places=5)["files"]
    assert isinstance(seen, list)

    told = read_record(written(wave).content).ranking

    assert [(one.expected_rank, list(one.interval90), one.p_in_places) for one in told] == [
        (round(expected, 4), interval90, round(chance, 4)) for _, _, expected, _, interval90, chance in seen
    ]


def test_the_page_of_a_large_wave_shows_how_sure_each_rank_is(client: Client) -> None:
    page = client.get(written(make_large_decided_wave()).get_absolute_url()).content.decode()

    assert [told in page for told in ("Rang attendu", "neuf chances sur dix")] == [True] * 2
    assert "le comité a vu les moyennes brutes" not in page


def test_the_page_says_what_a_pseudonym_does_not_hide(client: Client) -> None:
    record = written(make_decided_wave().wave)

    assert "peut en retrouver la ligne" in client.get(record.get_absolute_url()).content.decode()


def test_nothing_is_known_of_it_before_the_labels_of_the_wave_are_published(client: Client) -> None:
    record = written(make_decided_wave(published=False).wave)
    address = record.get_absolute_url()

    statuses = [client.get(one).status_code for one in (address, f"{address[:-1]}.json", f"{address[:-1]}.jws")]

    assert statuses == [404, 404, 404]
    assert "Relevé" not in client.get(record.wave.call.get_absolute_url()).content.decode()


def test_the_page_of_the_call_leads_to_its_records(client: Client) -> None:
    record = written(make_decided_wave().wave)

    assert record.get_absolute_url() in client.get(record.wave.call.get_absolute_url()).content.decode()


def test_its_signature_is_no_credential_and_a_credential_no_signature() -> None:
    record = written(make_decided_wave().wave)
    key = SigningKey.objects.get(retired_at=None)

    read = read_badge(record.signature, site=site(), public_pems=[key.public_pem])

    assert read.verdict != Verdict.GENUINE
    assert is_signed(record.digest, record.signature, read_keys(key.public_pem))
    assert not is_signed("0" * 64, record.signature, read_keys(key.public_pem))


def test_what_was_withdrawn_after_it_was_read_is_not_in_the_record() -> None:
    decided = make_decided_wave(withdrawn=True)

    record = written(decided.wave)

    assert decided.wave.applications.filter(stage=Stage.WITHDRAWN).count() == 1
    assert record.applications == 2
    assert decided.wave.applications.filter(readings__state=ReadingState.LOCKED).distinct().count() == 3
