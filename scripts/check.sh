#!/bin/sh
# Style, types, contracts between modules, templates, migrations, Django's own checks: all of them, then the verdict.
set -u
unset CDPATH
cd "$(dirname "$0")/.."
PATH=$PWD/.venv/bin:$PATH
export DJANGO_SETTINGS_MODULE=frenchimpact.config.settings.test
failed=""

verify() {
    name=$1
    shift
    printf '%s… ' "$name"
    if output=$("$@" 2>&1); then
        printf 'ok\n'
    else
        printf 'non\n%s\n' "$output"
        failed="$failed $name"
    fi
}

verify "ruff" ruff check --quiet .
verify "format" ruff format --quiet --check .
verify "contrats" lint-imports --no-logo
verify "types" mypy frenchimpact tests
verify "gabarits" djlint --quiet --lint frenchimpact
verify "django" python manage.py check --fail-level WARNING
verify "migrations" python manage.py makemigrations --check --dry-run
if [ -n "$failed" ]; then
    printf 'À corriger :%s\n' "$failed" >&2
    exit 1
fi
