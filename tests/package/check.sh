#!/bin/sh
# Installs, starts, upgrades, removes and purges the Debian package, and says what does not hold: sh tests/package/check.sh FILE.deb
# It changes the machine that it runs on, so it is for a chroot or container that is thrown away, and not part of tests/run.sh.
set -eu
deb=$(readlink -f "$1")
export DEBIAN_FRONTEND=noninteractive
problems=0
expect() { # sentence, command...
    sentence=$1
    shift
    if "$@" >/dev/null 2>&1; then
        echo "ok   $sentence"
    else
        echo "FAIL $sentence"
        problems=$((problems + 1))
    fi
}
not() { ! "$@"; }
as_plenaria() { setpriv --reuid plenaria --regid plenaria --clear-groups "$@"; }
serving() { # starts the server as the unit does, asks whether it is ready, and stops it
    rm -f /tmp/listening
    setpriv --reuid plenaria --regid plenaria --clear-groups plenaria serve --data /var/lib/plenaria --config /etc/plenaria/plenaria.conf --listen 127.0.0.1:8097 >/tmp/listening &
    server=$!
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        [ -s /tmp/listening ] && break
        sleep 0.5
    done
    kill "$server" # the server itself: a function in the background would be a shell around it
    wait "$server" || return 1
    grep -q '"listening":"http://127.0.0.1:8097"' /tmp/listening
}

backing_up() { # as plenaria-backup.service does
    install -d -o plenaria -g plenaria -m 700 /var/lib/plenaria-backups
    command=$(sed -n 's/^ExecStart=//p' /usr/lib/systemd/system/plenaria-backup.service)
    as_plenaria $command | grep -q '"drafts":1'
}

[ ! -e /run/systemd/system ] || { echo 'This looks like a machine in use; run it in a chroot or container.' >&2; exit 2; }

# The same files as an older version, so that what comes after is an upgrade.
older=$(mktemp -d)
dpkg-deb -R "$deb" "$older/tree"
sed -i 's/^Version: .*/Version: 0.9.0-1/' "$older/tree/DEBIAN/control"
dpkg-deb -b "$older/tree" "$older/older.deb" >/dev/null
chmod 755 "$older"
apt-get install -y -q --no-install-recommends "$older/older.deb" >/dev/null

expect 'the account is there' getent passwd plenaria
expect 'the data folder is the account'"'"'s alone' sh -c '[ "$(stat -c %U:%a /var/lib/plenaria)" = plenaria:700 ]'
expect 'the configuration is for root and the account' sh -c '[ "$(stat -c %U:%G:%a /etc/plenaria/plenaria.conf)" = root:plenaria:640 ]'
expect 'the unit names what is installed' sh -c 'grep -q "^ExecStart=/usr/bin/plenaria " /usr/lib/systemd/system/plenaria.service && grep -q "^User=plenaria$" /usr/lib/systemd/system/plenaria.service'
expect 'the page is beside the program' test -f /usr/share/plenaria/web/index.html
printf '1. Uno.\n2. Dos.\n' >/tmp/text.txt
expect 'a draft can be made' as_plenaria plenaria import --data /var/lib/plenaria --title T --lang es /tmp/text.txt
expect 'it starts as the account, and stops well' serving
expect 'the backup of the unit works, and what it restores is good' backing_up

echo '# mine' >>/etc/plenaria/plenaria.conf
apt-get install -y -q --no-install-recommends -o Dpkg::Options::=--force-confold "$deb" >/dev/null
expect 'the newer version is there' sh -c '[ "$(dpkg-query -W -f "\${Version}" plenaria)" != 0.9.0-1 ]'
expect 'an upgrade keeps the configuration' grep -q '^# mine$' /etc/plenaria/plenaria.conf
expect 'an upgrade keeps the drafts' as_plenaria plenaria verify --data /var/lib/plenaria
expect 'it starts after the upgrade' serving

apt-get remove -y -q plenaria >/dev/null
expect 'removing takes the program' not command -v plenaria
expect 'removing keeps drafts' test -f /var/lib/plenaria/plenaria.db
expect 'removing keeps the configuration' test -f /etc/plenaria/plenaria.conf
apt-get purge -y -q plenaria >/dev/null
expect 'purging takes the configuration' not test -e /etc/plenaria
expect 'purging keeps drafts unless it is told' test -f /var/lib/plenaria/plenaria.db
apt-get install -y -q --no-install-recommends "$deb" >/dev/null
expect 'a package that comes back finds the drafts' as_plenaria plenaria verify --data /var/lib/plenaria
echo 'plenaria plenaria/purge_data boolean false' | debconf-set-selections
apt-get purge -y -q plenaria >/dev/null 2>&1
expect 'purging after a no to its question keeps drafts' test -f /var/lib/plenaria/plenaria.db
apt-get install -y -q --no-install-recommends "$deb" >/dev/null
echo 'plenaria plenaria/purge_data boolean true' | debconf-set-selections
apt-get purge -y -q plenaria >/dev/null 2>&1
expect 'purging after a yes takes them' not test -e /var/lib/plenaria/plenaria.db
apt-get install -y -q --no-install-recommends "$deb" >/dev/null
as_plenaria plenaria import --data /var/lib/plenaria --title T --lang es /tmp/text.txt >/dev/null
PLENARIA_PURGE_DATA=yes apt-get purge -y -q plenaria >/dev/null
expect 'purging that is told to takes everything' sh -c '! [ -e /var/lib/plenaria ] && ! getent passwd plenaria'
exit "$problems"
