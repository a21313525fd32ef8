#!/bin/sh
# Checks that the tests and the page's build need no newer Node than Debian 12 has: neither by a package that they install nor by what
# they call. A newer Node on the machine that runs this would hide both.
# Usage: sh tests/lint/check_node.sh
set -eu
command -v git >/dev/null || { echo "git is needed to list the files" >&2; exit 1; }
cd "$(dirname "$0")/../.."

# What a lock file says each package needs: one of the ranges between || has to begin at or below the Node of Debian 12.
node - tests/package-lock.json client-web/package-lock.json <<'END'
const { readFileSync } = require('node:fs');
const DEBIAN = [18, 13];

/* True where `range`, such as ">=18", "^18.3.0" or "18 || >=20", lets Debian's Node in. */
function admits(range) {
  return range.split('||').some((part) => {
    const found = /^\s*(>=|\^|~|=)?\s*v?(\d+)(?:\.(\d+))?/.exec(part);
    if (!found) return part.trim() === '*';
    const [, sign, major, minor = '0'] = found;
    const [above, same] = [DEBIAN[0] > major, DEBIAN[0] == major && DEBIAN[1] >= minor];
    return sign === '>=' ? above || same : same;
  });
}

let bad = 0;
for (const file of process.argv.slice(2)) {
  for (const [path, { engines }] of Object.entries(JSON.parse(readFileSync(file, 'utf8')).packages)) {
    if (!engines?.node || admits(engines.node)) continue;
    console.log(`${file}: ${path} needs Node ${engines.node}; take an older version of it`);
    bad = 1;
  }
}
process.exitCode = bad;
END

# What came with Node 20 or later, by name. Pages of the browser may use it where browsers have it, so only what Node runs is read.
newer='import\.meta\.(dirname|filename)|Promise\.(withResolvers|try)|Array\.fromAsync|\.(toSorted|toReversed|toSpliced)\('
newer="$newer"'|(Object|Map)\.groupBy|URL\.canParse|\.(isWellFormed|toWellFormed)\(|Symbol\.(asyncD|d)ispose|await using |\bglobSync\b'
newer="$newer"'|AbortSignal\.any|getSetCookie|parseEnv|loadEnvFile|mock\.(timers|module)|node:(sqlite|sea|test/mock)|process\.getBuiltinModule'
if git grep -nE --untracked -e "$newer" -- 'tests/*.mjs' client-web/build.mjs ':!tests/bench/peers'; then
    echo '^ Node 18 does not have this'
    exit 1
fi
