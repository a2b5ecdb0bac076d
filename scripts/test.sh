#!/usr/bin/env bash
# The one test command: makes its own environment, installs what the tests need where it is missing, runs everything.
#   scripts/test.sh [pytest's arguments]             with the tested versions (constraints.txt); what CI runs
#   scripts/test.sh --newest [pytest's arguments]    with the newest version of every package, in an environment of its own
set -euo pipefail
cd "$(dirname "$0")/.."

python=${PYTHON:-python3}
versions=(-c constraints.txt)
venv=${DOCGEN_TEST_VENV:-.venv-test}
if [ "${1:-}" = --newest ]; then
    shift
    versions=(--upgrade --upgrade-strategy eager)
    venv=${DOCGEN_NEWEST_VENV:-.venv-newest}
    set -- --hypothesis-profile=random "$@"
fi

need_packages() {
    "$python" -c 'import ensurepip' 2>/dev/null || return 0
    command -v soffice >/dev/null 2>&1 || return 0
    fc-list ':lang=zh-cn' family 2>/dev/null | grep -q 'Noto Serif CJK SC' || return 0
    fc-list : family 2>/dev/null | grep -q 'Liberation Serif' || return 0
    return 1
}

if need_packages; then
    echo "安装 LibreOffice 和字体（只用于测试版面）……"
    sudo=""
    [ "$(id -u)" = 0 ] || sudo=sudo
    export DEBIAN_FRONTEND=noninteractive
    $sudo apt-get update -qq
    $sudo apt-get install -y -qq --no-install-recommends \
        python3-venv libreoffice-writer libreoffice-calc fontconfig fonts-noto-cjk fonts-liberation fonts-arphic-gkai00mp >/dev/null
fi

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    { echo "需要 Python 3.11 或更新的版本；可写 PYTHON=python3.12 bash scripts/test.sh"; exit 3; }
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
"$venv/bin/python" -m pip install -q "${versions[@]}" pip hatchling editables
"$venv/bin/python" -m pip install -q "${versions[@]}" --no-build-isolation -e . --group dev

"$venv/bin/ruff" check .
"$venv/bin/ruff" format --check --quiet .
# types are checked while the tests run
"$venv/bin/mypy" &
types=$!
# one worker a core; --dist loadfile keeps the conversions of one file in one process, in the order of tests/conftest.py
"$venv/bin/python" -m pytest -n auto --dist loadfile --no-loadscope-reorder -ra "$@"
wait $types
PYTHON="$python" bash scripts/test_wheel.sh "$venv" "${versions[@]}"
