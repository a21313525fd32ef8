#!/bin/sh
# Builds plenaria_VERSION_ARCH.deb in build-deb: sh deploy/debian/build.sh
# Installs what the build needs, as deploy/quickstart.sh does.
set -eu
cd "$(dirname "$0")/../.."
sh deploy/quickstart.sh --no-start
if ! command -v file >/dev/null || ! command -v dpkg-shlibdeps >/dev/null; then # what CPack asks for the libraries' packages
    [ "$(id -u)" -eq 0 ] || sudo=sudo
    DEBIAN_FRONTEND=noninteractive ${sudo:-} apt-get install -y -q --no-install-recommends file dpkg-dev >/dev/null
fi
cmake -S . -B build-deb -DPLENARIA_DEBIAN_PACKAGE=ON -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_INSTALL_PREFIX=/usr >/dev/null
cmake --build build-deb -j "$(nproc)" >build-deb/build.log 2>&1 || { tail -40 build-deb/build.log >&2; exit 1; }
(cd build-deb && rm -f ./*.deb && cpack >/dev/null)
ls build-deb/*.deb
