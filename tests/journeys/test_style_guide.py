"""Every component in a real browser: wide and narrow, light and dark."""

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser import assert_accessible, chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("frenchimpact.ui.tests.urls"),
]


@pytest.mark.parametrize("width", [375, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_style_guide_is_accessible(live_server: LiveServer, width: int, scheme: str) -> None:
    with chromium() as browser:
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(f"{live_server.url}/style/")

        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
