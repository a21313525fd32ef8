#!/bin/sh
# A cluster for trying, on this machine: a primary and its synchronous standby of PostgreSQL, and two nodes that share them. Prints one link for each
# node. Ctrl-C stops all of it; the data stays.
#
#   sh deploy/cluster/quickstart.sh
#
#   PLENARIA_DATA  the data folder (cluster-data, in the checkout)
#   PLENARIA_PORT  of the first node; the second has the next one (8081)
set -eu
cd "$(dirname "$0")/../.."

data=${PLENARIA_DATA:-$PWD/cluster-data}
port=${PLENARIA_PORT:-8081}
if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    echo 'Installing: postgresql-15'
    as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends postgresql-15 >/dev/null
fi
if [ -n "${PLENARIA_PROGRAM:-}" ]; then
    program=$PLENARIA_PROGRAM
else
    sh deploy/quickstart.sh --no-start
    program=build/bin/plenaria
fi

mkdir -p "$data"
address=$(sh deploy/cluster/postgres_pair.sh start "$data/postgres")
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

if [ ! -s "$data/demo-draft" ]; then
    "$program" import --data "$data/one" --title 'CONFERENCIA REGIONAL SOBRE MOVILIDAD HUMANA' --lang es --langs es,en \
        --translation en=deploy/demo/en.txt deploy/demo/es.txt | field draft >"$data/demo-draft"
    "$program" migrate --from "$data/one" --to "$address" >/dev/null
fi
draft=$(cat "$data/demo-draft")
[ -s "$data/secret" ] || (umask 077 && od -An -N 24 -tx1 /dev/urandom | tr -d ' \n' >"$data/secret")

nodes=
stop() {
    trap - EXIT INT TERM
    # shellcheck disable=SC2086
    [ -z "$nodes" ] || kill -TERM $nodes 2>/dev/null || true
    wait
    sh deploy/cluster/postgres_pair.sh stop "$data/postgres"
}
trap stop EXIT
trap 'exit 0' INT TERM

start_node() { # NAME PORT
    cat >"$data/$1.conf" <<END
database = $address
node_name = $1
internal_listen = 127.0.0.1:$(($2 + 100))
cluster_secret = $(cat "$data/secret")
END
    "$program" serve --data "$data/$1" --listen "127.0.0.1:$2" --config "$data/$1.conf" >"$data/$1.out" 2>"$data/$1.err" &
    nodes="$nodes $!"
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        grep -q listening "$data/$1.out" && break
        sleep 0.5
    done
    grep -q listening "$data/$1.out" || { cat "$data/$1.err" >&2; exit 1; }
    "$program" invite --data "$data/$1" --draft "$draft" --role chair --name "Chair at $1" \
        --url "http://127.0.0.1:$2" | field url
}

echo 'Node one:'
start_node one "$port"
if [ ! -e "$data/two/checkpoint.key" ]; then # all nodes sign with one key
    mkdir -p -m 700 "$data/two"
    cp -p "$data/one/checkpoint.key" "$data/one/checkpoint.keys" "$data/two"
fi
echo 'Node two:'
start_node two $((port + 1))
echo "The database: $address"
echo 'Ctrl-C stops all of it.'
wait
