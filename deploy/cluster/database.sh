#!/bin/sh
# The entry point of the containers of database.Containerfile:
#
#   etcd NAME HOST HOST,HOST,HOST       one of three that Patroni asks who leads
#   database NAME HOST ETCD,ETCD,ETCD   one of three servers of PostgreSQL; the password is in DATABASE_PASSWORD, the containers' network in DATABASE_NET
#   create HOST,HOST,HOST               makes the database `plenaria` at whichever is the primary, and ends
set -eu

peers() { # "a,b,c" as etcd wants its first members
    for one in $(echo "$1" | tr , ' '); do printf '%s=http://%s:2380,' "$one" "$one"; done | sed 's/,$//'
}

clients() {
    for one in $(echo "$1" | tr , ' '); do printf '%s:2379,' "$one"; done | sed 's/,$//'
}

run_etcd() { # NAME HOST MEMBERS
    exec etcd --enable-v2 --name "$1" --data-dir "/etcd/$1" --logger zap --log-level warn \
        --listen-client-urls http://0.0.0.0:2379 --advertise-client-urls "http://$2:2379" \
        --listen-peer-urls http://0.0.0.0:2380 --initial-advertise-peer-urls "http://$2:2380" --initial-cluster "$(peers "$3")"
}

run_database() { # NAME HOST ETCD
    watchdog=off
    [ ! -w /dev/watchdog ] || watchdog=required
    bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
    sed -e "s|@NAME@|$1|; s|@HOST@|$2|; s|@LISTEN@|0.0.0.0|; s|@DIR@|/database|; s|@BIN@|$bin|; s|@ETCD@|$(clients "$3")|" \
        -e "s|@PORT@|5432|; s|@REST@|8008|; s|@WATCHDOG@|$watchdog|; s|@PASSWORD@|$DATABASE_PASSWORD|; s|@AUTH@|scram-sha-256|; s|@NET@|$DATABASE_NET|" \
        /opt/plenaria/patroni.yml >/database/patroni.yml
    exec patroni /database/patroni.yml
}

primary_of() { # HOSTS
    for one in $(echo "$1" | tr , ' '); do
        [ "$(curl -s -m 2 -o /dev/null -w '%{http_code}' "http://$one:8008/primary")" != 200 ] || echo "$one"
    done
}

create() { # HOSTS
    for _ in $(seq 300); do
        primary=$(primary_of "$1")
        if [ -n "$primary" ]; then
            export PGPASSWORD="$DATABASE_PASSWORD"
            psql -h "$primary" -U postgres -XAtqc "SELECT 1 FROM pg_database WHERE datname = 'plenaria'" postgres | grep -q 1 ||
                createdb -h "$primary" -U postgres plenaria
            exit 0
        fi
        sleep 1
    done
    echo "No server has become the primary within five minutes." >&2
    exit 1
}

action=$1
shift
case $action in
etcd) run_etcd "$@" ;;
database) run_database "$@" ;;
create) create "$@" ;;
*) sed -n '4,6s/^# *//p' "$0" >&2; exit 2 ;;
esac
