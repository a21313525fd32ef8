#!/bin/sh
# Runs the tests of one name, wherever they are: sh tests/one.sh policy
# Builds first what they stand on. A name may be a part of one: "proposal" runs all that are called so.
set -eu
cd "$(dirname "$0")/.."
name=${1:-}
if [ -z "$name" ]; then
    echo 'usage: make test NAME=policy' >&2
    exit 2
fi

PLENARIA_BUILD=${PLENARIA_BUILD:-$PWD/build-dev}
PLENARIA_WEB=${PLENARIA_WEB:-$PWD/client-web/dist}
export PLENARIA_BUILD PLENARIA_WEB
found=no

matching() { # folders...: the test files that have the name in theirs
    find "$@" -name node_modules -prune -o -name "*$name*.test.*" -print | sort
}

files=$(matching tests/integration tests/fault tests/browser tests/property)
units=$(find tests/unit tests/property -name "test_*$name*.c")
if [ -n "$units$files" ]; then
    cmake --preset dev -B "$PLENARIA_BUILD" >/dev/null
    cmake --build "$PLENARIA_BUILD" -j "$(nproc)"
fi

if [ -n "$units" ]; then
    found=yes
    ctest --test-dir "$PLENARIA_BUILD" --output-on-failure -R "$name"
fi

if [ -n "$(matching client-web/test)" ]; then
    found=yes
    node client-web/build.mjs --tests --run "$name"
fi

if [ -n "$files" ]; then
    found=yes
    case $files in *tests/browser/*) npm --prefix client-web run --silent build ;; esac
    # shellcheck disable=SC2086
    node --test $files
fi

if [ "$found" = no ]; then
    echo "No test file has \"$name\" in its name; look into tests/ and client-web/test/." >&2
    exit 1
fi
