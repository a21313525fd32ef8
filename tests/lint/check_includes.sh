#!/bin/sh
# Checks who may include whom in server/, and that each third-party header stays in its one place.
# Usage: sh tests/lint/check_includes.sh
set -eu
cd "$(dirname "$0")/../.."

# "folder: what it may include". Everything may include base/ and its own folder.
arrows='
base:
text:
draft: text
wire: text draft
store: text/code.h
postgres: store
follow: text draft/types.h
fanout:
ooxml:
convert: text draft/numbering.h draft/types.h wire ooxml
bounds: draft/refusal.h draft/types.h
load: text draft wire store convert follow
record: text draft wire store convert load
people: text draft wire store
host: text draft wire store people
notify: text draft wire store load people bounds
proof: text draft wire store load
live: draft wire store fanout bounds load
session: draft wire store fanout bounds live
roll: draft store people bounds live
outbound:
hooks: draft/types.h wire store load outbound
login: text/utf.h wire outbound
net: fanout text/utf.h
api: text draft wire store people host notify fanout convert bounds load record proof live session net login outbound follow
cluster: store postgres live net
cli: text draft wire store people host notify postgres cluster fanout convert bounds load record proof live session roll net api login outbound hooks config.h follow
config.h: bounds/limits.h
config.c: config.h
main.c: cli
'

# "header: where it may be included" (prefixes of paths below server/).
homes='
libwebsockets.h: net/
cJSON.h: wire/
cjson/cJSON.h: wire/
sqlite3.h: store/
curl/: outbound/
cjose/: login/keys.c
uv.h: base/loop store/log_queue net/ outbound/errands login/provider
openssl/: base/ net/ store/ proof/ login/
libpq-fe.h: postgres/pg.c
zip.h: ooxml/
expat.h: ooxml/
zlib.h: fanout/deflate net/ api/
'

find server -name '*.[ch]' | sort | xargs awk -v arrows="$arrows" -v homes="$homes" '
    BEGIN {
        read_table(arrows, allowed)
        read_table(homes, home)
    }
    function read_table(text, table,    lines, count, i, parts) {
        count = split(text, lines, "\n")
        for (i = 1; i <= count; i++)
            if (split(lines[i], parts, /: */) >= 1 && lines[i] != "")
                table[parts[1]] = " " parts[2] " "
    }
    function complain(what) {
        print FILENAME ":" FNR ": " what
        bad = 1
    }
    # Our own: "folder/file.h", allowed by folder or by name; a file that is in no folder, by name.
    function check_own(path,    from, to) {
        from = FILENAME
        sub(/^server\//, "", from)
        sub(/\/.*/, "", from)
        to = path
        sub(/\/.*/, "", to)
        if (!(from in allowed))
            return complain("folder " from " is not in the table of arrows")
        if (to != from && to != "base" && !index(allowed[from], " " to " ") && !index(allowed[from], " " path " "))
            complain(from "/ may not include " path)
    }
    function check_foreign(path,    name, places, count, i, where) {
        where = FILENAME
        sub(/^server\//, "", where)
        for (name in home) {
            if (path != name && !(name ~ /\/$/ && index(path, name) == 1))
                continue
            count = split(home[name], places, " ")
            for (i = 1; i <= count; i++)
                if (index(where, places[i]) == 1)
                    return
            complain(path " belongs to" home[name] "alone")
        }
    }
    match($0, /^[ \t]*#[ \t]*include[ \t]*"[^"]+"/) {
        path = $0
        sub(/^[^"]*"/, "", path)
        sub(/".*/, "", path)
        check_own(path)
    }
    match($0, /^[ \t]*#[ \t]*include[ \t]*<[^>]+>/) {
        path = $0
        sub(/^[^<]*</, "", path)
        sub(/>.*/, "", path)
        check_foreign(path)
    }
    END { exit bad }
'
