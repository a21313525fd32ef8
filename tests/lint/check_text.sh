#!/bin/sh
# Checks that no file of the project names a package registry's host, a path of somebody's machine, or a secret.
# Usage: sh tests/lint/check_text.sh
set -eu
command -v git >/dev/null || { echo "git is needed to list the files" >&2; exit 1; }
cd "$(dirname "$0")/../.."

bad=0
# Each pattern is written so that it does not find itself.
refuse() { # what, extended pattern, a file where it means something else
    if git grep -nIE --untracked -e "$2" -- . ':!tests/lint/check_text.sh' ${3:+":!$3"}; then
        echo "^ $1"
        bad=1
    fi
}

refuse 'a registry is named; write the lock file with omit-lockfile-registry-resolved' '(registry\.[a-z]+js\.org|registry\.yarn|"resolved": *"http|/\.npm/_cacache)'
refuse 'a path of somebody'"'"'s machine' '(^|[^A-Za-z0-9_./-])/(work|root|home/[a-z]+|Users/[A-Za-z]+)/'
refuse 'a private key' 'BEGIN [A-Z ]*PRIVATE KEY'
refuse 'unfinished work' '(^|[^A-Za-z])(TODO|FIXME|XXX)([^A-Za-z]|$)' protocol/vectors/numbering.json # where thirty is written in Roman
exit "$bad"
