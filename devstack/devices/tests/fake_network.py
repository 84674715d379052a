"""Links that do as the test says, and devices on them."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from devstack.devices.device import Device
from devstack.devices.fleet import Fleet
from devstack.devices.link import Dial, Ears, LastWill, Link, LinkLostError
from devstack.devices.reporting.reporter import ReportingPlan
from devstack.devices.settings import FleetSettings
from devstack.devices.tally import Counters
from devstack.servers.mqtt import MqttBroker
from libs.chassis.clock import Clock


@dataclass(frozen=True)
class Publication:
    number: int
    at_s: float
    topic: str
    body: Any
    size_bytes: int

    @property
    def sequence(self) -> int:
        sequence: int = self.body["sequence"]
        return sequence


class FakeLink:
    """Keeps what is published; confirms and acknowledges nothing by itself."""

    def __init__(self, ears: Ears) -> None:
        self.ears = ears
        self.published: list[Publication] = []
        self.unconfirmed = 0
        self.hears: Callable[[Publication], None] = lambda _published: None
        """Told what is published, in the same turn."""
        self._lost: asyncio.Future[Exception] = asyncio.get_running_loop().create_future()

    @property
    def is_open(self) -> bool:
        return not self._lost.done()

    def publish(self, topic: str, payload: bytes) -> int:
        assert self.is_open
        number = len(self.published)
        now_s = asyncio.get_running_loop().time()
        self.published.append(Publication(number, now_s, topic, json.loads(payload), len(payload)))
        self.unconfirmed += 1
        asyncio.get_running_loop().call_soon(self.hears, self.published[-1])
        return number

    async def last(self, at_most_s: float) -> None:
        await asyncio.wait([self._lost], timeout=at_most_s)
        if self._lost.done():
            raise self._lost.result()

    def cut(self) -> None:
        self.fail(LinkLostError("cut"))

    def fail(self, error: Exception) -> None:
        if self.is_open:
            self._lost.set_result(error)

    def confirm(self, publications: Iterable[Publication]) -> None:
        for publication in publications:
            self.unconfirmed -= 1
            self.ears.confirmed(publication.number)

    @property
    def confirmed(self) -> int:
        """How many publications are confirmed; they are in order."""
        return len(self.published) - self.unconfirmed

    def answer_all(self) -> None:
        """Confirm and acknowledge all that was published."""
        self.confirm(self.published[self.confirmed :])
        self.acknowledge([publication.sequence for publication in self.published])

    def acknowledge(self, sequences: Iterable[int]) -> None:
        self.tell({"acknowledged": list(sequences)})

    def tell(self, body: dict[str, Any], kind: str = "ack") -> None:
        """Say something to the device."""
        self.ears.message(f"device/meter-1/{kind}", json.dumps(body).encode())

    def leave(self) -> None:
        self.fail(LinkLostError("left"))

    def drop(self) -> None:
        self.fail(LinkLostError("dropped"))


class FakeDialer:
    """Connects at once, unless it is `refusing`, or `dropping` what it has accepted."""

    def __init__(self) -> None:
        self.links: list[FakeLink] = []
        self.refusing = False
        self.dropping = False
        self.called_at_s: list[float] = []
        self.wills: list[LastWill | None] = []
        """Of each call."""

    @property
    def link(self) -> FakeLink:
        """The newest."""
        return self.links[-1]

    @property
    def published(self) -> list[Publication]:
        """On all links, in order."""
        return [publication for link in self.links for publication in link.published]

    def dial(self, will: LastWill | None) -> "FakeDialer":
        self.wills.append(will)
        return self

    @asynccontextmanager
    async def connect(self, ears: Ears) -> AsyncIterator[Link]:
        self.called_at_s.append(asyncio.get_running_loop().time())
        if self.refusing:
            raise LinkLostError("refused")
        self.links.append(FakeLink(ears))
        if self.dropping:
            self.link.cut()
        yield self.link


@dataclass(frozen=True)
class Stage:
    device: Device
    dialer: FakeDialer
    counters: Counters

    @property
    def link(self) -> FakeLink:
        return self.dialer.link

    def measure(self, count: int) -> None:
        """Readings with stamps 1, 2, 3 ... and power 10 times the stamp."""
        first = self.counters.measured + 1
        for stamp_ms in range(first, first + count):
            self.device.measure(stamp_ms, 10.0 * stamp_ms)


@asynccontextmanager
async def running_device(
    *, chance: float = 0.5, reporting: ReportingPlan | None = None, **settings: Any
) -> AsyncIterator[Stage]:
    """A device with sequences from 0 on, connected."""
    dialer, counters = FakeDialer(), Counters()
    device = Device(
        "meter-1",
        dial=dialer.dial,
        settings=FleetSettings(**settings),
        counters=counters,
        first_sequence=0,
        chance=lambda: chance,
        reporting=reporting,
    )
    running = asyncio.create_task(device.run())
    try:
        await settle()
        yield Stage(device, dialer, counters)
    finally:
        running.cancel()
        await asyncio.wait([running])


async def settle() -> None:
    """Let everything happen that needs no time."""
    await asyncio.sleep(0.001)


class FakeFleet(Fleet):
    """A fleet on fake links."""

    def __init__(
        self, device_ids: Sequence[str], *, clock: Clock | None = None, **settings: Any
    ) -> None:
        nowhere = MqttBroker(port=1, kind="mosquitto", gateway_password="")
        super().__init__(nowhere, device_ids, settings=FleetSettings(**settings), clock=clock)
        self.dialers = {device_id: FakeDialer() for device_id in device_ids}

    def _dial_of(self, device_id: str) -> Dial:
        return self.dialers[device_id].dial
