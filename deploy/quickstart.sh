#!/bin/sh
# From nothing to a running demo: installs Debian packages where they are missing, builds, makes a demo draft in Spanish and
# English, starts on loopback and prints one link for each role.
#
#   sh deploy/quickstart.sh              build, make the demo draft (once), serve
#   sh deploy/quickstart.sh --no-start   build only
#
#   PLENARIA_LISTEN  where to listen (127.0.0.1:8080)
#   PLENARIA_DATA    the data folder (data, in this folder)
set -eu
cd "$(dirname "$0")/.."

listen=${PLENARIA_LISTEN:-127.0.0.1:8080}
data=${PLENARIA_DATA:-data}
start=yes
for word in "$@"; do
    case $word in
    --no-start) start=no ;;
    *)
        echo "usage: sh deploy/quickstart.sh [--no-start]" >&2
        exit 2
        ;;
    esac
done

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

missing_packages() {
    for pair in cmake:cmake cc:gcc make:make pkg-config:pkg-config node:nodejs npm:npm; do
        command -v "${pair%%:*}" >/dev/null 2>&1 || printf '%s ' "${pair#*:}"
    done
    for pair in libuv:libuv1-dev libwebsockets:libwebsockets-dev sqlite3:libsqlite3-dev libcjson:libcjson-dev \
        libcrypto:libssl-dev zlib:zlib1g-dev libutf8proc:libutf8proc-dev libzip:libzip-dev expat:libexpat1-dev libcurl:libcurl4-openssl-dev cjose:libcjose-dev jansson:libjansson-dev libpq:libpq-dev; do
        pkg-config --exists "${pair%%:*}" 2>/dev/null || printf '%s ' "${pair#*:}"
    done
    find /usr/lib /usr/local/lib -name 'libwebsockets-evlib_uv.so' 2>/dev/null | grep -q . || printf 'libwebsockets-evlib-uv '
}

packages=$(missing_packages)
if [ -n "$packages" ]; then
    echo "Installing: $packages"
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "This system has no apt-get; install what these Debian packages hold and run this again." >&2
        exit 1
    fi
    as_root apt-get update -q >/dev/null
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends ca-certificates $packages >/dev/null
fi

# Prints what went wrong in a step whose output nobody wants to see otherwise, and stops.
step() {
    "$@" >"$log" 2>&1 && return
    grep -E -A4 'error|Error' "$log" | head -40 >&2 || true
    echo "Plenaria is not built: \"$*\" failed; what it printed is in $log." >&2
    exit 1
}

echo 'Building …'
mkdir -p build
log=build/quickstart.log
step cmake -S . -B build -DPLENARIA_WEB=ON
step cmake --build build -j "$(nproc)"
program=build/bin/plenaria
if [ "$start" = no ]; then
    echo "Built $program"
    exit 0
fi

field() { # the value of a field in a line of JSON
    sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

mkdir -p "$data"
if [ ! -s "$data/demo-draft" ]; then
    "$program" import --data "$data" --title 'CONFERENCIA REGIONAL SOBRE MOVILIDAD HUMANA (CRMH) REUNIÓN DEL GRUPO TÉCNICO CONSULTIVO (GTC)' --lang es --langs es,en \
        --translation en=deploy/demo/en.txt deploy/demo/es.txt | field draft >"$data/demo-draft"
fi
draft=$(cat "$data/demo-draft")

log=$data/listening
"$program" serve --data "$data" --listen "$listen" >"$log" &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true; exit 0' INT TERM
until [ -s "$log" ]; do
    kill -0 $server 2>/dev/null || exit 1
    sleep 0.1
done
url=$(field listening <"$log")

invite() { # label, role, name, [delegation]
    link=$("$program" invite --data "$data" --draft "$draft" --role "$2" --name "$3" ${4:+--delegation "$4"} --url "$url" | field url)
    printf '  %-22s %s\n' "$1" "$link"
}

echo
echo "Plenaria runs at $url. One link for each role; open each in a window of its own:"
echo
invite 'chair' chair 'Presidencia Pro Témpore' CR
invite 'secretariat' secretariat 'Secretaría'
invite 'delegation (Mexico)' delegation 'Delegación de México' MX
invite 'delegation (Canada)' delegation 'Délégation du Canada' CA
invite 'observer' observer 'Observadora'
echo
echo "The demo draft is in $data; Ctrl-C stops the server."
wait $server
