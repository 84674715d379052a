"""Waits until everything acknowledged has arrived everywhere, then asks the audit's questions."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final, TypeVar
from uuid import UUID

import msgspec
import numpy as np

from devstack.demo.audit.books import Books, Told
from devstack.demo.audit.checks import (
    Check,
    ReadingsComparison,
    balance_is_right,
    energy_adds_up,
    everybody_told,
    everything_acknowledged,
    nobody_told_twice,
)
from devstack.demo.audit.recount import (
    HOUR_MS,
    QUARTER_MS,
    EnergyRecount,
    PowerNow,
    RawReading,
    power_now,
)
from devstack.demo.memory import FoundedCommunity
from devstack.people.connection import ApiProblem
from devstack.people.person import Person
from devstack.recordings.recording import PowerSeries, from_ms, to_ms

SeenT = TypeVar("SeenT")
_LOOK_AGAIN_S: Final = 0.1
_PATIENCE_S: Final = 30.0
_MILLIWATTS: Final = 1000
_NO_READINGS: Final = PowerSeries(np.array([], dtype=np.int64), np.array([], dtype=np.float64))
_WAITING: Final = ("pending", "sending")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditedRun:
    """What a run has done: `acknowledged` are each device's readings, in the system's time."""

    community: FoundedCommunity
    acknowledged: Mapping[str, PowerSeries]
    unacknowledged: str | None
    """What to say when readings were measured that nobody acknowledged."""
    notification_log: Path

    @property
    def readings(self) -> int:
        """How many there are together."""
        return sum(map(len, self.acknowledged.values()))

    @property
    def first_ms(self) -> int:
        """The first stamp of all. Raises ValueError without any reading."""
        return min(int(one.end_ms[0]) for one in self.acknowledged.values() if len(one))

    @property
    def last_ms(self) -> int:
        """The last stamp of all. Raises ValueError without any reading."""
        return max(int(one.end_ms[-1]) for one in self.acknowledged.values() if len(one))


class _LoggedMessage(msgspec.Struct, rename="camel"):
    community_id: UUID
    episode_id: UUID
    user_id: UUID
    kind: str


async def audit(run: AuditedRun, books: Books, member: Person) -> list[Check]:
    """Wait for what is on its way as long as it moves, then check.

    `member`: somebody who may see the community. `run` has a reading.
    Raises asyncpg.PostgresError, OSError, ApiProblem, httpx.TransportError.
    """
    await _settled(
        lambda: books.count_readings(run.community.device_ids, run.first_ms),
        lambda stored: stored >= run.readings,
    )
    return [
        everything_acknowledged(run.readings, run.unacknowledged),
        *await _readings_and_energy(run, books, member),
        *await _told(run, books),
    ]


async def _readings_and_energy(run: AuditedRun, books: Books, member: Person) -> list[Check]:
    comparison, recount = ReadingsComparison(), EnergyRecount()
    newest: list[Sequence[RawReading]] = []
    first_ms = run.first_ms
    quarter_ms = first_ms // QUARTER_MS * QUARTER_MS
    for device_id in run.community.device_ids:
        # The first quarter-hour may begin with a reading of up to an hour before it.
        raw = await books.readings(device_id, quarter_ms - HOUR_MS)
        stored = [reading for reading in raw if reading.measured_ms >= first_ms]
        comparison.add(device_id, run.acknowledged.get(device_id, _NO_READINGS), stored)
        recount.add(raw)
        newest.append(raw[-2:])
    facility_ids = [founded.facility_id for founded in run.community.members]
    booked = await books.quarter_hours(facility_ids, quarter_ms)
    present = power_now(newest)
    return [
        *comparison.checks(),
        energy_adds_up(booked, recount.quarter_hours(quarter_ms)),
        await _live_balance(run, member, present),
        await _present_power(run, member, present),
    ]


async def _live_balance(run: AuditedRun, member: Person, expected: PowerNow | None) -> Check:
    async def shown() -> PowerNow | None:
        try:
            balance = await member.engagement.balance(run.community.community_id)
        except ApiProblem as problem:
            if problem.code != "no_balance_yet":
                raise
            return None
        return PowerNow(
            to_ms(balance.as_of),
            round(balance.power_consumed_w * _MILLIWATTS),
            round(balance.power_produced_w * _MILLIWATTS),
            balance.facilities_fresh,
        )

    last_shown = await _settled(shown, lambda seen: seen == expected)
    return balance_is_right("liveBalance", last_shown, expected)


async def _present_power(run: AuditedRun, member: Person, expected: PowerNow | None) -> Check:
    energy = await member.energy.community(run.community.community_id)
    shown = None
    if energy.as_of is not None:
        shown = PowerNow(
            to_ms(energy.as_of),
            round(energy.power_consumed_w * _MILLIWATTS),
            round(energy.power_produced_w * _MILLIWATTS),
            energy.facilities_fresh,
        )
    return balance_is_right("presentPower", shown, expected)


async def _told(run: AuditedRun, books: Books) -> list[Check]:
    """An earlier run's episodes count as far back as they can silence one of this run."""
    community = run.community
    cooldown = timedelta(seconds=community.cooldown_s)
    since = from_ms(run.first_ms) - cooldown
    await _settled(
        lambda: books.deliveries(community.community_id, since),
        lambda counts: not any(status in _WAITING for _, status in counts),
    )
    episodes = await books.episodes(community.community_id, since)
    inbox = await books.inbox(community.community_id, since)
    decided = await books.decided(community.community_id, since)
    logged = await asyncio.to_thread(_logged, run.notification_log, community.community_id)
    users = {founded.owner_id for founded in community.members}
    return [
        nobody_told_twice({"inbox": inbox, "notification log": logged}),
        everybody_told(episodes, inbox, decided, user_ids=users, cooldown=cooldown),
    ]


def _logged(path: Path, community_id: UUID) -> list[Told]:
    """The messages of the channel that writes a file, about this community."""
    if not path.exists():
        return []
    decoder = msgspec.json.Decoder(_LoggedMessage)
    with path.open("rb") as file:
        messages = [decoder.decode(line) for line in file]
    return [
        Told(message.episode_id, message.user_id, message.kind)
        for message in messages
        if message.community_id == community_id
    ]


async def _settled(look: Callable[[], Awaitable[SeenT]], is_done: Callable[[SeenT], bool]) -> SeenT:
    """Look until it is done, or until nothing has changed for a while; what was seen last."""
    changed_at = time.monotonic()
    seen = await look()
    while not is_done(seen) and time.monotonic() - changed_at < _PATIENCE_S:
        await asyncio.sleep(_LOOK_AGAIN_S)
        before, seen = seen, await look()
        if seen != before:
            changed_at = time.monotonic()
    return seen
