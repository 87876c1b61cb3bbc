"""One site for all the tests of this folder: its first start loads the geography once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.launch.site import Site

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what starts processes, and keep it in one process of xdist."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.launch)
            item.add_marker(pytest.mark.xdist_group("launch"))


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site") / "data"


@pytest.fixture(scope="session")
def the_only_site(data: Path) -> Iterator[Site]:
    site = Site(data)
    yield site
    if not site.has_ended:
        site.stop()


@pytest.fixture
def site(the_only_site: Site) -> Site:
    """Give the running site, started again if a test ended it, without witnesses of an earlier test."""
    if the_only_site.has_ended:
        the_only_site.start()
    the_only_site.forget_witnesses()
    return the_only_site
