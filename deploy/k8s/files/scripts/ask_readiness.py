"""`helm test`: each service answers through the edge, and says 503 to nobody.

A service that is starting refuses every path with 503; one that is ready asks who is there (401).
"""

import sys
import time
import urllib.error
import urllib.request

PATHS = {
    "edge": "/edge-health",
    "app": "/",
    "user": "/.well-known/jwks.json",
    "community": "/community",
    "energy": "/energy-data/rules",
    "engagement": "/notification",
    "device-gateway": "/device/none",
}
PATIENCE_S = 120


def status_of(url: str) -> int | str:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError as error:
        return str(error)


def main() -> int:
    base, deadline, failed = sys.argv[1], time.monotonic() + PATIENCE_S, 0
    for name, path in PATHS.items():
        status = status_of(base + path)
        while not (isinstance(status, int) and status < 500) and time.monotonic() < deadline:
            time.sleep(2)
            status = status_of(base + path)
        ready = isinstance(status, int) and status < 500
        failed += not ready
        print(f"{name:15} {'ready' if ready else 'NOT READY'} ({path}: {status})", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
