"""mosquitto with the listeners that devices have in the field: mutual TLS, and one for claims."""

import os
from dataclasses import dataclass
from pathlib import Path

from devstack.devices.tests.pki import Authority
from devstack.servers.mqtt import MosquittoServer, MqttBroker, find_mosquitto
from devstack.servers.ports import LOOPBACK, free_port
from devstack.servers.process import Launch

_CONFIGURATION = """per_listener_settings true
{user}persistence false
log_dest stdout
connection_messages false

listener {plain} 127.0.0.1
allow_anonymous true

listener {tls} 127.0.0.1
cafile {folder}/devices-ca.crt
certfile {folder}/localhost.crt
keyfile {folder}/localhost.key
require_certificate true
use_identity_as_username true
acl_file {folder}/access-devices
max_inflight_messages 1000

listener {claims} 127.0.0.1
cafile {folder}/claims-ca.crt
certfile {folder}/localhost.crt
keyfile {folder}/localhost.key
require_certificate true
use_identity_as_username true
acl_file {folder}/access-claims
"""
_DEVICES = """pattern write energy-data/%u
pattern write report/%u/#
pattern read device/%u/#
"""
_CLAIMS = """pattern write provision/%u/%c/#
pattern read provisioned/%u/%c/#
"""


@dataclass(frozen=True, kw_only=True)
class Authorities:
    server: Authority
    devices: Authority
    claims: Authority


class TlsBroker:
    """A Server (see devstack.servers.process); `plain` is where the scripted system connects."""

    name = "mosquitto"
    stop_signal = MosquittoServer.stop_signal
    launches = 1

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.authorities = Authorities(
            server=Authority("server"), devices=Authority("devices"), claims=Authority("claims")
        )
        self.plain = MqttBroker(port=free_port(), kind="mosquitto", gateway_password="")
        self.tls_port = free_port()
        self.claims_port = free_port()

    @property
    def server_ca(self) -> Path:
        return self.folder / "server-ca.crt"

    def prepare(self) -> Launch:
        program = find_mosquitto()
        assert program is not None
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, authority in vars(self.authorities).items():
            (self.folder / f"{name}-ca.crt").write_text(authority.pem)
        self.authorities.server.write_pair(self.folder, "localhost")
        self.authorities.claims.write_pair(self.folder, "batch-1")
        (self.folder / "access-devices").write_text(_DEVICES)
        (self.folder / "access-claims").write_text(_CLAIMS)
        configuration = self.folder / "mosquitto.conf"
        configuration.write_text(
            _CONFIGURATION.format(
                user="user root\n" if os.geteuid() == 0 else "",
                plain=self.plain.port,
                tls=self.tls_port,
                claims=self.claims_port,
                folder=self.folder,
            )
        )
        return Launch(argv=(str(program), "-c", str(configuration)), cwd=self.folder)

    async def check(self) -> None:
        """Whether it listens. Raises OSError."""
        import asyncio

        _, writer = await asyncio.open_connection(LOOPBACK, self.claims_port)
        writer.close()
