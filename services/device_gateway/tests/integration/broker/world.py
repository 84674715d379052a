"""Connections to brokers, of every kind: honest and not."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import aiomqtt
from aiomqtt import ProtocolVersion

from devstack.servers.mqtt import MqttBroker
from devstack.servers.ports import LOOPBACK, free_port
from devstack.servers.process import Server
from libs.chassis.testing.eventually import eventually
from libs.contracts.mqtt import topics
from services.device_gateway.tests.integration.broker.certificates import (
    Leaf,
    Office,
    client_context,
)

GATEWAY_ID = "gateway-readings"
Heard = tuple[str, bytes]

_ON_NATS: Final = ["energy-data/#", topics.REPORTS_OF_ALL, topics.PROVISIONING_OF_ALL]
"""All that the gateway may read; mosquitto lets it ask for more and checks what it delivers."""


class Field(Protocol):
    """A broker, and how devices and the gateway come to it."""

    @property
    def speaks_mqtt_5(self) -> bool: ...

    @property
    def for_gateway(self) -> list[str]:
        """Filters for all it may hear."""
        ...

    def device(self, name: str, **options: Any) -> aiomqtt.Client: ...

    def gateway(self, client_id: str = GATEWAY_ID, **options: Any) -> aiomqtt.Client: ...


@dataclass(frozen=True)
class OpenField:
    """Devices without certificates: each is who it says it is, but then that one only."""

    broker: MqttBroker

    @property
    def speaks_mqtt_5(self) -> bool:
        return self.broker.kind == "mosquitto"

    @property
    def for_gateway(self) -> list[str]:
        return ["#"] if self.speaks_mqtt_5 else _ON_NATS

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


class World:
    """Certificates, passwords and ports; the brokers are started by the fixture.

    `speaks_mqtt_5`: mosquitto, whose devices are named by the certificate whatever they call
    themselves; on NATS they must call themselves so.
    """

    speaks_mqtt_5: bool

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.devices = Office(folder / "pki" / "devices", "Devices")
        self.claims = Office(folder / "pki" / "claims", "Claims")
        self.strangers = Office(folder / "pki" / "strangers", "Devices")
        self.server_office = Office(folder / "pki" / "servers", "Servers")
        self.server = self.server_office.server([LOOPBACK, "localhost"])
        self.devices_port, self.system_port, self.claims_port = (free_port() for _ in range(3))
        self.password = "only the gateway knows"
        self._leaves: dict[str, Leaf] = {}

    @property
    def servers(self) -> Sequence[Server]:
        """In the order of their start."""
        raise NotImplementedError

    @property
    def reader_of_lists(self) -> Server:
        """That of `servers` that SIGHUP makes read the devices' revocation list."""
        raise NotImplementedError

    @property
    def for_gateway(self) -> list[str]:
        return ["#"] if self.speaks_mqtt_5 else _ON_NATS

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
            tls_context=client_context(self.server_office.certificate, shown),
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
            password=self.password,
            protocol=ProtocolVersion.V5 if self.speaks_mqtt_5 else ProtocolVersion.V311,
            **options,
        )

    def knock(self, shown: Leaf | None, client_id: str, *, port: int) -> str:
        """Connect by hand; "accepted", or how it was refused. aiomqtt would wait for its timeout.

        Blocking.
        """
        context = client_context(self.server_office.certificate, shown)
        return knock(port, client_id, context)


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


async def die(client: aiomqtt.Client) -> None:
    """Connect and end without a goodbye: the last will is to be published."""
    async with client:
        client._client._sock_close()
