#!/usr/bin/env bash
# The built wheel is tested where no source lies about: a part of the suite, in an environment that has docgen as users have it.
#   scripts/test_wheel.sh ENVIRONMENT [pip's arguments]    ENVIRONMENT has hatchling and pip
set -euo pipefail
cd "$(dirname "$0")/.."

venv=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$venv/bin/python" -m pip wheel -q --no-deps --no-build-isolation -w "$work" .
"$venv/bin/python" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install -q "$@" "$work"/docgen-*.whl pytest pytest-xdist hypothesis
cp -r tests data templates docs README.md pyproject.toml "$work"
cd "$work"
# what a wheel can lack: data, templates, dependencies; and processes that find docgen and the tests
"$work/venv/bin/python" -m pytest -n auto --dist loadfile -ra -p no:cacheprovider \
    -k "not every_sample and not brings_them_along and not every_verb and not chinese_names" \
    tests/test_cli.py tests/test_register.py tests/rendering/test_charts.py tests/rendering/test_package.py
