"""Three NATS servers that keep three copies of everything, as in production (`R3`)."""

import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from devstack.servers.http_probe import require_ok
from devstack.servers.nats import MAX_FILE_STORE_BYTES, MAX_PAYLOAD_BYTES, launch_nats
from devstack.servers.ports import LOOPBACK, free_port
from devstack.servers.process import Launch

COPIES: Final = 3


class NatsClusterNode:
    """One of them, in a folder of its own."""

    stop_signal = signal.SIGTERM
    launches = 1

    def __init__(self, folder: Path, name: str, *, own: str, routes: Sequence[str]) -> None:
        """`own`: where the others reach it; `routes`: where it reaches all."""
        self.folder = folder
        self.name = name
        self.port = free_port()
        self._monitoring_port = free_port()
        self._own = own
        self._routes = list(routes)

    @property
    def url(self) -> str:
        """Where services connect."""
        return f"nats://{LOOPBACK}:{self.port}"

    def prepare(self) -> Launch:
        """Write the configuration."""
        settings: dict[str, object] = {
            "server_name": self.name,
            "listen": f"{LOOPBACK}:{self.port}",
            "http": f"{LOOPBACK}:{self._monitoring_port}",
            "max_payload": MAX_PAYLOAD_BYTES,
            "jetstream": {
                "store_dir": str(self.folder / "jetstream"),
                "max_file_store": MAX_FILE_STORE_BYTES,
                "sync_interval": "always",
            },
            "cluster": {"name": "meriggio", "listen": self._own, "routes": self._routes},
        }
        return launch_nats(self.folder, settings)

    async def check(self) -> None:
        """Whether it has a leader and its copies have all that there is.

        Raises NotReadyError, OSError.
        """
        await require_ok(self._monitoring_port, "/healthz")


def nats_cluster(folder: Path) -> list[NatsClusterNode]:
    """Its nodes; none is ready before two of them run."""
    addresses = [f"{LOOPBACK}:{free_port()}" for _ in range(COPIES)]
    routes = [f"nats://{address}" for address in addresses]
    return [
        NatsClusterNode(folder / f"nats-{number}", f"nats-{number}", own=own, routes=routes)
        for number, own in enumerate(addresses)
    ]
