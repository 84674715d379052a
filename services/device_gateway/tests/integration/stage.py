"""A gateway as a process of its own, devices that are real MQTT clients, and the bus behind."""

import asyncio
import json
import os
import signal
import sys
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiomqtt
import httpx
from prometheus_client import REGISTRY
from pydantic import SecretStr

from devstack.servers.mqtt import MqttBroker
from devstack.servers.ports import free_port
from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from libs.contracts import streams, subjects
from libs.contracts.codec import encode
from libs.contracts.v1.reading import ReadingReceived, decode_readings
from libs.contracts.v1.registry import CommunityInterval, DeviceInterval, FacilityState
from services.device_gateway.bootstrap import serve
from services.device_gateway.config import Settings
from services.device_gateway.domain.readings.refusal import Reason
from services.device_gateway.tests.examples import COMMUNITY_ID, FACILITY_ID
from services.device_gateway.tests.stream import stored

_REPOSITORY = Path(__file__).parents[4]
_COMMAND = (sys.executable, "-m", "services.device_gateway")
_METRIC_PREFIX = "meriggio_device_gateway_"


@dataclass(frozen=True)
class Surroundings:
    """What a gateway needs besides the broker."""

    nats_url: str
    database_dsn: str


def gateway_settings(broker: MqttBroker, around: Surroundings, **settings: object) -> Settings:
    """Settings of a gateway between these two, with a session of its own at the broker."""
    given: dict[str, Any] = {
        "http_port": free_port(),
        "nats_url": around.nats_url,
        "postgres_dsn": around.database_dsn,
        "jwks_url": "http://127.0.0.1:9/no-users-here",
        "mqtt_host": broker.host,
        "mqtt_port": broker.port,
        "mqtt_username": broker.gateway_user,
        "mqtt_password": broker.gateway_password,
        "mqtt_client_id": f"gateway-{uuid.uuid4().hex[:12]}",
        "publish_timeout_s": 1,
        **settings,
    }
    return Settings(**given)


async def asked(settings: Settings, path: str) -> httpx.Response:
    """What the gateway with these settings answers."""
    # Reading the machine's certificates, which plain HTTP does not need, would take longest.
    async with httpx.AsyncClient(verify=False) as client:
        return await client.get(f"http://{settings.http_host}:{settings.http_port}{path}")


async def subscribed(settings: Settings) -> bool:
    """Whether the gateway with these settings is ready."""
    try:
        return (await asked(settings, "/health/ready")).status_code == 200
    except httpx.HTTPError:
        return False


class GatewayMetrics:
    """What this process's gateway has counted since the test began."""

    def __init__(self) -> None:
        self._before = self._now()

    def value(self, name: str, **labels: str) -> float:
        key = (f"{_METRIC_PREFIX}{name}", tuple(sorted(labels.items())))
        return self._now().get(key, 0.0) - self._before.get(key, 0.0)

    def refused(self) -> Counter[str]:
        """How many messages, by reason."""
        counts = {
            reason.value: int(self.value("readings_rejected_total", reason=reason))
            for reason in Reason
        }
        return +Counter(counts)

    @staticmethod
    def _now() -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
        return {
            (sample.name, tuple(sorted(sample.labels.items()))): sample.value
            for family in REGISTRY.collect()
            if family.name.startswith(_METRIC_PREFIX)
            for sample in family.samples
        }


@asynccontextmanager
async def running_gateway(
    broker: MqttBroker, around: Surroundings, **settings: object
) -> AsyncIterator[GatewayMetrics]:
    """The whole service in this process."""
    metrics = GatewayMetrics()
    made = gateway_settings(broker, around, **settings)
    stop = asyncio.Event()
    task = asyncio.create_task(serve(made, stop=stop))

    async def ready() -> bool:
        if task.done():
            task.result()
        return await subscribed(made)

    try:
        await eventually(ready, timeout_s=60)
        yield metrics
    finally:
        stop.set()
        await asyncio.wait_for(task, 30)


class GatewayProcess:
    """`python -m services.device_gateway`, which the test may kill and start again."""

    def __init__(self, settings: Settings, log: Path) -> None:
        self._settings = settings
        self._log = log
        values = settings.model_dump(exclude_none=True)
        values |= {
            name: value.get_secret_value()
            for name, value in values.items()
            if isinstance(value, SecretStr)
        }
        self._environment = os.environ | {
            f"MERIGGIO_DEVICE_GATEWAY_{name.upper()}": (
                json.dumps(value) if isinstance(value, dict | list) else str(value)
            )
            for name, value in values.items()
        }
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Return when it is subscribed."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *_COMMAND, cwd=_REPOSITORY, env=self._environment, stdout=log, stderr=log
            )
        await eventually(self._is_ready, timeout_s=60)

    async def _is_ready(self) -> bool:
        assert self._process is not None
        assert self._process.returncode is None, self._log.read_text()
        return await subscribed(self._settings)

    async def holds(self, count: int) -> bool:
        """Whether exactly so many messages are received and not acknowledged."""
        metrics = (await asked(self._settings, "/metrics")).text
        return f"{_METRIC_PREFIX}inflight {float(count)}\n" in metrics

    def signal(self, number: signal.Signals) -> None:
        """Send it that."""
        assert self._process is not None
        self._process.send_signal(number)

    async def stop(self) -> None:
        """SIGTERM: it finishes what it has in hand."""
        assert self._process is not None
        self._process.terminate()
        assert await asyncio.wait_for(self._process.wait(), 30) == 0, self._log.read_text()

    async def kill(self) -> None:
        """SIGKILL: nothing is finished."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()


@asynccontextmanager
async def gateway_process(settings: Settings, log: Path) -> AsyncIterator[GatewayProcess]:
    gateway = GatewayProcess(settings, log)
    try:
        await gateway.start()
        yield gateway
    finally:
        await gateway.kill()


class Device:
    """A meter's device: publishes with QoS 1 and collects its acknowledgements."""

    def __init__(self, device_id: str, client: aiomqtt.Client) -> None:
        self.device_id = device_id
        self.acknowledged: list[int] = []
        self._client = client
        self._last = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=12)

    async def listen(self) -> None:
        async for message in self._client.messages:
            self.acknowledged += json.loads(bytes(message.payload))["acknowledged"]

    async def publish(self, body: bytes, topic: str | None = None) -> None:
        """Return after the broker's PUBACK."""
        await self._client.publish(topic or f"energy-data/{self.device_id}", body, qos=1)

    def reading(self, power_w: float = 100.0, **more: Any) -> bytes:
        """A payload with a time of its own."""
        self._last += timedelta(seconds=1)
        stamp = self._last.isoformat()
        usual = {"deviceId": self.device_id, "energyValue": power_w, "timestamp": stamp}
        return json.dumps(usual | more).encode()


@asynccontextmanager
async def connected_device(broker: MqttBroker, device_id: str) -> AsyncIterator[Device]:
    async with aiomqtt.Client(broker.host, broker.port, identifier=device_id) as client:
        client.pending_calls_threshold = 1_000  # do not warn about bursts
        device = Device(device_id, client)
        await client.subscribe(f"device/{device_id}/ack", qos=1)
        listening = asyncio.create_task(device.listen())
        try:
            yield device
        finally:
            listening.cancel()
            await asyncio.wait([listening])


async def send(device: Device, numbers: range) -> None:
    """Publish in small bursts, each confirmed by the broker before the next."""
    for start in numbers[::20]:
        burst = [
            device.publish(device.reading(float(number), sequence=number))
            for number in range(start, start + 20)
        ]
        await asyncio.gather(*burst)


async def heard_of(device: Device, numbers: range) -> None:
    """Wait until the device may forget exactly these."""
    await eventually(lambda: set(device.acknowledged) == set(numbers), timeout_s=60)


@dataclass(frozen=True)
class Registered:
    """A facility as the community service would state it."""

    device_ids: Sequence[str]
    transformation_constant: float = 1.0
    facility_id: uuid.UUID = FACILITY_ID
    version: int = 1
    since: datetime = field(default_factory=lambda: datetime.now(UTC) - timedelta(days=1))


async def register(bus: Bus, facility: Registered) -> None:
    """State it on the bus."""
    since = facility.since
    state = FacilityState(
        facility_id=facility.facility_id,
        version=facility.version,
        changed_at=since,
        name="Roof",
        region="Lazio",
        primary_substation_code="AC001",
        member_type="self-consumer",
        meter_kind="GETIS",
        max_consumption_w=30_000,
        max_production_w=30_000,
        devices=tuple(
            DeviceInterval(
                device_id=device_id,
                transformation_constant=facility.transformation_constant,
                valid_from=since,
            )
            for device_id in facility.device_ids
        ),
        communities=(CommunityInterval(community_id=COMMUNITY_ID, valid_from=since),),
    )
    await bus.declare([streams.REGISTRY])
    await bus.publish(
        subjects.facility(facility.facility_id), encode(state), message_id=uuid.uuid4().hex
    )


async def readings(bus: Bus) -> list[ReadingReceived]:
    """Everything in READINGS."""
    messages = await stored(bus, "READINGS")
    return [event for message in messages for event in decode_readings(message.data)]
