#!/bin/sh
# Prints the server's figures as a Markdown table: medians of several runs on this machine, none of them a test.
# Usage: sh tests/bench/run.sh [--runs N] [--seconds S] [WORKLOAD...]    workloads: plenary fanout firehose crowd drafts storm open text commit beside relay people files
# Builds an optimised server in build-bench and draws there how the figures stand to their aims (workloads.svg; elsewhere by
# --plot FILE). Leave the machine alone while it runs.
set -eu
cd "$(dirname "$0")/../.."

PLENARIA_BUILD=${PLENARIA_BUILD:-$PWD/build-bench}
export PLENARIA_BUILD
log=$(mktemp)
trap 'rm -f "$log"' EXIT
{
    cmake -S . -B "$PLENARIA_BUILD" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DPLENARIA_TESTS=ON
    cmake --build "$PLENARIA_BUILD" --target plenaria bench_load bench_text_edit bench_log_commit
    [ -d tests/node_modules ] || npm --prefix tests ci --no-audit --no-fund
} >"$log" 2>&1 || { tail -40 "$log" >&2; exit 1; }
exec node tests/bench/run.mjs "$@"
