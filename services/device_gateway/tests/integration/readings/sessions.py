"""What the broker keeps under a client id, and what a gateway holds."""

import asyncio
import re
import struct

import aiomqtt

from devstack.servers.mqtt import MqttBroker
from services.device_gateway.config import Settings
from services.device_gateway.tests.integration.stage import asked

_CONNECT, _DISCONNECT = 0x10, 0xE0
_SESSION_EXPIRY = 0x11
_WEEK_S = 7 * 86_400


async def metric(settings: Settings, name: str) -> int:
    """Of the gateway with these settings."""
    page = (await asked(settings, "/metrics")).text
    found = re.search(rf"^meriggio_device_gateway_{name} (\d+)", page, re.MULTILINE)
    assert found is not None
    return int(found[1])


async def is_kept(broker: MqttBroker, client_id: str) -> bool:
    """Whether the broker keeps a session of that name. Ends its connection, and leaves it there."""
    reader, writer = await asyncio.open_connection(broker.host, broker.port)
    texts = b"".join(
        struct.pack(">H", len(text)) + text.encode()
        for text in (client_id, broker.gateway_user, broker.gateway_password)
    )
    # Level 5, user and password, no clean start, keep alive 10 s.
    body = b"\0\4MQTT\5\xc0\0\x0a" + _expiry(_WEEK_S) + texts
    assert len(body) < 128, "the length takes one byte"
    writer.write(bytes((_CONNECT, len(body))) + body)
    answer = await reader.readexactly(4)
    assert answer[3] == 0, "refused"
    is_present = bool(answer[2] & 1)
    body = b"\0" + _expiry(_WEEK_S if is_present else 0)
    writer.write(bytes((_DISCONNECT, len(body))) + body)
    await writer.drain()
    writer.close()
    return is_present


def _expiry(seconds: int) -> bytes:
    return bytes((5, _SESSION_EXPIRY)) + struct.pack(">I", seconds)


async def take_what_is_kept(broker: MqttBroker, client_id: str) -> int:
    """How many messages the broker has for that session, which ends."""
    async with aiomqtt.Client(
        broker.host,
        broker.port,
        identifier=client_id,
        username=broker.gateway_user,
        password=broker.gateway_password,
        protocol=aiomqtt.ProtocolVersion.V5,
        clean_start=False,
    ) as client:
        # The answer to a subscription comes after what was waiting.
        await client.subscribe("no/readings/here")
        return len(client.messages)
