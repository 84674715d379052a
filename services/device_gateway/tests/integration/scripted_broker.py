"""A broker that does what the test says: for answers no real broker gives on demand."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from libs.chassis.testing.tcp_stand_in import tcp_stand_in
from services.device_gateway.inbound.mqtt.connector import BrokerLogin, MqttProtocol

CONNECT, SUBSCRIBE, PINGREQ = 0x10, 0x80, 0xC0
_VERSION_5_REFUSED = bytes((0x20, 2, 0, 1))


class ScriptedBroker:
    """Accepts connections and subscriptions in MQTT 3.1.1; records what it is sent."""

    def __init__(self) -> None:
        self.port = 0
        self.connects: list[bytes] = []
        self.received = bytearray()
        """Everything sent after the last subscription."""
        self.subscriptions = 0
        self.pings = 0
        self.answers_connect = True
        self.closes_on: int | None = None
        """CONNECT or SUBSCRIBE: closes the connection instead of answering."""
        self.granted_qos = 1
        self._writers: list[asyncio.StreamWriter] = []

    def send(self, *packets: bytes) -> None:
        """To the newest connection, in one piece."""
        self._writers[-1].write(b"".join(packets))

    def cut(self) -> None:
        for writer in self._writers:
            writer.transport.abort()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        try:
            while True:
                first, body = await _packet(reader)
                if first & 0xF0 == self.closes_on:
                    writer.transport.abort()
                    return
                if first & 0xF0 == CONNECT:
                    self.connects.append(body)
                    if not self.answers_connect:
                        continue
                    is_311 = body[6] == 4
                    writer.write(bytes((0x20, 2, 0, 0)) if is_311 else _VERSION_5_REFUSED)
                elif first & 0xF0 == SUBSCRIBE:
                    self.subscriptions += 1
                    codes = bytes((self.granted_qos,)) * _filter_count(body)
                    writer.write(bytes((0x90, 2 + len(codes))) + body[:2] + codes)
                    self.received.clear()
                elif first & 0xF0 == PINGREQ:
                    self.pings += 1
                    writer.write(bytes((0xD0, 0)))
                else:
                    self.received += bytes((first, len(body))) + body
        except (asyncio.IncompleteReadError, OSError):
            writer.transport.abort()


def login_at(broker: ScriptedBroker, protocol: MqttProtocol = "3.1.1", **more: Any) -> BrokerLogin:
    """As a gateway, in the version that the broker speaks."""
    return BrokerLogin(
        host="127.0.0.1",
        port=broker.port,
        username="gateway",
        password="secret",
        client_id="gateway-1",
        protocol=protocol,
        **more,
    )


def publish(topic: str, payload: bytes, packet_id: int) -> bytes:
    """A PUBLISH packet with QoS 1 (0 when packet_id is 0) of MQTT 3.1.1."""
    name = topic.encode()
    number = packet_id.to_bytes(2) if packet_id else b""
    body = len(name).to_bytes(2) + name + number + payload
    length = bytearray()
    rest = len(body)
    while rest >= 0x80:
        length.append(rest & 0x7F | 0x80)
        rest >>= 7
    return bytes((0x32 if packet_id else 0x30, *length, rest)) + body


def _filter_count(subscribe: bytes) -> int:
    """How many topics a SUBSCRIBE of MQTT 3.1.1 names."""
    count, position = 0, 2
    while position < len(subscribe):
        position += 2 + int.from_bytes(subscribe[position : position + 2]) + 1
        count += 1
    return count


async def _packet(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    first = (await reader.readexactly(1))[0]
    length, shift = 0, 0
    while True:
        byte = (await reader.readexactly(1))[0]
        length |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return first, await reader.readexactly(length)


@asynccontextmanager
async def scripted_broker() -> AsyncIterator[ScriptedBroker]:
    broker = ScriptedBroker()
    async with tcp_stand_in(broker.serve) as broker.port:
        yield broker
