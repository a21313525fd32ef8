#!/bin/sh
# Runs all tests: installs what they need, builds with sanitizers, and prints a closing line with the counts.
# Usage: sh tests/run.sh [PART...]     parts: unit integration office page browser lint fault fuzz tsan (default: all of them)
#   PLENARIA_BUILD         where the build with sanitizers goes (build-dev)
#   PLENARIA_SEED          repeats a random run
#   PLENARIA_KILLS         cycles of the kill -9 loop (10)
#   PLENARIA_FLIPS         bytes that are turned over in a data folder (16)
#   PLENARIA_FUZZ_SECONDS  for each fuzz target (10; the readers of Word files 30)
#   PLENARIA_ANALYSED_STATES  how far clang's analyzer follows a function (50000)
# Before the closing line stands where the time went: each part and the ten slowest files, in seconds that passed and in seconds of
# the processor. Where the two are far apart, a test waits. What ran aside counts for the part that waited for it.
set -u
cd "$(dirname "$0")/.."

jobs=$(nproc 2>/dev/null || echo 2)
PLENARIA_BUILD=${PLENARIA_BUILD:-$PWD/build-dev}
export PLENARIA_BUILD
passed=0
failed=0
skipped=0
logs=$(mktemp -d)
trap 'kill ${aside:-} 2>/dev/null; rm -rf "$logs"' EXIT

say() { printf '\n== %s\n' "$*"; }

give_up() { # a step failed that the rest stands on
    failed=$((failed + 1))
    say "$1"
    close_up
}

unsteady= # files of tests that failed and then passed alone: each is a fault to be found, in the test or in the product
close_up() {
    tell_times
    [ -z "$unsteady" ] || printf '\nunsteady, passed at the second try:%s\n' "$unsteady"
    printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    [ "$failed" -eq 0 ]
    exit
}

# What is told of is the children of this shell, so they are measured here, and not in $(...).
began=
begin() {
    began=$(date +%s)
    times >"$logs/times_before"
}

end() { # what it was; lines of $logs/parts
    times >"$logs/times"
    sh tests/spent.sh "$began" "$logs/times" "$1" "$logs/times_before" >>"$logs/parts"
}

tell_times() {
    [ -s "$logs/parts" ] || return 0
    say 'seconds, and of the processor'
    column() { awk '{ printf "%6d %6d  %s\n", $1, $2, $3 }'; }
    column <"$logs/parts"
    [ -s "$logs/spent" ] || return 0
    echo 'the slowest files:'
    sort -rn "$logs/spent" | head -10 | column
}

# --- what the tests need ---------------------------------------------------------------------------------------------

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Names of Debian packages that are missing, told by a program or a pkg-config module of each.
missing_packages() {
    for pair in cmake:cmake ninja:ninja-build cc:gcc pkg-config:pkg-config clang:clang clang-tidy:clang-tidy \
        clang-format:clang-format cppcheck:cppcheck prlimit:util-linux pdftotext:poppler-utils soffice:libreoffice-writer-nogui pandoc:pandoc xmllint:libxml2-utils node:nodejs npm:npm git:git; do
        command -v "${pair%%:*}" >/dev/null 2>&1 || printf '%s ' "${pair#*:}"
    done
    for pair in libuv:libuv1-dev libwebsockets:libwebsockets-dev sqlite3:libsqlite3-dev libcjson:libcjson-dev \
        libcrypto:libssl-dev zlib:zlib1g-dev libutf8proc:libutf8proc-dev libzip:libzip-dev expat:libexpat1-dev libcurl:libcurl4-openssl-dev cjose:libcjose-dev jansson:libjansson-dev libpq:libpq-dev cmocka:libcmocka-dev; do
        pkg-config --exists "${pair%%:*}" 2>/dev/null || printf '%s ' "${pair#*:}"
    done
    find /usr/lib /usr/local/lib -name 'libwebsockets-evlib_uv.so' 2>/dev/null | grep -q . || printf 'libwebsockets-evlib-uv '
    find /usr/lib -name 'libclang_rt.fuzzer*.a' 2>/dev/null | grep -q . || printf 'libclang-rt-14-dev '
    find /usr/lib/postgresql -name initdb 2>/dev/null | grep -q . || printf 'postgresql-15 '
    command -v chromium >/dev/null 2>&1 || printf 'chromium '
}

install_packages() {
    packages=$(missing_packages)
    [ -z "$packages" ] && return 0
    say "installing $packages"
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "Install what these Debian packages hold, then run this again: $packages" >&2
        return 1
    fi
    as_root apt-get update -q >"$logs/apt" 2>&1 &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $packages >>"$logs/apt" 2>&1 ||
        { tail -20 "$logs/apt" >&2; return 1; }
}

# npm ci where the lock file is newer than what is installed.
install_modules() {
    [ -f "$1/package-lock.json" ] || return 0
    [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ] && return 0
    say "npm ci in $1"
    (cd "$1" && npm ci --no-audit --no-fund --loglevel=error)
}

# --- running and counting --------------------------------------------------------------------------------------------

count_one() { # name, command...
    name=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
        echo "ok   $name"
    else
        failed=$((failed + 1))
        echo "FAIL $name"
    fi
}

count_ctest() { # build folder, options of ctest...
    folder=$1
    shift
    ctest --test-dir "$folder" --output-on-failure -j "$jobs" "$@" 2>&1 | tee "$logs/ctest"
    bad=$(grep -c '\*\*\*' "$logs/ctest")
    skips=$(grep -c '\*\*\*Skipped' "$logs/ctest")
    all=$(sed -n 's/.* tests failed out of \([0-9]*\)$/\1/p' "$logs/ctest")
    if [ -z "$all" ] || [ "$all" -eq 0 ]; then
        failed=$((failed + 1))
        echo "FAIL no unit tests ran"
        return
    fi
    passed=$((passed + all - bad))
    failed=$((failed + bad - skips))
    skipped=$((skipped + skips))
}

# Node's test runner over the files given; its TAP output is what is counted. `tested` may name another build than build-dev.
# A process that a test left behind can hold the runner for ever, so it gets PATIENCE, and what it then still runs is killed.
tested=
PATIENCE=20m
count_node() {
    set -- $(for file in "$@"; do [ -f "$file" ] && echo "$file"; done)
    [ $# -eq 0 ] && return
    concurrency=
    # Node 18 has no such option. The whole help is read before it is searched: Node prints a trace where a reader leaves early.
    case $(node --help) in *--test-concurrency*) concurrency=--test-concurrency=$jobs ;; esac
    timeout -k 10 "$PATIENCE" env ${tested:+"PLENARIA_BUILD=$tested"} node --test $concurrency \
        --test-reporter=spec --test-reporter-destination=stdout --test-reporter=tap --test-reporter-destination="$logs/tap" "$@"
    status=$?
    count_tap "$logs/tap" "$status"
    case $status in 124 | 137) echo "FAIL did not end within $PATIENCE: $*" ;; esac
}

count_tap() { # what Node's runner wrote, and how it ended
    of() { sed -n "s/^# $2 //p" "$1" | tail -1 | grep . || echo 0; } # nothing is told where the runner was killed
    bad=$(($(of "$1" fail) + $(of "$1" cancelled)))
    [ "$2" -ne 0 ] && [ "$bad" -eq 0 ] && bad=1
    passed=$((passed + $(of "$1" pass)))
    failed=$((failed + bad))
    skipped=$((skipped + $(of "$1" skipped) + $(of "$1" todo)))
}

# Each file in a run of its own, one more at a time than there are processors, since they wait for half of their time; the largest
# first, which are the longest, so that none is left over at the end. One that fails runs once more, alone and with its seed: servers
# and browsers side by side can starve each other. What a sanitizer says is no matter of time, and counts at once.
count_files() {
    rm -rf "$logs/files"
    mkdir "$logs/files"
    ls -S "$@" | xargs -P $((jobs + 1)) -I '{}' sh tests/run_file.sh '{}' "$logs/files"
    for file in "$@"; do
        told=$logs/files/$(basename "$file" .test.mjs)
        if [ "$(cat "$told.status")" -ne 0 ] && ! grep -q 'Sanitizer\|runtime error' "$told.log"; then
            say "once more: $file"
            seed=$(seed_in "$told.log")
            env ${seed:+"PLENARIA_SEED=$seed"} sh tests/run_file.sh "$file" "$logs/files"
            [ "$(cat "$told.status")" -ne 0 ] || unsteady="$unsteady $file"
        fi
        count_tap "$told.tap" "$(cat "$told.status")"
    done
    cat "$logs/files"/*.spent >>"$logs/spent"
}

seed_in() { # a log
    sed -n 's/.*\(PLENARIA_SEED=\|seed \)\([0-9]\{1,\}\).*/\2/p' "$1" | tail -1
}

# --- the parts -------------------------------------------------------------------------------------------------------

configure_server() {
    cmake --preset dev -B "$PLENARIA_BUILD" >"$logs/configure" 2>&1 || { cat "$logs/configure"; return 1; }
}

build_server() {
    say "building with ASan and UBSan, warnings are errors ($PLENARIA_BUILD)"
    cmake --build "$PLENARIA_BUILD" -j "$jobs" >"$logs/build" 2>&1 || { grep -E "error|warning|undefined" -A4 "$logs/build" | head -60; return 1; }
}

build_page() {
    [ -f client-web/package.json ] || return 0
    say 'building the page (client-web/dist)'
    (cd client-web && npm run --silent build)
}

# What later parts stand on, and what only reads the code, runs beside the tests: at the lowest priority, it takes no more of the
# processor than they leave while they wait. A part that needs it waits for it, and builds again what failed, to tell why.
aside=
start_aside() {
    (
        case " $parts " in *" lint "*) lint >"$logs/lint" 2>&1 ;; esac
        case " $parts " in *" fault "*) build_release ;; esac
        case " $parts " in *" fuzz "*) sh tests/fuzz/run.sh --build ;; esac
        case " $parts " in *" tsan "*) build_tsan ;; esac
    ) >"$logs/aside" 2>&1 &
    aside=$!
    renice -n 19 -p "$aside" >/dev/null 2>&1 # it is over already where nothing is to be done
}

lint() {
    for script in tests/lint/*.sh; do
        if sh "$script" "$PLENARIA_BUILD"; then echo "ok   $script"; else echo "FAIL $script"; fi
    done
}

count_lines() { # a file in which each thing that was tried has a line
    good=$(grep -c '^ok ' "$1")
    bad=$(grep -c '^FAIL ' "$1")
    [ "$good" -eq 0 ] && [ "$bad" -eq 0 ] && bad=1
    passed=$((passed + good))
    failed=$((failed + bad))
}

part_lint() {
    say 'lint'
    wait "$aside"
    cat "$logs/lint"
    count_lines "$logs/lint"
}

part_unit() {
    say 'unit and property tests'
    count_ctest "$PLENARIA_BUILD"
    count_node tests/property/*.test.mjs
}

part_integration() {
    say 'integration tests'
    count_files tests/integration/*.test.mjs
}

# Word files as others read them: the validator of Office, LibreOffice, Docxodus, pandoc.
part_office() {
    say 'Word files as others read them'
    count_files tests/office/*.test.mjs
}

# One after another: they measure what a server does that has too little of something. The build that is deployed serves where
# memory is short, for sanitizers need more of it than there is.
build_release() {
    cmake --preset release && cmake --build build-release -j "$jobs" --target plenaria
}

not_built() { # what the build said
    tail -40 "$1"
    failed=$((failed + 1))
}

part_fault() {
    say 'fault tests'
    wait "$aside"
    build_release >"$logs/build" 2>&1 || { not_built "$logs/build"; return; }
    for file in tests/fault/*.test.mjs; do count_node "$file"; done
}

part_page() {
    [ -f client-web/package.json ] || return 0
    say 'the page'
    count_one 'format of the page and of the tests' npm --prefix client-web run --silent format:check
    count_one 'types of the page' npm --prefix client-web run --silent check
    rm -rf client-web/.test-build
    node client-web/build.mjs --tests || { failed=$((failed + 1)); echo 'FAIL the tests of the page do not build'; return; }
    count_node client-web/.test-build/*.test.mjs
}

part_browser() {
    say 'the page in a browser, against the server'
    count_files tests/browser/*.test.mjs
}

# Every target over its corpus, which holds the inputs that once broke something, and then on for a while.
part_fuzz() {
    say 'fuzzing'
    wait "$aside"
    sh tests/fuzz/run.sh | tee "$logs/fuzz"
    count_lines "$logs/fuzz"
}

# What runs on other threads than the loop: the store's writer, drafts being loaded and exported, the record being read, signatures being checked.
build_tsan() {
    cmake --preset tsan && cmake --build build-tsan -j "$jobs" \
        --target plenaria $(ls tests/unit/store/test_*.c tests/unit/record/test_*.c tests/unit/proof/test_*.c tests/unit/bounds/test_workers.c |
            sed 's|.*unit/\(.*\)/\(.*\)\.c|unit_\1_\2|')
}

part_tsan() {
    say 'the store, and the server with people in it, under ThreadSanitizer (build-tsan)'
    wait "$aside"
    build_tsan >"$logs/build" 2>&1 || { not_built "$logs/build"; return; }
    count_ctest build-tsan -R 'unit_(store|record|proof|bounds_test_workers)'
    tested=$PWD/build-tsan
    count_node tests/integration/random_clients.test.mjs tests/integration/record.test.mjs tests/integration/cosigning.test.mjs tests/integration/stop.test.mjs tests/fault/kill_loop.test.mjs
    tested=
}

parts=${*:-unit integration office page browser lint fault fuzz tsan}
install_packages || give_up 'some packages are missing'
install_modules tests && install_modules client-web || give_up 'npm could not install what the tests need'
begin
configure_server || give_up 'the server cannot be configured'
case " $parts " in *" unit "* | *" integration "* | *" office "* | *" fault "* | *" browser "*) build_server || give_up 'the server does not build' ;; esac
case " $parts " in *" browser "*) build_page || give_up 'the page does not build' ;; esac
end build
start_aside
for part in $parts; do
    case $part in
    lint | unit | integration | office | fault | page | browser | fuzz | tsan)
        begin
        "part_$part"
        end "$part"
        ;;
    *) give_up "there is no part named $part" ;;
    esac
done
close_up
