"""A visitor with a browser of her own: wide or narrow, light or dark, with or without JavaScript."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from tests.browser import PATIENCE

WIDE, NARROW = 1280, 375


@dataclass
class Visit:
    """Opens pages; remembers what went wrong in them: errors of scripts, answers above 499, refusals of the CSP."""

    browser: Browser
    site: str
    troubles: list[str] = field(default_factory=list)
    _expected: set[int] = field(default_factory=set)
    _loses_network: bool = False
    _contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(self, address: str = "/", *, width: int = WIDE, dark: bool = False, scripts: bool = True) -> Page:
        """Open an address in a fresh browser, without any cookie."""
        page = self.arrive(width=width, dark=dark, scripts=scripts)
        page.goto(address)
        return page

    def arrive(
        self, *, width: int = WIDE, dark: bool = False, scripts: bool = True, cookies: Mapping[str, str] | None = None
    ) -> Page:
        """Open a fresh browser with these cookies, at no address yet."""
        context = self.browser.new_context(
            base_url=self.site,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
            locale="fr-FR",
            accept_downloads=True,
        )
        context.set_default_timeout(PATIENCE)
        context.add_cookies(
            [{"name": name, "value": value, "url": self.site} for name, value in (cookies or {}).items()]
        )
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.troubles.append(f"{page.url}: {error}"))
        page.on("console", self._hear)
        page.on("response", self._listen)
        return page

    def expects(self, *statuses: int) -> None:
        """Say which answers are no trouble: the browser's console calls each 404 an error."""
        self._expected.update(statuses)

    def loses_network(self) -> None:
        """Say that requests will not arrive, which the browser’s console tells."""
        self._loses_network = True

    def leave(self) -> None:
        """Close everything; nothing may have gone wrong on the way."""
        for context in self._contexts:
            context.close()
        assert self.troubles == [], "\n".join(self.troubles)

    def _hear(self, said: ConsoleMessage) -> None:
        if self._loses_network and "net::ERR_" in said.text:
            return
        if said.type == "error" and not any(f"status of {status} " in said.text for status in self._expected):
            self.troubles.append(said.text)

    def _listen(self, response: Response) -> None:
        if response.status >= 500:
            self.troubles.append(f"{response.url}: {response.status}")


_WIDER = """() => {
  const root = document.documentElement;
  const scrolls = (box) => box && (/auto|scroll/.test(getComputedStyle(box).overflowX) || scrolls(box.parentElement));
  const read = [...document.querySelectorAll("main :is(h1, h2, h3, p, li, td, th, a, button, input, select, textarea)")]
    .filter((each) => each.offsetParent && !scrolls(each.parentElement));
  const ends = read.map((each) => Math.floor(each.getBoundingClientRect().right - root.clientWidth));
  return Math.max(0, root.scrollWidth - root.clientWidth, ...ends);
}"""


def overflow(page: Page) -> int:
    """Measure by how many pixels the page, or what is read or used on it, is wider than its window.

    What is cut off by a box that hides its overflow makes no page wider: it is measured by itself.
    """
    wider: int = page.evaluate(_WIDER)
    return wider
