"""A person at a browser without pictures or scripts, who tries again when the site does not answer."""

import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import requests

AWAY = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)
PAUSE = 0.2  # seconds between two tries
COOKIE = "sessionid"
SERVER_ERROR = 500


@dataclass
class Form:
    """A form of a page: where it leads, and what it holds before anybody types."""

    action: str
    values: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method", "").lower() == "post":
            self.forms.append(Form(given.get("action", "")))
        elif tag == "input" and self.forms and "name" in given and given.get("type") == "hidden":
            self.forms[-1].values[given["name"]] = given.get("value", "")


class Person:
    """Somebody on the site, signed in if they have a session."""

    def __init__(self, site: str, session: str = "", *, patience: float = 60.0) -> None:
        self.site = site
        self.patience = patience
        self.browser = requests.Session()
        if session:
            self.browser.cookies.set(COOKIE, session, domain="localhost.local" if "//localhost" in site else None)
        self.seconds: list[float] = []  # of each answer to a POST
        self.tries = 0  # that had no answer

    def get(self, path: str) -> requests.Response:
        return self._ask("GET", path)

    def form(self, path: str, *, to: str) -> Form:
        """Open the page and find its form that leads to this address (« » : the page itself)."""
        page = self.get(path)
        if page.status_code != requests.codes.ok:
            message = f"{path}: {page.status_code}"
            raise AssertionError(message)
        reader = _Forms()
        reader.feed(page.text)
        target = urljoin(page.url, to)
        return next(form for form in reader.forms if urljoin(page.url, form.action) == target)

    def send(
        self, path: str, form: Form, typed: dict[str, str], *, file: tuple[str, str, bytes] | None = None
    ) -> requests.Response:
        """Send the form as it stood with what was typed, and again while nobody answers, as people do."""
        begun = time.perf_counter()
        files = {file[0]: (file[1], file[2])} if file else None
        answer = self._ask("POST", path, data=form.values | typed, files=files, headers={"Referer": self.site + path})
        self.seconds.append(time.perf_counter() - begun)
        return answer

    def _ask(self, method: str, path: str, **more: object) -> requests.Response:
        give_up_at = time.monotonic() + self.patience
        while True:
            try:
                answer = self.browser.request(
                    method,
                    urljoin(self.site, path),
                    timeout=30,
                    allow_redirects=False,
                    **more,  # type: ignore[arg-type]
                )
            except AWAY:
                answer = None
            if answer is not None and answer.status_code < SERVER_ERROR:
                return answer
            self.tries += 1
            if time.monotonic() > give_up_at:
                message = f"{method} {path}: nobody answers ({answer and answer.status_code})"
                raise AssertionError(message)
            time.sleep(PAUSE)
