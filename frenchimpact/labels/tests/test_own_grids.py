"""After the decision each applicant reads what the committee made of its file: never who, never what was not for it."""

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_person, sign_in
from frenchimpact.calls.models import Application, Decision
from frenchimpact.calls.queries.committees.own_grids import own_grid_of
from frenchimpact.calls.tests.factories import collective_of
from frenchimpact.community.models import SeatRole
from frenchimpact.community.tests.factories import make_seat
from frenchimpact.labels.tests.recorded import FOR_APPLICANT, FOR_COMMITTEE, Decided, make_decided_wave

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided() -> Decided:
    return make_decided_wave()


def pilot_of(file: Application, name: str = "Camille Aubier") -> User:
    pilot = make_person(name)
    make_seat(collective_of(file), pilot, SeatRole.LEAD)
    return pilot


def opened(file: Application) -> Decision:
    Decision.objects.filter(application=file).update(read_at=timezone.now())
    return Decision.objects.select_related("application").get(application=file)


def page_of(file: Application, person: User) -> str:
    return sign_in(Client(), person).get(f"/candidatures/{file.public_id}/decision/").content.decode()


def test_an_applicant_reads_its_points_in_words_and_the_comments_meant_for_it(decided: Decided) -> None:
    opened(decided.files[0])

    page = page_of(decided.files[0], pilot_of(decided.files[0]))

    assert "3\u00a0personnes ont lu votre dossier" in page
    assert [page.count(one) for one in (FOR_APPLICANT, "<td>0, 2, 4</td>", "Repère 4")] == [3, 2, 2]


def test_no_page_tells_what_one_reader_gave_from_one_criterion_to_the_next(decided: Decided) -> None:
    """The public record tells it under pseudonyms: a comment beside its points would tell whose it is."""
    grid = own_grid_of(opened(decided.files[0]))

    assert grid
    scores = [one.assessment.sealed.get().scores for one in decided.readings[::2]]
    told = [[point.score for point in one.points] for one in grid.criteria]
    assert told == [sorted(one[key] for one in scores) for key in ("defis", "moyens")]
    assert set(zip(*told, strict=True)) != {(one["defis"], one["moyens"]) for one in scores}
    assert "Lecteur" not in page_of(decided.files[0], pilot_of(decided.files[0]))


def test_it_reads_no_name_no_college_no_remark_and_nothing_that_was_for_the_committee(decided: Decided) -> None:
    opened(decided.files[0])

    page = page_of(decided.files[0], pilot_of(decided.files[0]))

    readers = {one.member.person.name for one in decided.readings} | {"Léa Partie"}
    never = [*readers, FOR_COMMITTEE, "Remarque de", "économie sociale et solidaire", "Pays du Non"]
    assert [told for told in never if told in page] == []
    assert [one.public_id for one in decided.readings if one.public_id in page] == []


def test_nothing_is_read_before_the_decision_nor_before_it_is_opened(decided: Decided) -> None:
    file, pilot = decided.files[0], pilot_of(decided.files[0])

    sealed = page_of(file, pilot)
    application = sign_in(Client(), pilot).get(file.get_absolute_url()).content.decode()
    Decision.objects.filter(application=file).delete()
    before = sign_in(Client(), pilot).get(f"/candidatures/{file.public_id}/decision/")

    assert [told in text for text in (sealed, application) for told in ("Critère", FOR_APPLICANT)] == [False] * 4
    assert before.status_code == 404


def test_nobody_else_reads_it_not_even_another_applicant_of_the_wave(decided: Decided) -> None:
    opened(decided.files[0])
    other, stranger = pilot_of(decided.files[1], "Alix Autre"), make_person("Paule Simple")
    reader = decided.readings[0].member.person

    statuses = [
        sign_in(Client(), person).get(f"/candidatures/{decided.files[0].public_id}/decision/").status_code
        for person in (other, stranger, reader)
    ]

    assert statuses == [404, 404, 404]


def test_the_order_of_comments_is_drawn_by_the_key_of_the_site_for_each_file_and_stays(
    decided: Decided, settings: LazySettings
) -> None:
    decisions = [opened(file) for file in decided.files]

    def told(key: str) -> list[list[str]]:
        settings.SECRET_KEY = key
        return [grid.comments for decision in decisions if (grid := own_grid_of(decision))]

    found = [told(f"clé {number}") for number in range(40)]

    assert told("clé 0") == found[0]
    assert [len(set(map(tuple, each))) > 1 for each in zip(*found, strict=True)] == [True, True]


def test_means_are_those_of_the_readers(decided: Decided) -> None:
    grid = own_grid_of(opened(decided.files[0]))

    assert grid
    sealed = [one.assessment.sealed.get().scores["defis"] for one in decided.readings[::2]]
    (defis, _) = grid.criteria
    assert ([one.score for one in defis.points], defis.mean, defis.weight) == (sorted(sealed), sum(sealed) / 3, 60)
    assert grid.mean == 3


def test_a_file_that_no_committee_read_has_no_grid(decided: Decided) -> None:
    decided.files[0].readings.update(state="recused", recusal_reason="Déport")

    assert own_grid_of(opened(decided.files[0])) is None
