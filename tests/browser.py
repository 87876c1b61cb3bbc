"""A real browser for the tests: Debian's Chromium if there is one, and axe for accessibility."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4"]
# The last switch of this name counts, so what Playwright puts off is said again. The last two: no page
# of the browser’s own interface is made ready for each new window, which nobody sees.
NOT_NEEDED = [
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(NOT_NEEDED)}",
]
PATIENCE = 15_000  # milliseconds
COLOURS = ["color-contrast", "link-in-text-block"]  # the rules that another colour scheme may break
_RUN_AXE = """async ([type, values]) => {
  const found = await axe.run(document, {runOnly: {type, values}, resultTypes: ["violations"]});
  const told = (node) => `${node.html} ${node.failureSummary}`;
  return found.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map(told).join(" | ")}`);
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open Chromium: the one on the PATH, else Playwright's own. What is expected may take time on a busy machine."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """Tell what axe finds against WCAG 2.2 AA and the RGAA, or these rules: one sentence each, none if all is well."""
    # evaluated, not added as a script tag: our Content-Security-Policy forbids that, and stays on
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_RUN_AXE, ["rule", rules] if rules else ["tag", STANDARDS])
    return found


def assert_accessible(page: Page) -> None:
    found = violations(page)
    assert found == [], "\n".join(found)
