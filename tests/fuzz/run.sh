#!/bin/sh
# Builds the fuzz targets (preset fuzz, in build-fuzz) and runs each over its corpus and then on for a while, two at a time.
# Usage: sh tests/fuzz/run.sh [NAME...]     NAME: as in fuzz_NAME.c (default: all); --build: they are built only
#   PLENARIA_FUZZ_SECONDS  for each target (10; word, whose inputs are the largest, 30); make it minutes after a change to a decoder
# An input that breaks something is kept as corpus/NAME/regression-*: mend what it found, and leave it there.
set -u
cd "$(dirname "$0")/../.."

seconds() { # name
    case $1 in word) usual=30 ;; *) usual=10 ;; esac
    echo "${PLENARIA_FUZZ_SECONDS:-$usual}"
}
at_once=$(nproc 2>/dev/null || echo 2)
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

cmake --preset fuzz >"$logs/build" 2>&1 && cmake --build build-fuzz -j "$at_once" >>"$logs/build" 2>&1 ||
    { tail -60 "$logs/build"; echo 'FAIL the fuzz targets do not build'; exit 1; }
[ "${1:-}" != --build ] || exit 0

fuzz() { # name; what the fuzzer adds to the seeds is for this run only
    seeds=tests/fuzz/corpus/$1
    mkdir -p "$seeds" "$logs/$1"
    if "build-fuzz/bin/fuzz_$1" -max_total_time="$(seconds "$1")" -timeout=30 -rss_limit_mb=2048 \
        -artifact_prefix="$seeds/regression-" "$logs/$1" "$seeds" >"$logs/$1.log" 2>&1; then
        echo "ok   fuzz_$1 $(sed -n 's/^#\([0-9]*\).*DONE *\(cov: [0-9]*\).*/(\1 inputs, \2)/p' "$logs/$1.log")"
    else
        tail -60 "$logs/$1.log"
        echo "FAIL fuzz_$1"
        : >"$logs/failed"
    fi
}

[ $# -gt 0 ] || set -- $(ls tests/fuzz/fuzz_*.c | sed 's|.*/fuzz_\(.*\)\.c|\1|')
running=0
for name in "$@"; do
    fuzz "$name" &
    running=$((running + 1))
    [ $((running % 2)) -eq 0 ] && wait
done
wait
[ ! -e "$logs/failed" ]
