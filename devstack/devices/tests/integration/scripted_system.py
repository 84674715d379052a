"""Stands where the gateway does: takes readings from the broker and acknowledges as told."""

import asyncio
import json
import uuid
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import aiomqtt

from devstack.servers.mqtt import MqttBroker

_CALL_AGAIN_S = 0.02


class Received(NamedTuple):
    topic: str
    device_id: str
    timestamp: str
    power_w: float
    sequence: int | None


class ScriptedSystem:
    """Keeps everything it ever received; comes back by itself when the broker does."""

    def __init__(self, broker: MqttBroker) -> None:
        self.received: Counter[Received] = Counter()
        self.acknowledges: Callable[[Received, int], bool] = lambda _received, _times: True
        """Whether to, for a reading that came so many times (1: the first)."""
        self.connected = asyncio.Event()
        self.stopping = False
        self._broker = broker
        self._client_id = f"gateway-{uuid.uuid4().hex[:12]}"

    async def run(self) -> None:
        while not self.stopping:  # aiomqtt may turn a cancellation into an MqttError
            try:
                async with aiomqtt.Client(
                    self._broker.host,
                    self._broker.port,
                    identifier=self._client_id,
                    username=self._broker.gateway_user,
                    password=self._broker.gateway_password,
                    clean_session=False,
                ) as client:
                    await client.subscribe([("energy-data/+", 1), ("energy-data", 1)])
                    self.connected.set()
                    await self._serve(client)
            except aiomqtt.MqttError:
                self.connected.clear()
                await asyncio.sleep(_CALL_AGAIN_S)

    async def _serve(self, client: aiomqtt.Client) -> None:
        durable: defaultdict[str, list[int]] = defaultdict(list)
        async for message in client.messages:
            assert isinstance(message.payload, bytes)
            received = _received(message.topic.value, message.payload)
            self.received[received] += 1
            if received.sequence is None:
                continue
            if self.acknowledges(received, self.received[received]):
                durable[received.device_id].append(received.sequence)
            if len(client.messages) == 0:
                for device_id, sequences in durable.items():
                    body = json.dumps({"acknowledged": sequences})
                    await client.publish(f"device/{device_id}/ack", body)
                durable.clear()


def _received(topic: str, payload: bytes) -> Received:
    body: dict[str, Any] = json.loads(payload)
    assert body.keys() - {"sequence"} == {"deviceId", "energyValue", "timestamp"}
    return Received(
        topic, body["deviceId"], body["timestamp"], body["energyValue"], body.get("sequence")
    )


@asynccontextmanager
async def running_system(broker: MqttBroker) -> AsyncIterator[ScriptedSystem]:
    """Subscribed when the body begins."""
    system = ScriptedSystem(broker)
    running = asyncio.create_task(system.run())
    try:
        async with asyncio.timeout(10):
            await system.connected.wait()
        yield system
    finally:
        system.stopping = True
        while not running.done():  # aiomqtt may swallow a cancellation that meets an answer
            running.cancel()
            await asyncio.wait([running], timeout=_CALL_AGAIN_S)
