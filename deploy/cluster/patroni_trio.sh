#!/bin/sh
# Three servers of PostgreSQL that Patroni looks after, on this machine, in a folder of their own: what compose.yaml runs on three machines, for trying and for tests. Needs the
# Debian packages patroni, python3-etcd, etcd-server and postgresql-15; touches none of their own services. Not for people's texts: all of it is on one disk.
#
#   sh deploy/cluster/patroni_trio.sh start DIR PORT   makes what is not there, starts all of it, prints the address for `database`. PORT to PORT+7 are used
#   sh deploy/cluster/patroni_trio.sh stop DIR         stops all of it
#   sh deploy/cluster/patroni_trio.sh run DIR a|b|c    starts that Patroni again, which starts its PostgreSQL
#   sh deploy/cluster/patroni_trio.sh leader DIR       prints which of a, b, c is the primary
set -eu

usage() {
    sed -n '5,8s/^# *//p' "$0" >&2
    exit 2
}
[ $# -ge 2 ] || usage
action=$1
dir=$2
here=$(cd "$(dirname "$0")" && pwd)
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
if [ ! -x "$bin/initdb" ] || ! command -v patroni >/dev/null || ! command -v etcd >/dev/null; then
    echo "Install the Debian packages postgresql-15, patroni, python3-etcd and etcd-server." >&2
    exit 1
fi

user=$(id -un)
[ "$(id -u)" -ne 0 ] || user=postgres
# setpriv becomes the command. A runuser would stay above it, stop where it is stopped, and never go on.
as_user() {
    if [ "$(id -u)" -eq 0 ]; then (cd / && setpriv --reuid "$user" --regid "$(id -g "$user")" --init-groups env LC_ALL=C "$@"); else LC_ALL=C "$@"; fi
}
# In a session of its own, its number in DIR/NAME.pid
launch() { # NAME COMMAND...
    name=$1
    shift
    ( # whose output nobody waits for
        exec </dev/null >>"$dir/log/$name" 2>&1
        as_user setsid sh -c 'echo $$ >"$1"; shift; exec "$@"' launch "$dir/$name.pid" "$@"
    ) &
}

number_of() { case $1 in a) echo 0 ;; b) echo 1 ;; c) echo 2 ;; esac; }
first() { cat "$dir/port"; }
database_port() { echo $(($(first) + $(number_of "$1"))); }
rest_port() { echo $(($(first) + 3 + $(number_of "$1"))); }
etcd_port() { echo $(($(first) + 6)); }

run_patroni() { # NAME
    sed -e "s|@NAME@|$1|; s|@DIR@|$dir|; s|@BIN@|$bin|; s|@ETCD@|127.0.0.1:$(etcd_port)|" \
        -e "s|@HOST@|127.0.0.1|; s|@LISTEN@|127.0.0.1|; s|@PORT@|$(database_port "$1")|; s|@REST@|$(rest_port "$1")|; s|@WATCHDOG@|off|; s|@PASSWORD@|trusted|; s|@AUTH@|trust|; s|@NET@|127.0.0.1/32|" \
        "$here/patroni.yml" | as_user tee "$dir/$1.yml" >/dev/null
    launch "$1" patroni "$dir/$1.yml"
}

leader() {
    for one in a b c; do
        if [ "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$(rest_port $one)/primary")" = 200 ]; then
            echo $one
            return
        fi
    done
}

wait_for() { # WHAT COMMAND...
    what=$1
    shift
    for _ in $(seq 120); do
        if "$@" >/dev/null 2>&1; then return; fi
        sleep 0.5
    done
    echo "There is no $what after a minute; see $dir/log." >&2
    exit 1
}
has_leader() { [ -n "$(leader)" ]; }
has_standby() { [ "$(curl -s "http://127.0.0.1:$(rest_port "$(leader)")/cluster" | grep -o '"role": *"sync_standby"' | wc -l)" -ge 1 ]; }

start() {
    mkdir -p "$dir/log"
    [ -s "$dir/port" ] || echo "$1" >"$dir/port"
    chown -R "$user" "$dir"
    launch etcd etcd --enable-v2 --name e --data-dir "$dir/etcd" --logger zap --log-level error \
        --listen-client-urls "http://127.0.0.1:$(etcd_port)" --advertise-client-urls "http://127.0.0.1:$(etcd_port)" \
        --listen-peer-urls "http://127.0.0.1:$(($(first) + 7))" --initial-advertise-peer-urls "http://127.0.0.1:$(($(first) + 7))" \
        --initial-cluster "e=http://127.0.0.1:$(($(first) + 7))"
    wait_for etcd curl -sf "http://127.0.0.1:$(etcd_port)/health"
    for one in a b c; do run_patroni $one; done
    wait_for primary has_leader
    wait_for 'synchronous standby' has_standby
    at=$(database_port "$(leader)")
    as_user psql -h 127.0.0.1 -p "$at" -U postgres -XAtqc "SELECT 1 FROM pg_database WHERE datname = 'plenaria'" postgres | grep -q 1 ||
        as_user createdb -h 127.0.0.1 -p "$at" -U postgres plenaria
    echo "postgres://postgres@127.0.0.1:$(database_port a),127.0.0.1:$(database_port b),127.0.0.1:$(database_port c)/plenaria"
}

stop() {
    for one in a b c etcd; do
        [ -s "$dir/$one.pid" ] || continue
        pid=$(cat "$dir/$one.pid")
        kill -CONT "$pid" 2>/dev/null || true
        kill -TERM "$pid" 2>/dev/null || true
        for _ in $(seq 60); do
            kill -0 "$pid" 2>/dev/null || break
            sleep 0.25
        done
    done
    for one in a b c; do # a PostgreSQL whose Patroni was killed
        [ ! -s "$dir/$one/postmaster.pid" ] || as_user "$bin/pg_ctl" stop -D "$dir/$one" -m immediate -s || true
    done
}

case $action in
start) [ $# -eq 3 ] || usage; start "$3" ;;
stop) stop ;;
run) [ $# -eq 3 ] || usage; run_patroni "$3" ;;
leader) leader ;;
*) usage ;;
esac
