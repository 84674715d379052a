"""Devices that send every reading again until it is acknowledged, as the contract asks them to."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta

import aiomqtt

from devstack.servers.mqtt import MqttBroker

_RESEND_S = 0.5


class Meter:
    """One device; its readings are numbered and a second apart."""

    def __init__(self, device_id: str, client: aiomqtt.Client) -> None:
        self.device_id = device_id
        self.unacknowledged: set[int] = set()
        self.refused: dict[int, str] = {}
        self.times: list[datetime] = []
        self.on_resend: Callable[[list[dict[str, int]]], None] = lambda _: None
        self._client = client
        self._heard = asyncio.Event()
        self._began = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=12)

    async def listen(self) -> None:
        async for message in self._client.messages:
            note = json.loads(bytes(message.payload))
            if str(message.topic).endswith("/resend"):
                self.on_resend(note["ranges"])
                continue
            self.unacknowledged -= set(note["acknowledged"])
            self.refused |= {told["sequence"]: told["reason"] for told in note.get("refused", [])}
            self.times.append(datetime.fromisoformat(note["time"]))
            self._heard.set()

    async def send(self, numbers: range) -> None:
        """Return when all of them are acknowledged."""
        self.unacknowledged |= set(numbers)
        while self.unacknowledged:
            for number in sorted(self.unacknowledged):
                await self.publish(self.reading(number, sequence=number))
            try:
                async with asyncio.timeout(_RESEND_S):
                    while self.unacknowledged:
                        self._heard.clear()
                        await self._heard.wait()
            except TimeoutError:
                continue

    async def publish(self, body: object, topic: str | None = None) -> None:
        """Return after the broker's PUBACK. Bytes are sent as they are."""
        payload = body if isinstance(body, bytes) else json.dumps(body).encode()
        await self._client.publish(topic or f"energy-data/{self.device_id}", payload, qos=1)

    def reading(self, number: int, **more: object) -> dict[str, object]:
        """The device's reading of that second."""
        return {
            "deviceId": self.device_id,
            "energyValue": float(number),
            "timestamp": (self._began + timedelta(seconds=number)).isoformat(),
            **more,
        }


@asynccontextmanager
async def connected_meters(
    broker: MqttBroker, device_ids: Sequence[str]
) -> AsyncIterator[list[Meter]]:
    """All connected and subscribed."""
    async with AsyncExitStack() as stack:
        yield [
            await stack.enter_async_context(connected_meter(broker, each)) for each in device_ids
        ]


@asynccontextmanager
async def connected_meter(broker: MqttBroker, device_id: str) -> AsyncIterator[Meter]:
    async with aiomqtt.Client(broker.host, broker.port, identifier=device_id) as client:
        client.pending_calls_threshold = 1_000  # do not warn about bursts
        meter = Meter(device_id, client)
        await client.subscribe([(f"device/{device_id}/{kind}", 1) for kind in ("ack", "resend")])
        listening = asyncio.create_task(meter.listen())
        try:
            yield meter
        finally:
            listening.cancel()
            await asyncio.wait([listening])
