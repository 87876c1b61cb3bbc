#!/bin/sh
# Prints the path of a Chromium for the browser tests; installs one where there is none.
set -eu
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name"; then
        exit 0
    fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -q && apt-get install -q -y --no-install-recommends chromium; } >&2 && command -v chromium && exit 0
fi
.venv/bin/playwright install chromium >&2
.venv/bin/python -c 'from playwright.sync_api import sync_playwright as p
with p() as playwright: print(playwright.chromium.executable_path)'
