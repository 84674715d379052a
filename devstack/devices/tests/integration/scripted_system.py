"""Stands where the gateway does: takes readings from the broker and acknowledges as told."""

import asyncio
import json
import uuid
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from devstack.devices.tests.integration.system_line import Say, system_line
from devstack.servers.mqtt import MqttBroker

_READINGS = ("energy-data/+", "energy-data")


class Received(NamedTuple):
    topic: str
    device_id: str
    timestamp: str
    power_w: float
    sequence: int | None


class ScriptedSystem:
    """Keeps everything it ever received; comes back by itself when the broker does."""

    def __init__(self) -> None:
        self.received: Counter[Received] = Counter()
        self.acknowledges: Callable[[Received, int], bool] = lambda _received, _times: True
        """Whether to, for a reading that came so many times (1: the first)."""
        self.say: Say = lambda _topic, _payload: None
        self._durable: defaultdict[str, list[int]] = defaultdict(list)

    def hear(self, topic: str, payload: bytes) -> None:
        received = _received(topic, payload)
        self.received[received] += 1
        if received.sequence is None:
            return
        if self.acknowledges(received, self.received[received]):
            if not self._durable:  # all that comes in this turn of the loop
                asyncio.get_running_loop().call_soon(self._acknowledge)
            self._durable[received.device_id].append(received.sequence)

    def _acknowledge(self) -> None:
        for device_id, sequences in self._durable.items():
            self.say(f"device/{device_id}/ack", json.dumps({"acknowledged": sequences}))
        self._durable.clear()


def _received(topic: str, payload: bytes) -> Received:
    body: dict[str, Any] = json.loads(payload)
    assert body.keys() - {"sequence"} == {"deviceId", "energyValue", "timestamp"}
    return Received(
        topic, body["deviceId"], body["timestamp"], body["energyValue"], body.get("sequence")
    )


@asynccontextmanager
async def running_system(broker: MqttBroker) -> AsyncIterator[ScriptedSystem]:
    """Subscribed when the body begins."""
    system = ScriptedSystem()
    client_id = f"gateway-{uuid.uuid4().hex[:12]}"
    async with system_line(broker, client_id, _READINGS, system.hear) as system.say:
        yield system
