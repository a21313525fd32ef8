#!/bin/sh
# Installs the page's packages where needed, builds it and copies it to the folder given. Fails softly: the server is of use without it.
set -u
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    npm ci --no-audit --no-fund --loglevel=error || { echo 'page: npm ci failed; the server is built without the page' >&2; exit 0; }
    touch node_modules/.package-lock.json
fi
node build.mjs || { echo 'page: the build failed; the server is built without a new page' >&2; exit 0; }
rm -rf "$1"
mkdir -p "$1"
cp -R dist/. "$1"
