"""A real browser for the tests: Debian's Chromium if there is one, and axe for accessibility."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_RUN_AXE = """async (standards) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: standards}});
  const told = (node) => `${node.html} ${node.failureSummary}`;
  return found.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map(told).join(" | ")}`);
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open Chromium: the one on the PATH, else Playwright's own."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def violations(page: Page) -> list[str]:
    """Tell what axe finds against WCAG 2.2 AA and the RGAA: one sentence each, empty when all is well."""
    # evaluated, not added as a script tag: our Content-Security-Policy forbids that, and stays on
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_RUN_AXE, STANDARDS)
    return found


def assert_accessible(page: Page) -> None:
    found = violations(page)
    assert found == [], "\n".join(found)
