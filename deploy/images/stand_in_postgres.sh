#!/bin/bash
# The entrypoint of the stand-in of Postgres (stand_ins.sh): of the public image's contract what we use.
set -eo pipefail
[ -z "${POSTGRES_PASSWORD_FILE:-}" ] || POSTGRES_PASSWORD=$(<"$POSTGRES_PASSWORD_FILE")
USER_NAME=${POSTGRES_USER:-postgres}
case "${1:-}" in -*) set -- postgres "$@" ;; esac
[ "${1:-}" = postgres ] || exec "$@"
if [ "$(id -u)" = 0 ]; then
  install -d -o postgres -g postgres -m 700 "$PGDATA"
  chown -R postgres:postgres /var/lib/postgresql
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  mkdir -p "$PGDATA"
  [ -n "${POSTGRES_PASSWORD:-}" ] || {
    echo "Error: Database is uninitialized and superuser password is not specified." >&2
    exit 1
  }
  # shellcheck disable=SC2086  # several arguments
  initdb -U "$USER_NAME" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") -E UTF8 --locale=C.UTF-8 \
    -D "$PGDATA" ${POSTGRES_INITDB_ARGS:-} >/dev/null
  echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
  echo "PostgreSQL init process complete; ready for start up."
fi
set -- "$@" -c "listen_addresses=*" -c unix_socket_directories=/var/run/postgresql
exec "$@"
