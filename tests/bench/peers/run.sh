#!/bin/sh
# Races Plenaria against ShareDB, Hocuspocus and y-websocket on this machine, prints one Markdown table and draws it.
# Usage: sh tests/bench/peers/run.sh [--runs N] [--seconds S] [--plot FILE] [MEETING...]     FILE: build-bench/race.svg
#        meetings: plenary fanout-100 fanout-1000 fanout-4000 firehose storm; and, once: history kill
set -eu
cd "$(dirname "$0")/../../.."

PLENARIA_BUILD=${PLENARIA_BUILD:-$PWD/build-bench}
export PLENARIA_BUILD
log=$(mktemp)
trap 'rm -f "$log"' EXIT
{
    cmake -S . -B "$PLENARIA_BUILD" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DPLENARIA_TESTS=ON
    cmake --build "$PLENARIA_BUILD" --target plenaria bench_load
    for folder in tests tests/bench/peers; do
        [ -d "$folder/node_modules" ] || npm --prefix "$folder" ci --no-audit --no-fund
    done
} >"$log" 2>&1 || { tail -40 "$log" >&2; exit 1; }
ulimit -n "$(ulimit -Hn)"
exec node tests/bench/peers/race.mjs "$@"
