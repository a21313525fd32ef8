#!/bin/sh
# Installs the page's packages where needed, builds the page and copies it to the folder given.
# Fails with one sentence that says why: the page is what people use, and a server without it is not what was asked for.
set -u
stop() {
    echo "page: error: $1" >&2
    exit 1
}

if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    npm ci --no-audit --no-fund --loglevel=error ||
        stop 'npm ci could not install what the page is built from (see above; is the registry reachable?)'
    touch node_modules/.package-lock.json
fi
node build.mjs || stop 'the page does not build (see above)'
rm -rf "$1"
mkdir -p "$1"
cp -R dist/. "$1"
