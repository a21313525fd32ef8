#!/bin/sh
# A primary and its synchronous standby of PostgreSQL on this machine, in a folder of their own: for trying a cluster, and for tests. Touches no
# other PostgreSQL. Not for people's texts: both are on one disk.
#
#   sh deploy/cluster/postgres_pair.sh start DIR [PORT]   makes both where DIR is empty, starts them, prints the address for `database`
#   sh deploy/cluster/postgres_pair.sh stop DIR           stops both
#   sh deploy/cluster/postgres_pair.sh promote DIR a|b    makes a standby the primary
#   sh deploy/cluster/postgres_pair.sh follow DIR a|b     makes the other one a fresh standby of this primary
#
# They listen on a socket in DIR, and with PORT on 127.0.0.1:PORT and PORT+1. PostgreSQL refuses to run as root: then it runs as the user postgres, or as
# nobody where there is none.
set -eu

usage() {
    sed -n '5,8s/^# *//p' "$0" >&2
    exit 2
}
[ $# -ge 2 ] || usage
action=$1
dir=$2
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb 2>/dev/null || echo /none/initdb)")
[ -x "$bin/initdb" ] || { echo "PostgreSQL's server is not installed (Debian: postgresql-15)." >&2; exit 1; }

user=
if [ "$(id -u)" -eq 0 ]; then
    user=nobody
    id postgres >/dev/null 2>&1 && user=postgres
fi
run() {
    if [ -n "$user" ]; then (cd / && runuser -u "$user" -- env LC_ALL=C "$@"); else LC_ALL=C "$@"; fi
}

port_of() { # each has its own number, also for the name of its socket
    first=$(cat "$dir/port")
    if [ "$1" = a ]; then echo "$first"; else echo $((first + 1)); fi
}
other() { if [ "$1" = a ]; then echo b; else echo a; fi; }

configure() { # writes what the two differ in, and what a promise of durability rests on
    run sh -c "cat >>'$dir/$1/postgresql.conf'" <<END
port = $(port_of "$1")
listen_addresses = '$(cat "$dir/listen")'
unix_socket_directories = '$dir'
synchronous_standby_names = 'FIRST 1 ($(other "$1"))'
cluster_name = '$1'
wal_log_hints = on
wal_keep_size = 256MB
wal_sender_timeout = 5s
wal_receiver_timeout = 5s
wal_retrieve_retry_interval = 500ms
shared_buffers = 32MB
max_connections = 60
END
}

make_primary() {
    run mkdir "$dir/a"
    run "$bin/initdb" -D "$dir/a" -U plenaria -A trust -E UTF8 --locale=C -k >"$dir/log/initdb" 2>&1
    configure a
    run sh -c "printf 'local replication all trust\nhost replication all 127.0.0.1/32 trust\n' >>'$dir/a/pg_hba.conf'"
}

copy_from() { # of the primary $1, to the other one
    standby=$(other "$1")
    run "$bin/pg_basebackup" -D "$dir/$standby" -h "$dir" -p "$(port_of "$1")" -U plenaria -R -X stream -c fast \
        -d "application_name=$standby" >>"$dir/log/basebackup" 2>&1
    configure "$standby"
}

start_one() {
    run "$bin/pg_ctl" -D "$dir/$1" -l "$dir/log/$1" -s -w -t 60 start >/dev/null
}

start() {
    mkdir -p "$dir"
    dir=$(cd "$dir" && pwd)
    if [ ! -f "$dir/port" ]; then
        echo "${1:-5432}" >"$dir/port"
        if [ $# -gt 0 ]; then echo 127.0.0.1; else echo; fi >"$dir/listen"
        mkdir -p "$dir/log"
        [ -z "$user" ] || { chmod 711 "$dir"; chown "$user" "$dir" "$dir/log"; }
        make_primary
        start_one a
        run env PGOPTIONS='-c synchronous_commit=local' "$bin/createdb" -h "$dir" -p "$(port_of a)" -U plenaria plenaria
        copy_from a
        start_one b
    else
        for one in a b; do
            run "$bin/pg_isready" -q -h "$dir" -p "$(port_of "$one")" && continue
            start_one "$one" 2>/dev/null || { # one that was just killed may still be going
                sleep 2
                start_one "$one"
            }
        done
    fi
    if [ -n "$(cat "$dir/listen")" ]; then
        hosts=127.0.0.1,127.0.0.1
    else
        hosts=$(printf '%s,%s' "$dir" "$dir" | sed 's|/|%2F|g')
    fi
    echo "postgres://plenaria@/plenaria?host=$hosts&port=$(port_of a),$(port_of b)"
}

dir=$(cd "$dir" 2>/dev/null && pwd || echo "$dir")
case $action in
start)
    shift 2
    start "$@"
    ;;
stop)
    for one in a b; do
        [ ! -f "$dir/$one/postmaster.pid" ] || run "$bin/pg_ctl" -D "$dir/$one" -s -w -m immediate stop >/dev/null || true
    done
    ;;
promote)
    run "$bin/pg_ctl" -D "$dir/$3" -s -w promote
    ;;
follow)
    standby=$(other "$3")
    [ ! -f "$dir/$standby/postmaster.pid" ] || run "$bin/pg_ctl" -D "$dir/$standby" -s -w -m immediate stop >/dev/null || true
    run rm -rf "$dir/$standby"
    copy_from "$3"
    start_one "$standby"
    ;;
*) usage ;;
esac
