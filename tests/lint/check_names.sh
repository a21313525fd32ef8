#!/bin/sh
# What the guides name is there: functions, written `name()`, and files, written `folder/file` with or without their ending.
# Usage: sh tests/lint/check_names.sh
set -eu
cd "$(dirname "$0")/../.."

guides='ARCHITECTURE.md README.md CONTRIBUTING.md server/README.md tests/README.md docs/developing.md'
names=$(mktemp)
files=$(mktemp)
trap 'rm -f "$names" "$files"' EXIT

git ls-files | sed 's|^|/|' >"$files"
git ls-files server client-web/src | grep -E '\.(c|h|ts|tsx)$' | xargs grep -hoE '[A-Za-z_][A-Za-z_0-9]*\(' | sort -u >"$names"

bad=0
complain() {
    echo "$1: \`$2\` is not there"
    bad=1
}

# A file whose path ends so; where no ending is named, of any ending, or a folder.
is_there() {
    case $1 in
    *.*) grep -qE "/$(echo "$1" | sed 's/\./\\./g')\$" "$files" ;;
    *) grep -qE "/$1(\.[a-z]+$|/|_)" "$files" ;;
    esac
}

# The first part of a path that is one of ours.
folders=$(sed -nE 's,^/(server/|client-web/src/)?([a-z-]+)/.*,\2,p' "$files" | sort -u | tr '\n' '|')

for guide in $guides; do
    quoted=$(grep -oE '`[^`]+`' "$guide" | tr -d '`' | sort -u)
    for name in $(echo "$quoted" | grep -E '^([A-Z][A-Za-z]*\.)?[A-Za-z_][A-Za-z_0-9]*\(\)$' || true); do
        word=${name##*.}
        grep -qxF "${word%)}" "$names" || complain "$guide" "$name"
    done
    for path in $(echo "$quoted" | grep -E "^(${folders%|})/[a-z_0-9./-]*[a-z_0-9]\$" || true); do
        is_there "$path" || complain "$guide" "$path"
    done
done
exit $bad
