"""One box finds everything."""

import inspect

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.module_loading import module_has_submodule

from frenchimpact.search.queries import LAST_PAGE, PAGE_SIZE, PREVIEW, search
from frenchimpact.search.registry import Hit, Source, register, sources

pytestmark = pytest.mark.django_db


def test_every_module_that_has_search_documents_is_asked() -> None:
    with_documents = [
        config.name
        for config in apps.get_app_configs()
        if config.name.startswith("frenchimpact.") and module_has_submodule(config.module, "search_documents")
    ]

    answering = {inspect.getmodule(source.find).__name__ for source in sources()}  # type: ignore[union-attr]

    assert answering == {f"{name}.search_documents" for name in with_documents}


def test_everything_that_has_a_public_page_can_be_found() -> None:
    with_page = {model._meta.app_label for model in apps.get_models() if hasattr(model, "get_absolute_url")}
    with_documents = {
        config.label for config in apps.get_app_configs() if module_has_submodule(config.module, "search_documents")
    }

    assert with_page - with_documents == set()


@pytest.mark.parametrize("text", ["", " ", "'", "\0", "%_\\", "Rennes", "a" * 151, "a" * 1_000_000, "東京", "35"])
def test_every_source_answers_whatever_is_typed(text: str) -> None:
    for source in sources():
        assert list(source.find(text, 3)) == []

    assert search(text).groups == ()


def test_two_sources_cannot_bear_one_name() -> None:
    with pytest.raises(ValueError, match="lieux"):
        register(Source("lieux", "Lieux", lambda _text, _limit: [], order=1))


@pytest.mark.usefixtures("real_geography")
def test_nadia_finds_her_town_from_the_box() -> None:
    results = search("renes")

    hit = results.groups[0].hits[0]
    assert [group.source.kind for group in results.groups] == ["lieux"]
    assert (hit.title, hit.kind_label, hit.url) == ("Rennes", "commune", "/communes/35238/")
    assert hit.text.startswith("Ille-et-Vilaine · 35000, 35200, 35700 · ")


@pytest.mark.usefixtures("real_geography")
@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("35", "/departements/35/"),
        ("région bretagne", ""),
        ("Bretagne", "/regions/bretagne/"),
        ("Métropole de Lyon", "/intercommunalites/200046977/"),
        ("Est Ensemble", "/intercommunalites/200057875/"),
        ("paris 12", "/communes/75056/"),
        ("Bâgé-la-Ville", "/communes/01025/"),
    ],
)
def test_each_kind_of_place_leads_to_its_page(text: str, url: str) -> None:
    groups = search(text, ["lieux"]).groups

    assert (groups[0].hits[0].url if groups else "") == url


@pytest.mark.usefixtures("real_geography")
def test_all_kinds_show_the_first_hits_and_one_kind_shows_pages() -> None:
    everything = search("saint").groups[0]
    first, second = (search("saint", ["lieux"], page).groups[0] for page in (1, 2))

    assert (len(everything.hits), everything.has_more) == (PREVIEW, True)
    assert (len(first.hits), len(second.hits)) == (PAGE_SIZE, PAGE_SIZE)
    assert set(first.hits) & set(second.hits) == set()
    assert search("saint", ["lieux"], 10_000).page == LAST_PAGE
    assert search("saint", ["lieux"], -1).page == 1
    assert search("saint", ["inconnu"]).groups[0].hits == everything.hits


@pytest.mark.usefixtures("real_geography")
def test_as_many_queries_for_one_hit_as_for_three() -> None:
    counts = []
    for text in ("Métropole de Lyon", "saint"):
        with CaptureQueriesContext(connection) as queries:
            search(text)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_hit_is_compared_by_what_it_says() -> None:
    assert Hit("Rennes", "commune", "/") == Hit("Rennes", "commune", "/", "", 0)
