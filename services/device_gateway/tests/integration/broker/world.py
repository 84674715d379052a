"""Two brokers configured as for production, and connections to them of every kind."""

import asyncio
import signal
import socket
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import aiomqtt
from aiomqtt import ProtocolVersion

from devstack.servers.mqtt import MqttBroker, launch_mosquitto, run_as
from devstack.servers.ports import LOOPBACK, free_port
from devstack.servers.process import Launch
from libs.chassis.testing.eventually import eventually
from services.device_gateway.commands import run_command
from services.device_gateway.tests.integration.broker.certificates import (
    Leaf,
    Office,
    client_context,
)

GATEWAY_ID = "gateway-readings"
Heard = tuple[str, bytes]


class Field(Protocol):
    """A broker, and how devices and the gateway come to it."""

    @property
    def speaks_mqtt_5(self) -> bool: ...

    def device(self, name: str, **options: Any) -> aiomqtt.Client: ...

    def gateway(self, client_id: str = GATEWAY_ID, **options: Any) -> aiomqtt.Client: ...


@dataclass(frozen=True)
class OpenField:
    """Devices without certificates: each is who it says it is, but then that one only."""

    broker: MqttBroker

    @property
    def speaks_mqtt_5(self) -> bool:
        return self.broker.kind == "mosquitto"

    def device(self, name: str, **options: Any) -> aiomqtt.Client:
        return aiomqtt.Client(self.broker.host, self.broker.port, identifier=name, **options)

    def gateway(self, client_id: str = GATEWAY_ID, **options: Any) -> aiomqtt.Client:
        return aiomqtt.Client(
            self.broker.host,
            self.broker.port,
            identifier=client_id,
            username=self.broker.gateway_user,
            password=self.broker.gateway_password,
            **options,
        )


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


class World:
    """Certificates, passwords and ports; the brokers are started by the fixture."""

    speaks_mqtt_5 = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.devices = Office(folder / "pki" / "devices", "Devices")
        self.claims = Office(folder / "pki" / "claims", "Claims")
        self.strangers = Office(folder / "pki" / "strangers", "Devices")
        self._servers = Office(folder / "pki" / "servers", "Servers")
        self.devices_port, self.system_port, self.claims_port = (free_port() for _ in range(3))
        self._password = "only the gateway knows"
        self._leaves: dict[str, Leaf] = {}
        self._configure()

    @property
    def mosquittos(self) -> tuple[ConfiguredMosquitto, ConfiguredMosquitto]:
        folder = self.folder / "brokers"
        return (
            ConfiguredMosquitto("main", folder / "main" / "mosquitto.conf", self.system_port),
            ConfiguredMosquitto("claims", folder / "claims" / "mosquitto.conf", self.claims_port),
        )

    def leaf(self, name: str) -> Leaf:
        """A device's certificate, the same each time."""
        return self._leaves.setdefault(name, self.devices.leaf(name))

    def device(self, name: str, **options: Any) -> aiomqtt.Client:
        return self.with_certificate(self.leaf(name), name, **options)

    def with_certificate(
        self, shown: Leaf | None, client_id: str, *, port: int | None = None, **options: Any
    ) -> aiomqtt.Client:
        return aiomqtt.Client(
            LOOPBACK,
            port or self.devices_port,
            identifier=client_id,
            tls_context=client_context(self._servers.certificate, shown),
            **options,
        )

    def claimant(self, claim: Leaf, session_id: str, **options: Any) -> aiomqtt.Client:
        return self.with_certificate(claim, session_id, port=self.claims_port, **options)

    def gateway(self, client_id: str = GATEWAY_ID, **options: Any) -> aiomqtt.Client:
        return aiomqtt.Client(
            LOOPBACK,
            self.system_port,
            identifier=client_id,
            username="gateway",
            password=self._password,
            protocol=ProtocolVersion.V5,
            **options,
        )

    def knock(self, shown: Leaf | None, client_id: str = "anybody", *, port: int) -> str:
        """Connect by hand; "accepted", or how it was refused. aiomqtt would wait for its timeout.

        Blocking.
        """
        context = client_context(self._servers.certificate, shown)
        return knock(port, client_id, context)

    def _configure(self) -> None:
        server = self._servers.server([LOOPBACK, "localhost"]).path
        passwords = self.folder / "passwords"
        passwords.mkdir()
        (passwords / "gateway").write_text(self._password)
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
                *root,
            ]
        )
        assert exit_code == 0


def knock(
    port: int,
    client_id: str,
    context: ssl.SSLContext | None,
    user: tuple[str, str] | None = None,
) -> str:
    """CONNECT of MQTT 3.1.1, by hand: "accepted", or how it was refused."""
    fields = [client_id, *(user or ())]
    payload = b"".join(len(field).to_bytes(2) + field.encode() for field in fields)
    body = b"\x00\x04MQTT\x04" + (b"\xc2" if user else b"\x02") + b"\x00\x3c" + payload
    try:
        with socket.create_connection((LOOPBACK, port), timeout=5) as plain:
            connection = context.wrap_socket(plain, server_hostname=LOOPBACK) if context else plain
            with connection:
                connection.sendall(bytes((0x10, len(body))) + body)
                answer = connection.recv(4)
    except OSError as error:
        return f"refused: {error}"
    if answer == b"\x20\x02\x00\x00":
        return "accepted"
    return f"refused: {answer.hex() or 'closed'}"


class Ear:
    """A connection and all it has heard."""

    def __init__(self, client: aiomqtt.Client) -> None:
        self.client = client
        self.heard: list[Heard] = []

    async def listen(self) -> None:
        async for message in self.client.messages:
            self.heard.append((message.topic.value, bytes(message.payload)))

    async def has_heard(self, *last: Heard) -> None:
        """Return when these have arrived."""
        await eventually(lambda: set(last) <= set(self.heard))

    async def is_alive(self) -> bool:
        """Whether the broker still answers on this connection."""
        try:
            await self.client.publish("nobody/reads/this", b"", qos=1, timeout=2)
        except aiomqtt.MqttError:
            return False
        return True


@asynccontextmanager
async def listening(client: aiomqtt.Client, filters: Sequence[str] = ()) -> AsyncIterator[Ear]:
    """Connected and subscribed."""
    async with client:
        ear = Ear(client)
        if filters:
            await client.subscribe([(each, 1) for each in filters])
        task = asyncio.create_task(ear.listen())
        try:
            yield ear
        finally:
            task.cancel()
            await asyncio.wait([task])
