#!/bin/sh
# Checks that all C is laid out as .clang-format says; `git ls-files '*.[ch]' | xargs clang-format -i` mends it.
# Usage: sh tests/lint/check_format.sh
set -eu
cd "$(dirname "$0")/../.."
find server tests -name node_modules -prune -o -name '*.[ch]' -print0 | xargs -0 -n 20 clang-format --dry-run --Werror
