"""Plays a recording: lets each device measure what its facility's recording says, in time."""

import asyncio
import heapq
from collections.abc import Callable, Coroutine, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from devstack.devices.played_fleet import PlayedFleet
from devstack.devices.settings import FleetError
from devstack.recordings.clock_mapping import ClockMapping
from devstack.recordings.recording import PowerSeries, Recording, from_ms, to_ms

_SLICE_READINGS: Final = 500
"""So many readings are measured before others get a turn."""
_LONGEST_WAIT_S: Final = 60.0
"""The system's clock may be set while we wait for it."""
_CHUNK_READINGS: Final = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayReport:
    """What was played."""

    readings: int
    until: datetime | None
    """The system's time of the last reading; None when there was none."""
    complete: bool
    """Whether it was the whole recording; else it was stopped."""


async def play(
    recording: Recording,
    clock: ClockMapping,
    fleet: PlayedFleet,
    *,
    device_of: Mapping[str, str],
    stop: asyncio.Event,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> PlayReport:
    """Feed the fleet in the order of stamps until the end, or until `stop` is set.

    `device_of`: the device of each facility. Readings wait until they are due and until their
    device has room: at infinite speed a device that gets no acknowledgements holds the play up.
    Does not wait for the last acknowledgements (`PlayedFleet.drained` does). Raises FleetError
    for a facility without a device of this fleet, or two with the same.
    """
    devices = _devices(recording, fleet, device_of)
    gate = _Gate(clock, fleet, stop, now)
    played, last_ms = 0, None
    for recorded_ms, facility, power_w in _in_order(recording):
        stamp_ms = clock.system_ms(recorded_ms)
        if not await gate.opens(stamp_ms, devices[facility], played):
            break
        fleet.measure(devices[facility], stamp_ms, power_w)
        played, last_ms = played + 1, stamp_ms
    return PlayReport(
        readings=played,
        until=None if last_ms is None else from_ms(last_ms),
        complete=played == recording.readings,
    )


def _devices(recording: Recording, fleet: PlayedFleet, device_of: Mapping[str, str]) -> list[str]:
    """The device of each facility, in the recording's order. Raises FleetError."""
    known = set(fleet.device_ids)
    without = [name for name in recording.facilities if device_of.get(name) not in known]
    if without:
        raise FleetError(f"no device of the fleet measures {', '.join(without)}")
    devices = [device_of[name] for name in recording.facilities]
    if len(set(devices)) < len(devices):
        raise FleetError("a device measures one facility: two facilities have the same device")
    return devices


def _in_order(recording: Recording) -> Iterator[tuple[int, int, float]]:
    """All readings by stamp: recorded ms, number of the facility, power in W."""
    return heapq.merge(*(_numbered(*one) for one in enumerate(recording.series.values())))


def _numbered(number: int, series: PowerSeries) -> Iterator[tuple[int, int, float]]:
    for start in range(0, len(series), _CHUNK_READINGS):
        chunk = slice(start, start + _CHUNK_READINGS)
        for stamp_ms, power_w in zip(
            series.end_ms[chunk].tolist(), series.power_w[chunk].tolist(), strict=True
        ):
            yield stamp_ms, number, power_w


class _Gate:
    """Holds a reading back until it is due and its device has room, or the play is stopped."""

    def __init__(
        self,
        clock: ClockMapping,
        fleet: PlayedFleet,
        stop: asyncio.Event,
        now: Callable[[], datetime],
    ) -> None:
        self._clock = clock
        self._fleet = fleet
        self._stop = stop
        self._now = now
        self._full = fleet.most_pending(hurried=not clock.paced)
        self._loop = asyncio.get_running_loop()
        self._started_s = self._loop.time()
        self._due_until_ms = clock.due_until_ms(0.0, to_ms(now()))

    async def opens(self, stamp_ms: int, device_id: str, played: int) -> bool:
        """Whether the reading may be measured now; else the play was stopped."""
        if played % _SLICE_READINGS == 0:
            await asyncio.sleep(0)
        while stamp_ms > self._due_until_ms and not self._stop.is_set():
            await self._wait_for_time(stamp_ms)
        if self._fleet.pending(device_id) >= self._full and not self._stop.is_set():
            await self._unless_stopped(self._fleet.pending_below(device_id, self._full // 2))
        return not self._stop.is_set()

    async def _wait_for_time(self, stamp_ms: int) -> None:
        elapsed_s = self._loop.time() - self._started_s
        wait_s = self._clock.wait_s(stamp_ms, elapsed_s, to_ms(self._now()))
        if wait_s > 0:
            await self._unless_stopped(asyncio.sleep(min(wait_s, _LONGEST_WAIT_S)))
        elapsed_s = self._loop.time() - self._started_s
        self._due_until_ms = self._clock.due_until_ms(elapsed_s, to_ms(self._now()))

    async def _unless_stopped(self, wait: Coroutine[Any, Any, None]) -> None:
        tasks = [asyncio.create_task(wait), asyncio.create_task(self._stop.wait())]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
