"""Two mosquittos configured as for production."""

import asyncio
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from devstack.servers.mosquitto import launch_mosquitto, run_as
from devstack.servers.ports import LOOPBACK
from devstack.servers.process import Launch, Server
from services.device_gateway.commands import run_command
from services.device_gateway.tests.integration.broker.world import World


@dataclass(frozen=True)
class ConfiguredMosquitto:
    """A server for ServerProcess, from files that are there."""

    name: str
    config: Path
    port: int
    stop_signal: signal.Signals = signal.SIGTERM
    launches: int = 1

    def prepare(self) -> Launch:
        return launch_mosquitto(self.config)

    async def check(self) -> None:
        _, writer = await asyncio.open_connection(LOOPBACK, self.port)
        writer.close()


class MosquittoWorld(World):
    """By the operator's command."""

    speaks_mqtt_5 = True

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._configure()
        brokers = folder / "brokers"
        self._servers = [
            ConfiguredMosquitto("main", brokers / "main" / "mosquitto.conf", self.system_port),
            ConfiguredMosquitto("claims", brokers / "claims" / "mosquitto.conf", self.claims_port),
        ]

    @property
    def servers(self) -> Sequence[Server]:
        return self._servers

    @property
    def reader_of_lists(self) -> Server:
        return self._servers[0]

    def _configure(self) -> None:
        server = self.server.path
        passwords = self.folder / "passwords"
        passwords.mkdir()
        (passwords / "gateway").write_text(self.password)
        (passwords / "claims").write_text("only the claims' broker knows")
        root = ["--run-as", "root"] if run_as() else []
        exit_code = run_command(
            [
                "broker-config",
                *("--folder", str(self.folder / "brokers")),
                *("--devices", f"{LOOPBACK}:{self.devices_port}"),
                *("--system", f"{LOOPBACK}:{self.system_port}"),
                *("--claims", f"{LOOPBACK}:{self.claims_port}"),
                *("--server-certificate", str(server), "--server-key", str(server)),
                *("--device-ca", str(self.devices.certificate)),
                *("--device-crl", str(self.devices.revocations)),
                *("--claim-ca", str(self.claims.certificate)),
                *("--claim-crl", str(self.claims.revocations)),
                *("--gateway-password-file", str(passwords / "gateway")),
                *("--claims-password-file", str(passwords / "claims")),
                *self._more_options(),
                *root,
            ]
        )
        assert exit_code == 0

    def _more_options(self) -> Sequence[str]:
        return ()
