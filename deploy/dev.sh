#!/bin/sh
# Serves the demo while one works: builds server and page, prints a link for each role, and does it anew whenever a file of theirs
# changes. The data stay, so the links do too; the page reloads into the new server.
#
#   PLENARIA_LISTEN  where to listen (127.0.0.1:8080)
set -eu
cd "$(dirname "$0")/.."

sh deploy/quickstart.sh --no-start
data=build/dev-data
mkdir -p "$data"
server=

serve() {
    PLENARIA_DATA=$data sh deploy/quickstart.sh &
    server=$!
}

stop() {
    [ -n "$server" ] || return 0
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
}

changed() {
    find server client-web/src client-web/build.mjs CMakeLists.txt -newer build/dev-seen -type f | grep -q .
}

trap 'stop; exit 0' INT TERM
touch build/dev-seen
serve
while sleep 1; do
    changed || continue
    touch build/dev-seen
    echo
    echo 'Something has changed.'
    stop
    sh deploy/quickstart.sh --no-start && serve || echo 'Waiting for the next change.'
done
