"""One page by région; and what names organisations asks no more for three of them than for one."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from frenchimpact.accounts.holdings import holdings
from frenchimpact.accounts.models import Capacity, User
from frenchimpact.accounts.tests.factories import make_appointed, sign_in
from frenchimpact.calls.actions.exchanges import ExchangeFacts, note_exchange
from frenchimpact.calls.models import Application, Call, Channel, Handover, HandoverLine, Stage, Wave
from frenchimpact.calls.queries.regions import by_region, sheet_of
from frenchimpact.calls.tests.committee_things import make_candidate, make_committee
from frenchimpact.community.models import Place
from frenchimpact.community.tests.factories import make_collective, make_organisation
from frenchimpact.geography.models import Perimeter, Region
from frenchimpact.geography.tests.factories import make_commune, make_departement, make_region
from frenchimpact.journal.models import Event
from frenchimpact.journal.queries import lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines() -> User:
    return make_appointed("Ines Instruction", Capacity.OFFICER)


@pytest.fixture
def call() -> Call:
    return make_committee().call


def from_commune(call: Call, name: str, code: str, stage: Stage = Stage.INSTRUCTION) -> Application:
    commune = make_commune(code)
    return make_candidate(call, name, stage=stage, collective=make_collective(name, commune))


def of_organisation(call: Call, name: str, *, seat: str = "") -> Application:
    """Make an application of an organisation, with its seat where it has one."""
    application = make_candidate(call, name)
    organisation = make_organisation(name)
    Application.objects.filter(pk=application.pk).update(collective=None, organisation=organisation)
    if seat:
        Place.objects.create(organisation=organisation, is_seat=True, commune=make_commune(seat))
    application.refresh_from_db()
    return application


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_each_region_is_counted_once_by_call_whoever_applies(call: Call) -> None:
    bretagne = make_region("53", "Bretagne")
    make_departement("29", region=bretagne)
    from_commune(call, "Pays d’Ici", "01001")
    from_commune(call, "Pays fini", "01002", Stage.ACCEPTED)
    of_organisation(call, "La Ruche", seat="29001")
    of_organisation(call, "Sans siège")

    found = by_region()

    told = [(row.region.name, row.count, row.under_way) for row in found.rows]
    assert sorted(told) == sorted([("Bretagne", 1, 1), (Region.objects.get(code="84").name, 2, 1)])
    assert found.unknown == 1
    sheet = sheet_of(call, bretagne)
    assert [str(one.applicant) for one in sheet.applications] == ["La Ruche"]
    assert sheet.states == [("instruction", [1])]


def test_a_region_is_one_page_however_many_apply(client: Client, ines: User, call: Call) -> None:
    sign_in(client, ines)
    region = make_commune("01001").region
    address = f"/equipe/candidatures/regions/{call.slug}/{region.slug}.pdf"
    empty = client.get(address)
    for number in range(90):
        collective = make_collective(f"Pays {number} {'mot' * 25}")
        Perimeter.objects.filter(pk=collective.perimeter_id).update(region_codes=[region.code])
        make_candidate(call, f"Pays {number}", collective=collective)

    full = client.get(address)

    assert [pages(answer.content) for answer in (empty, full)] == [1, 1]
    assert b"pdfuaid" in full.content
    board = client.get("/equipe/candidatures/vue-d-ensemble/").content.decode()
    assert address in board
    assert client.get(address.replace(region.slug, "nulle-part")).status_code == 404


def asked(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def test_what_names_organisations_asks_as_much_for_three_as_for_one(client: Client, ines: User, call: Call) -> None:
    sign_in(client, ines)
    lot = Handover.objects.create(to=ines, by=ines, at=timezone.now())
    said = ExchangeFacts(Channel.CALL_IN, timezone.localdate(), "Camille", "Un appel.")

    def add(name: str) -> None:
        application = of_organisation(call, name)
        note_exchange(application, said, by=ines, at=timezone.now())
        HandoverLine.objects.create(handover=lot, application=application, before=ines)

    (decisions,) = (one for one in holdings() if one.code == "calls.decisions")
    acts: list[Callable[[], object]] = [
        lambda: client.get(f"/equipe/candidatures/lots/{lot.pk}/"),
        lambda: decisions.rows(ines),
        lambda: lines(Event.objects.filter(verb="calls.exchange_noted")),
    ]
    add("Une")
    for act in acts:
        act()
    one = [asked(act) for act in acts]
    add("Deux")
    add("Trois")

    assert [asked(act) for act in acts] == one
    assert Wave.objects.count() == 1
