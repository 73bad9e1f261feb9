#!/bin/sh
# Makes .venv with the given python, or leaves a working one alone. Needs no root.
set -eu
python=$1

say() { printf '%s\n' "$@" >&2; exit 1; }

if .venv/bin/python -m pip --version >/dev/null 2>&1; then exit 0; fi

command -v "$python" >/dev/null 2>&1 || say "There is no '$python' here. Python 3.11 or newer is needed."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    say "'$python' is $("$python" -V 2>&1); 3.11 or newer is needed." "Name another: make run PYTHON=python3.12"

rm -rf .venv
# Debian keeps the half of venv that brings pip in a package of its own.
if "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    "$python" -m venv .venv
elif "$python" -m pip --version >/dev/null 2>&1 && "$python" -m venv --without-pip .venv 2>/dev/null; then
    "$python" -m pip --quiet --python .venv/bin/python install pip
else
    say "'$python' cannot make a virtual environment: a part of it is not installed." \
        "On Debian and Ubuntu: apt-get install python3-venv"
fi
