"""A device at the MQTT broker that sends whatever it is told, byte by byte."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final

import aiomqtt

from devstack.servers.mqtt import MqttBroker

BARE_TOPIC: Final = "energy-data"


def thesis_payload(device_id: str, power_w: float, measured_at: datetime) -> bytes:
    """Exactly the three fields that every device sends."""
    stamp = measured_at.isoformat().replace("+00:00", "Z")
    return json.dumps({"deviceId": device_id, "energyValue": power_w, "timestamp": stamp}).encode()


class Meter:
    """A connected device; its client id is its own id."""

    def __init__(self, device_id: str, client: aiomqtt.Client) -> None:
        self.device_id = device_id
        self._client = client

    async def send(self, payload: bytes, *, topic: str | None = None) -> None:
        """Return after the broker's PUBACK. Raises aiomqtt.MqttError."""
        await self._client.publish(topic or f"{BARE_TOPIC}/{self.device_id}", payload, qos=1)

    async def measure(
        self, power_w: float, measured_at: datetime, *, topic: str | None = None
    ) -> None:
        """Send a reading as the thesis has it."""
        await self.send(thesis_payload(self.device_id, power_w, measured_at), topic=topic)

    async def until_disconnected(self) -> None:
        """Raises aiomqtt.MqttError when the broker has had enough."""
        async for _ in self._client.messages:
            pass


@asynccontextmanager
async def meter(broker: MqttBroker, device_id: str) -> AsyncIterator[Meter]:
    """A device for the length of the block."""
    async with aiomqtt.Client(broker.host, broker.port, identifier=device_id) as client:
        client.pending_calls_threshold = 10_000  # a flood is what some tests are about
        yield Meter(device_id, client)
