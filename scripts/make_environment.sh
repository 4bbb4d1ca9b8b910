#!/bin/sh
# Make .venv with what requirements/run.txt (or dev.txt) pins, and the checkout itself; say which Debian package is missing.
set -eu
python=${1:-python3}
wanted=${2:-dev}

missing() {
    echo "$1" >&2
    exit 1
}

command -v "$python" >/dev/null || missing "Missing: $python. Install it: sudo apt install python3 python3-venv"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    missing "Too old: $("$python" --version). Needed: Python 3.11 or newer (Debian 12 or later: sudo apt install python3)"
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    missing "Missing: the package python3-venv. Install it: sudo apt install python3-venv"

echo "Making .venv; the first time takes up to a minute."
[ -x .venv/bin/pip ] || "$python" -m venv --clear .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "requirements/$wanted.txt"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
