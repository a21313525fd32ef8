#!/bin/sh
# The entry point of a Plenaria node in compose.yaml: NAME ADDRESS. Writes its configuration from what compose.yaml gives, and sees to it that all nodes sign with one key:
# the first makes it, the others take it over.
set -eu
name=$1
address=$2

cat >/tmp/plenaria.conf <<END
listen = $address:8080
origin = https://$PLENARIA_HOST
trusted_proxy = $PROXY_ADDRESS
database = postgres://postgres:$DATABASE_PASSWORD@$DATABASE_HOSTS/plenaria
node_name = $name
internal_listen = $address:9080
cluster_secret = $CLUSTER_SECRET
END

if [ "$name" = one ]; then
    plenaria key --data /data >/dev/null
    cp /data/checkpoint.key /data/checkpoint.keys /keys/
else
    until [ -s /keys/checkpoint.keys ]; do sleep 1; done
    cp /keys/checkpoint.key /keys/checkpoint.keys /data/
fi
exec plenaria serve --data /data --config /tmp/plenaria.conf
