#!/bin/sh
# Runs the suite: where the machine has a PostgreSQL of its own, once on it without browser and without what does not
# depend on the database's version (who may open what, what is kept of whom, rules of the house); then everything on the embedded one (or on
# DATABASE_URL). The summary of pytest is the last thing printed.
set -eu
unset CDPATH
cd "$(dirname "$0")/.."
JOBS=${JOBS:-2}
FRENCHIMPACT_CHROMIUM=$(sh scripts/chromium.sh)
export FRENCHIMPACT_CHROMIUM

distribution() {
    for folder in /usr/lib/postgresql/*/bin; do
        major=$(basename "$(dirname "$folder")")
        case $major in *[!0-9]*) continue ;; esac
        if [ "$major" -ge 15 ] && [ -x "$folder/initdb" ]; then
            printf '%s\n' "$folder"
            return
        fi
    done
}

other=$(distribution)
if [ -z "${DATABASE_URL:-}" ] && [ -n "$other" ]; then
    FRENCHIMPACT_PG_BIN=$other FRENCHIMPACT_DATA=.data/distribution \
        .venv/bin/python -m pytest -n "$JOBS" --dist loadgroup -m "not browser and not nightly and not launch" \
        --ignore tests/permissions --ignore tests/architecture --ignore tests/showcase --ignore tests/personal_data "$@"
fi
exec .venv/bin/python -m pytest -n "$JOBS" --dist loadgroup -m "not nightly" "$@"
