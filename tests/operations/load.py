"""Devices that send and people who ask, all the time, and the longest anybody had to wait."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

import httpx
import numpy as np

from devstack.demo.audit.books import open_books
from devstack.demo.audit.checks import Check, ReadingsComparison
from devstack.devices.fleet import Fleet
from devstack.people.connection import ApiProblem
from devstack.recordings.recording import PowerSeries, to_ms
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.faults.ordeal import SETTINGS
from tests.persistence import persistently
from tests.village import Village

_ROUNDS_A_SECOND: Final = 5.0
_LOOKS_A_SECOND: Final = 100.0
_ACKNOWLEDGED_WITHIN_S: Final = 120.0

Ask = Callable[[], Awaitable[object]]


class Load:
    """What was sent and asked so far."""

    def __init__(
        self, fleet: Fleet, asks: Mapping[str, Ask], asked: Collection[str] | None = None
    ) -> None:
        """`asked`: which of `asks`; all where it is None."""
        self._fleet = fleet
        self._asks = asks
        self.asked = list(asks) if asked is None else asked
        self._begin_ms = to_ms(datetime.now(UTC) - timedelta(days=1))
        self._sent: dict[str, list[tuple[int, float]]] = {one: [] for one in fleet.device_ids}
        self.rounds = 0
        """How often every device has measured."""
        self.answers: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        """Answers that made somebody ask again."""
        self.longest_wait_s: dict[str, float] = dict.fromkeys(("readings", *self.asked), 0.0)

    async def send(self) -> None:
        """Every device measures, round after round, whether anybody takes it or not."""
        while True:
            self._measure()
            await asyncio.sleep(1 / _ROUNDS_A_SECOND)

    def _measure(self) -> None:
        self.rounds += 1
        stamp_ms = self._begin_ms + 1000 * self.rounds
        for place, device_id in enumerate(self._fleet.device_ids):
            power_w = float(100 + place)
            self._fleet.measure(device_id, stamp_ms, power_w)
            self._sent[device_id].append((stamp_ms, power_w))

    async def begin(self) -> None:
        """Return when a first reading has come all the way to the live view."""
        self._measure()
        await eventually(lambda: self._is_answered("engagement"), timeout_s=_ACKNOWLEDGED_WITHIN_S)

    async def _is_answered(self, what: str) -> bool:
        try:
            await self._asks[what]()
        except ApiProblem:
            return False
        return True

    async def watch(self) -> None:
        """For how long no device was acknowledged anything while something waited."""
        known, since_s = -1, time.monotonic()
        while True:
            tally, now_s = self._fleet.tally(), time.monotonic()
            if tally.acknowledged != known or not self._fleet.all_pending:
                known, since_s = tally.acknowledged, now_s
            self._waited("readings", now_s - since_s)
            await asyncio.sleep(1 / _LOOKS_A_SECOND)

    async def ask(self, what: str) -> None:
        """One question after the other; one that fails is asked again. Raises ApiProblem."""
        while True:
            since_s = time.monotonic()
            await persistently(partial(self._once, what))
            self.answers[what] += 1
            self._waited(what, time.monotonic() - since_s)
            await asyncio.sleep(1 / _ROUNDS_A_SECOND)

    async def _once(self, what: str) -> None:
        try:
            await self._asks[what]()
        except (ApiProblem, httpx.TransportError):
            self.failures[what] += 1
            raise

    def _waited(self, what: str, seconds: float) -> None:
        self.longest_wait_s[what] = max(self.longest_wait_s[what], seconds)

    @property
    def waiting(self) -> int:
        """Readings that nobody has acknowledged."""
        return self._fleet.all_pending

    @property
    def readings_sent(self) -> int:
        """By all devices."""
        return sum(map(len, self._sent.values()))

    async def is_booked(self, stack: Stack) -> bool:
        """Whether as many readings are in the books as were sent."""
        async with open_books(stack.database_dsn) as books:
            booked = await books.count_readings(list(self._sent), self._begin_ms)
        return booked == self.readings_sent

    async def missing(self, stack: Stack) -> Collection[int]:
        """The rounds of readings that are not in the books, one entry a reading."""
        async with open_books(stack.database_dsn) as books:
            found = {
                one: {reading[0] for reading in await books.readings(one, self._begin_ms)}
                for one in self._sent
            }
        return [
            (stamp_ms - self._begin_ms) // 1000
            for device_id, sent in self._sent.items()
            for stamp_ms, _ in sent
            if stamp_ms not in found[device_id]
        ]

    async def acknowledged(self) -> None:
        """Everything that was measured."""
        await self._fleet.drained(_ACKNOWLEDGED_WITHIN_S)

    async def checks(self, stack: Stack) -> list[Check]:
        """Every reading is in the books once, with its value."""
        comparison = ReadingsComparison()
        async with open_books(stack.database_dsn) as books:
            for device_id, sent in self._sent.items():
                stamps_ms, powers_w = zip(*sent, strict=True)
                series = PowerSeries(np.array(stamps_ms, np.int64), np.array(powers_w, np.float64))
                comparison.add(device_id, series, await books.readings(device_id, self._begin_ms))
        return list(comparison.checks())


@asynccontextmanager
async def under_load(
    stack: Stack, village: Village, *, only: Collection[str] | None = None
) -> AsyncIterator[Load]:
    """For the length of the block. Raises what an answer was that asking again did not mend.

    `only`: what is asked meanwhile, where not all can be answered. Devices always send.
    """
    ids = [home.device_id for home in village.homes]
    async with Fleet(stack.mqtt, ids, settings=SETTINGS) as fleet:
        load = Load(fleet, _asks_of(village), only)
        await load.begin()
        async with asyncio.TaskGroup() as group:
            work = (load.send(), load.watch(), *(load.ask(name) for name in load.asked))
            tasks = [group.create_task(one) for one in work]
            yield load
            for task in tasks:
                task.cancel()
        await load.acknowledged()


def _asks_of(village: Village) -> Mapping[str, Ask]:
    """Of each service a question, and a change that may be repeated."""
    person, community_id = village.representative, village.community_id
    device = f"/device/{village.homes[0].device_id}/event"
    once_a_day = {"perDay": 1, "perWeek": 7, "minimumGapS": 0}
    account = person.account
    return {
        "user": partial(account.request, "GET", "/user/profile"),
        "community": person.registry.facilities,
        "energy": partial(person.energy.community, community_id),
        "engagement": partial(person.engagement.balance, community_id),
        "device_gateway": partial(account.request, "GET", device),
        "a change": partial(account.request, "PUT", "/notification/preference", body=once_a_day),
    }
