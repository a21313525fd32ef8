#!/bin/sh
# What clang-tidy (configured in .clang-tidy) and cppcheck find in server/. Needs a configured build folder, for its list of
# compile commands. Usage: sh tests/lint/check_static.sh [BUILD]     BUILD: build-dev
#   PLENARIA_ANALYSED_STATES  how many states of a function clang's analyzer looks at before it leaves it (50000; its own bound is 225000)
set -u
cd "$(dirname "$0")/../.."
build=${1:-build-dev}
states=${PLENARIA_ANALYSED_STATES:-50000}
status=0

if [ ! -f "$build/compile_commands.json" ]; then
    echo "Configure $build first: cmake --preset dev" >&2
    exit 1
fi

# Suppressed: includes of the system are not looked into.
cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --suppress=missingIncludeSystem \
    --error-exitcode=1 -j "$(nproc)" -I server server || status=1

# What it finds goes to stdout; stderr counts warnings of headers that were kept quiet. Nine tenths of its time are the analyzer's,
# which walks long loops until its bound. What sanitizers add to the code is none of its business.
found=$(find server -name '*.c' -print0 |
    xargs -0 -P "$(nproc)" -n 6 clang-tidy --quiet -p "$build" --extra-arg=-fno-sanitize=all \
        --extra-arg=-Xclang --extra-arg=-analyzer-config --extra-arg=-Xclang --extra-arg=max-nodes="$states" 2>/dev/null) || status=1
[ -z "$found" ] || { printf '%s\n' "$found"; status=1; }
exit $status
