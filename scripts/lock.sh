#!/bin/sh
# Writes the hashed lock files that `make setup` installs, from pyproject.toml (needs uv; its own lock is not committed:
# it holds an address of a registry on every line).
set -eu
unset CDPATH
cd "$(dirname "$0")/.."
uv lock --quiet
export_lock() {
    uv export --quiet --no-emit-project --no-header --no-annotate --format requirements-txt "$@" >/dev/null
}
export_lock --no-dev --output-file requirements.lock
export_lock --only-group test --output-file requirements-test.lock
export_lock --only-group check --output-file requirements-check.lock
