#!/bin/sh
# Every function of server/ that others may call is called by somebody: by the server, by its own file, or by a test as its seam.
# Reads the object files of a build. Usage: sh tests/lint/check_callers.sh [BUILD]     BUILD: build-dev
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build-dev}
[ -d "$build/server" ] || { echo "there is no build in $build; cmake --preset dev && cmake --build $build"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Objects of files that are gone may still lie there.
find "$build/server" -name '*.c.o' | while read -r object; do
    source=$(echo "$object" | sed -E 's,.*/server/CMakeFiles/[^/]+\.dir/,,; s,\.o$,,')
    [ -f "server/$source" ] && echo "$object"
done >"$work/objects"

xargs nm -A <"$work/objects" | sed -nE 's,.*\.dir/([^:]+)\.o:.* T ([A-Za-z_0-9]+)$,\2 \1,p' | grep -vE '^(main|__)' | sort >"$work/defined"
{
    xargs nm -u <"$work/objects"
    find "$build/tests" -name '*.c.o' -print0 | xargs -0 nm -u
} | sed -nE 's,^ +U ([A-Za-z_0-9]+)$,\1,p' | sort -u >"$work/called"

bad=0
join -v 1 "$work/defined" "$work/called" >"$work/uncalled"
while read -r name source; do
    [ "$(grep -cw "$name" "server/$source")" -gt 1 ] && continue
    echo "server/$source: nobody calls $name"
    bad=1
done <"$work/uncalled"
exit $bad
