#!/bin/sh
# Runs one file of tests: sh tests/run_file.sh FILE FOLDER
# FOLDER gets NAME.tap, which tests/run.sh counts, NAME.status, and NAME.spent: the seconds that it took, those of the processor,
# FILE. What is printed comes in one piece, as others run beside it.
name=$(basename "$1" .test.mjs)
began=$(date +%s)
timeout -k 10 10m node --test --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=tap --test-reporter-destination="$2/$name.tap" "$1" >"$2/$name.log" 2>&1
echo $? >"$2/$name.status"
times >"$2/$name.times" # not in $(...), where a shell knows of no children
sh tests/spent.sh "$began" "$2/$name.times" "$1" >"$2/$name.spent"
printf '\n-- %s\n' "$1"
cat "$2/$name.log"
