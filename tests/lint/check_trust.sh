#!/bin/sh
# Checks that each row of docs/trust.md names a test that is there, or says `none`.
# Usage: sh tests/lint/check_trust.sh
set -eu
cd "$(dirname "$0")/../.."

bad=0
grep '^| ' docs/trust.md | grep -v '^| what |' | {
    while IFS= read -r row; do
        last=$(printf '%s\n' "$row" | sed 's/ |$//; s/.*| //')
        [ "$last" = none ] && continue
        file=$(printf '%s\n' "$last" | sed -n 's/^`\(tests\/[^`]*\)`$/\1/p')
        [ -n "$file" ] && [ -f "$file" ] && continue
        echo "docs/trust.md: no such test: $row"
        bad=1
    done
    exit "$bad"
}
