#!/bin/sh
# One line of the table at the end of tests/run.sh: sh tests/spent.sh BEGAN TIMES WHAT [BEFORE]
# BEGAN: when it began, in seconds of date +%s. TIMES and BEFORE: what the shell's `times` wrote at its end and at its beginning.
# Prints: seconds that passed, seconds of the processor that children of that shell took (those it waited for), WHAT.
awk -v passed="$(($(date +%s) - $1))" -v what="$3" '
    function seconds(told, part) { split(told, part, /[ms]/); return part[1] * 60 + part[2] }
    FNR == 2 { spent = seconds($1) + seconds($2) - spent } # the second line is about the children
    END { printf "%d %.0f %s\n", passed, spent, what }' ${4:+"$4"} "$2"
