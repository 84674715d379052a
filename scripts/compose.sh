#!/bin/sh
# `make up` and `make down`: compose.yaml with its secrets made, and a word for what is missing.
#   scripts/compose.sh up [--profile NAME ...] [OPTION OF docker compose up ...]
#   scripts/compose.sh down [--volumes] [--yes]
set -eu
cd "${0%/*}/.."
MERIGGIO_STATE=${MERIGGIO_STATE:-./.meriggio/compose}
export MERIGGIO_STATE

fail() {
  printf 'error: %s\n' "$1" >&2
  exit 1
}

command -v docker >/dev/null || fail 'docker is not installed: https://docs.docker.com/engine/install/
(make demo needs no Docker: it runs the same system without)'
docker compose version >/dev/null 2>&1 ||
  fail 'docker has no compose: https://docs.docker.com/compose/install/ (version 2.24 or newer)'
docker info >/dev/null 2>&1 || fail 'no Docker daemon answers: start it, or see whether you may use it
(docker info says more)'

# Profiles and other options of `docker compose` itself come before the command.
action=$1
shift
profiles='' volumes='' agreed=''
for word in "$@"; do
  shift
  case "$word" in
  --profile) profiles="$profiles --profile" ;;
  --profile=*) profiles="$profiles $word" ;;
  --yes) agreed=1 ;;
  *)
    case "$profiles" in
    *--profile) profiles="$profiles $word" ;;
    *)
      [ "$word" != --volumes ] && [ "$word" != -v ] || volumes=1
      set -- "$@" "$word"
      ;;
    esac
    ;;
  esac
done

# The folder belongs to who types this, and nobody else enters it.
secrets() {
  mkdir -p "$MERIGGIO_STATE"
  chmod 700 "$MERIGGIO_STATE"
  docker compose --profile setup run --rm --build --no-deps --user "$(id -u):$(id -g)" secrets
}

confirm() {
  [ -z "$agreed" ] || return 0
  printf 'This deletes the database, the bus, the devices'"'"' authorities and all mails. Delete? [y/N] ' >&2
  read -r answer || answer=
  case "$answer" in
  y | Y | yes) ;;
  *) fail 'nothing is deleted, nothing is stopped (ARGS="--volumes --yes" asks nobody)' ;;
  esac
}

case "$action" in
up)
  case "$profiles" in
  *observability*) : "${MERIGGIO_OTLP_ENDPOINT:=http://tempo:4318/v1/traces}" && export MERIGGIO_OTLP_ENDPOINT ;;
  esac
  secrets
  # shellcheck disable=SC2086  # several words
  docker compose $profiles up --detach --wait --remove-orphans "$@"
  printf '\n%s shows the app' "${MERIGGIO_PUBLIC_URL:-http://localhost:${MERIGGIO_PORT:-8100}}"
  printf ' (make up ARGS="--profile demo" brings people and devices; make down stops it)\n'
  ;;
down)
  [ -z "$volumes" ] || confirm
  docker compose --profile '*' down --remove-orphans "$@"
  [ -n "$volumes" ] || printf 'Stopped. The data stays: make down ARGS=--volumes deletes it.\n'
  ;;
*) fail "up or down, not $action" ;;
esac
