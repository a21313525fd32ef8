#!/bin/sh
# What clang-tidy (configured in .clang-tidy) and cppcheck find in server/. Needs a configured build folder, for its list of
# compile commands. Usage: sh tests/lint/check_static.sh [BUILD]     BUILD: build-dev
set -u
cd "$(dirname "$0")/../.."
build=${1:-build-dev}
status=0

if [ ! -f "$build/compile_commands.json" ]; then
    echo "Configure $build first: cmake --preset dev" >&2
    exit 1
fi

# Suppressed: includes of the system are not looked into.
cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --suppress=missingIncludeSystem \
    --error-exitcode=1 -j "$(nproc)" -I server server || status=1

# gcc's own options mean nothing to clang-tidy; its count of warnings that were kept quiet means nothing to us.
find server -name '*.c' -print0 |
    xargs -0 -P "$(nproc)" -n 6 clang-tidy --quiet -p "$build" 2>&1 |
    grep -v -E '^[0-9]+ warnings? generated\.$|^Suppressed [0-9]+ warnings|^Use -header-filter' |
    grep . && status=1
exit $status
