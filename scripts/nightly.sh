#!/bin/sh
# What is too long, or needs the network, for each change.
set -eu
unset CDPATH
cd "$(dirname "$0")/.."
.venv/bin/pip-audit --require-hashes --disable-pip -r requirements.lock
FRENCHIMPACT_CHROMIUM=$(sh scripts/chromium.sh)
export FRENCHIMPACT_CHROMIUM
FRENCHIMPACT_PICTURES=1 .venv/bin/python -m pytest tests/journeys/test_every_page.py
exec .venv/bin/python -m pytest -m nightly
