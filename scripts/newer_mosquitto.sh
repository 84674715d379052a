#!/usr/bin/env bash
# Builds the mosquitto of Debian's development release, beside the installed one: newer_mosquitto.sh FOLDER.
# Debian 12 has 2.0.11; fleets run later ones too. Prints the folder to put first in PATH.
set -eu -o pipefail
[ $# = 1 ] || { echo "usage: $0 FOLDER" >&2; exit 2; }
mkdir -p "$1/lists/partial"
cd "$1"

# The same mirror that the machine installs from.
mirror=$(sed -nE 's/^URIs: *([^ ]+\/debian)\/? *$/\1/p; s/^deb (\[[^]]*\] )?([^ ]+\/debian)\/? .*/\2/p' \
  /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -n 1 || true)
[ -n "$mirror" ] || { echo "no Debian mirror among apt's sources" >&2; exit 1; }
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
echo "deb-src [signed-by=$keyring] $mirror sid main" >sid.list
options=(-o "Dir::Etc::sourcelist=$PWD/sid.list" -o Dir::Etc::sourceparts=-
  -o "Dir::State::lists=$PWD/lists" -o APT::Sandbox::User=root)
apt-get "${options[@]}" update -qq
apt-get "${options[@]}" source -qq --download-only mosquitto
apt-get install -y -qq --no-install-recommends \
  build-essential cmake libcjson-dev libedit-dev libsqlite3-dev libssl-dev >/dev/null

mkdir -p source
tar xzf mosquitto_*.orig.tar.gz --strip-components 1 -C source
without=(TESTS DOCS CLIENTS APPS PLUGINS WEBSOCKETS HTTP_API LIB_CPP CTRL_SHELL)
switches=("${without[@]/%/=OFF}")
cmake -S source -B made -DCMAKE_BUILD_TYPE=Release "${switches[@]/#/-DWITH_}" >cmake.log
make -C made -j2 >make.log 2>&1
echo "$PWD/made/src"
