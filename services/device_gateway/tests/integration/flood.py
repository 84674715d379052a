"""Clients that send garbage, as much as the test wants."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

from devstack.servers.mqtt import MqttBroker
from libs.chassis.testing.eventually import eventually
from services.device_gateway.tests.integration.scripted_broker import publish

_PUBACK_BYTES = 4
_PIECE = 250
_AHEAD = 20_000
"""So many may be on their way; the broker would drop what it cannot queue, good readings too."""


class RawClient:
    """Speaks just enough MQTT 3.1.1 to publish with QoS 1 at little cost."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._packet_id = 0
        self._sent = 0
        self._confirmed = 0

    async def publish(self, topic: str, bodies: list[bytes]) -> None:
        """Hand them to the network."""
        packets: list[bytes] = []
        for body in bodies:
            self._packet_id = self._packet_id % 65_535 + 1
            packets.append(publish(topic, body, self._packet_id))
        self._sent += len(bodies)
        self._writer.write(b"".join(packets))
        await self._writer.drain()

    async def confirmed(self) -> None:
        """Return when the broker has taken everything."""
        while self._confirmed < self._sent:
            await self._reader.readexactly(_PUBACK_BYTES)
            self._confirmed += 1


@asynccontextmanager
async def raw_client(broker: MqttBroker, client_id: str) -> AsyncIterator[RawClient]:
    reader, writer = await asyncio.open_connection(broker.host, broker.port)
    name = client_id.encode()
    keep_alive_s = (600).to_bytes(2)  # of clients without any mosquitto 2.1 takes none
    body = b"\x00\x04MQTT\x04\x02" + keep_alive_s + len(name).to_bytes(2) + name
    writer.write(bytes((0x10, len(body))) + body)
    try:
        assert await reader.readexactly(4) == b"\x20\x02\x00\x00"
        yield RawClient(reader, writer)
    finally:
        writer.close()


class Flood:
    """Garbage by reason, until `stop`; `sent` counts it."""

    def __init__(self, handled: Callable[[], float], per_s: float | None) -> None:
        self.sent: Counter[str] = Counter()
        self._handled = handled
        self._per_s = per_s
        self._began_at = asyncio.get_running_loop().time()
        self._is_over = False

    def stop(self) -> None:
        """What is begun is sent."""
        self._is_over = True

    async def reached(self, count: int) -> None:
        """Return when so much is sent."""
        await eventually(lambda: self.sent.total() >= count, timeout_s=60)

    async def run(self, client: RawClient, topic: str, bodies: Mapping[str, bytes]) -> None:
        """Send every kind in turn."""
        while not self._is_over:
            for reason, body in bodies.items():
                await self._wait_for_turn()
                self.sent[reason] += _PIECE
                await client.publish(topic, [body] * _PIECE)
                await client.confirmed()

    async def _wait_for_turn(self) -> None:
        await eventually(lambda: self.sent.total() - self._handled() < _AHEAD, timeout_s=60)
        if self._per_s is not None:
            due_at = self._began_at + self.sent.total() / self._per_s
            await asyncio.sleep(due_at - asyncio.get_running_loop().time())


@asynccontextmanager
async def flooding(
    broker: MqttBroker,
    garbage: Mapping[str, Mapping[str, bytes]],
    *,
    handled: Callable[[], float],
    per_s: float | None = None,
) -> AsyncIterator[Flood]:
    """Every client (by its id) sends its kinds of garbage (by reason) for the block's length.

    `handled` says how much has been received at the other end.
    """
    flood = Flood(handled, per_s)
    async with AsyncExitStack() as stack:
        clients = {
            client_id: await stack.enter_async_context(raw_client(broker, client_id))
            for client_id in garbage
        }
        group = await stack.enter_async_context(asyncio.TaskGroup())
        for client_id, client in clients.items():
            group.create_task(flood.run(client, f"energy-data/{client_id}", garbage[client_id]))
        stack.callback(flood.stop)
        yield flood
