"""A device that says how it is and leaves a last will, and what is told of it."""

import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiomqtt

from devstack.servers.mqtt import MqttBroker
from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from libs.contracts.mqtt import topics
from libs.contracts.v1.device import DEVICE_DECODER, DeviceEvent
from services.device_gateway.tests.stream import stored


class StatusDevice:
    """A device that says how it is, and leaves a last will."""

    def __init__(self, device_id: str, client: aiomqtt.Client, connection: int) -> None:
        self._topic = topics.report(device_id, topics.STATUS)
        self._client = client
        self._connection = connection

    async def say(self, **more: Any) -> None:
        """Return after the broker's PUBACK."""
        status = {"state": "online", "connection": self._connection, **more}
        await self._client.publish(self._topic, json.dumps(status), qos=1)

    def lose_connection(self) -> None:
        """As if the Wi-Fi were gone: the broker is told nothing."""
        open_socket = self._client._client.socket()
        assert isinstance(open_socket, socket.socket)
        open_socket.shutdown(socket.SHUT_RDWR)


@asynccontextmanager
async def status_device(
    broker: MqttBroker, device_id: str, connection: int
) -> AsyncIterator[StatusDevice]:
    will = aiomqtt.Will(
        topics.report(device_id, topics.STATUS),
        json.dumps({"state": "offline", "connection": connection}),
        qos=1,
    )
    client = aiomqtt.Client(broker.host, broker.port, identifier=device_id, will=will)
    try:
        with suppress(aiomqtt.MqttError):
            async with client:
                yield StatusDevice(device_id, client, connection)
    finally:
        client._client._sock_close()  # aiomqtt leaves a broken one open


async def events_of(bus: Bus, device_id: str) -> list[DeviceEvent]:
    events = [DEVICE_DECODER.decode(message.data) for message in await stored(bus, "DEVICES")]
    return [event for event in events if event.device_id == device_id]


async def told(bus: Bus, device_id: str, *kinds: type[DeviceEvent]) -> list[DeviceEvent]:
    """Wait until exactly these have been told of the device."""

    async def as_many() -> list[DeviceEvent]:
        events = await events_of(bus, device_id)
        return events if len(events) >= len(kinds) else []

    events: list[DeviceEvent] = await eventually(as_many)
    assert [type(event) for event in events] == list(kinds)
    return events
