#!/bin/sh
# Checks who may import whom in client-web/src, and that no files import each other in a circle.
# Usage: sh tests/lint/check_page_arrows.sh
set -eu
cd "$(dirname "$0")/../../client-web/src"

# "folder: what it may import". Everything may import its own folder.
arrows='
wire:
text: wire
draft: wire text
sync: wire text draft
net: wire
store: wire draft/id sync
proof: wire net
record: wire text draft
app: wire text draft sync net store
editor: wire text draft app
ui: wire text draft sync net store proof record app editor
'

# "importing imported" of every import of our own, types too but not what is loaded later, as paths below src/ without their ending.
edges() {
    find . -name '*.ts' -o -name '*.tsx' | sed 's|^\./||' | sort | xargs awk '
        function resolve(from, path,    parts, count, i, depth, stack, result) {
            sub(/[^\/]*$/, "", from)
            count = split(from path, parts, "/")
            depth = 0
            for (i = 1; i <= count; i++)
                if (parts[i] == "..") depth--
                else if (parts[i] != "." && parts[i] != "") stack[++depth] = parts[i]
            result = stack[1]
            for (i = 2; i <= depth; i++) result = result "/" stack[i]
            return result
        }
        {
            line = $0
            while (match(line, /(from|import)[ ]\047\.[^\047]*\047/)) {
                path = substr(line, RSTART, RLENGTH)
                line = substr(line, RSTART + RLENGTH)
                sub(/^[^\047]*\047/, "", path)
                sub(/\047$/, "", path)
                from = FILENAME
                sub(/\.tsx?$/, "", from)
                print from, resolve(FILENAME, path)
            }
        }'
}

all=$(edges)
bad=0

printf '%s\n' "$all" | awk -v arrows="$arrows" '
    BEGIN {
        count = split(arrows, lines, "\n")
        for (i = 1; i <= count; i++)
            if (split(lines[i], parts, /: */) >= 1 && lines[i] != "")
                allowed[parts[1]] = " " parts[2] " "
    }
    {
        from = $1
        to = $2
        sub(/\/.*/, "", from)
        sub(/\/.*/, "", to)
        if (!(from in allowed)) print $1 ": folder " from " is not in the table of arrows"
        else if (from != to && !index(allowed[from], " " to " ") && !index(allowed[from], " " $2 " "))
            print $1 ": " from "/ may not import " $2
        else next
        bad = 1
    }
    END { exit bad }' || bad=1

# tsort names the files of each circle.
loops=$(printf '%s\n' "$all" | tsort 2>&1 >/dev/null | sed 's/^tsort: //; s/^-: input contains a loop:$/these files import each other in a circle:/')
if [ -n "$loops" ]; then
    printf '%s\n' "$loops"
    bad=1
fi

# The same between the rooms of the editor and of the draft's page; the files that stand before the rooms, and are shared by them, are left out.
loops=$(printf '%s\n' "$all" | awk '
    function room(path) { return match(path, /^(editor|ui\/draft)\/[a-z]+\//) ? substr(path, 1, RLENGTH - 1) : "" }
    room($1) != "" && room($2) != "" { print room($1), room($2) }' |
    tsort 2>&1 >/dev/null | sed 's/^tsort: //; s/^-: input contains a loop:$/these rooms import each other in a circle:/')
if [ -n "$loops" ]; then
    printf '%s\n' "$loops"
    bad=1
fi
exit $bad
