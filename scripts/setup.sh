#!/bin/sh
# Makes .venv from the lock files given as arguments (default: requirements.lock), each installed once per content.
# Plain sh and plain python3: it runs on a fresh Debian, Ubuntu or macOS, without root.
set -eu
unset CDPATH
cd "$(dirname "$0")/.."
PYTHON=${PYTHON:-python3}
LOG=build/setup.log
mkdir -p build

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

check_python() {
    command -v "$PYTHON" >/dev/null 2>&1 ||
        fail "« $PYTHON » est introuvable : installez Python 3.11 ou plus récent, ou lancez « PYTHON=python3.12 make … »."
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "Python 3.11 ou plus récent est nécessaire ; « $PYTHON » est plus ancien. Lancez « PYTHON=python3.12 make … »."
}

# python3-venv may be missing, and pip may refuse to install beside the system (PEP 668): a folder of our own is allowed.
make_environment() {
    rm -rf .venv
    if "$PYTHON" -m venv .venv >"$LOG" 2>&1; then
        return
    fi
    rm -rf .venv
    "$PYTHON" -m pip --version >>"$LOG" 2>&1 ||
        fail "Python n’a ni « venv » ni « pip » : installez « python3-venv » (ou « python3-pip »), puis relancez."
    "$PYTHON" -m pip install --quiet --upgrade --target build/virtualenv virtualenv >>"$LOG" 2>&1 &&
        PYTHONPATH=build/virtualenv "$PYTHON" -m virtualenv --quiet .venv >>"$LOG" 2>&1 ||
        fail "L’environnement Python n’a pas pu être créé (détails : $LOG). Vérifiez la connexion à internet, puis relancez."
}

works() {
    .venv/bin/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

install() {
    stamp=.venv/installed-$(basename "$1")
    if [ -f "$stamp" ] && cmp -s "$1" "$stamp"; then
        return
    fi
    printf 'Installation des bibliothèques (%s)…\n' "$1"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$1" >"$LOG" 2>&1 ||
        fail "Les bibliothèques n’ont pas pu être installées (détails : $LOG). Vérifiez la connexion à internet et la place sur le disque, puis relancez."
    cp "$1" "$stamp"
}

write_command() {
    command_file=.venv/bin/frenchimpact
    if [ -x "$command_file" ]; then
        return
    fi
    cat >"$command_file.draft" <<'SCRIPT'
#!/bin/sh
# The command line from any folder: FRENCHIMPACT is the checkout this environment belongs to.
unset CDPATH
project=$(cd "$(dirname "$0")/../.." && pwd)
PYTHONPATH="$project${PYTHONPATH:+:$PYTHONPATH}" exec "$project/.venv/bin/python" -m frenchimpact "$@"
SCRIPT
    chmod +x "$command_file.draft"
    mv "$command_file.draft" "$command_file"
}

works || { check_python && make_environment; }
for lock in "${@:-requirements.lock}"; do
    install "$lock"
done
write_command
