"""Plays the simulated community without an end, a few hours at a time."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from typing import Final

from devstack.demo.played import PlayedReadings
from devstack.devices.played_fleet import PlayedFleet
from devstack.devices.player import play
from devstack.recordings.clock_mapping import ClockMapping
from devstack.recordings.profiles import FacilityProfile
from devstack.recordings.recording import MILLISECONDS, Recording, from_ms, to_ms
from devstack.recordings.simulation.community import simulate_community
from devstack.recordings.simulation.place import LAZIO

ZONE: Final = LAZIO.zone
_SEED: Final = 1
_CLEAR_SKY: Final = 0.0
"""So that a demo shows a surplus in any season; clouds at ten would hide it for an hour."""
_CHUNK_MS: Final = 3 * 3_600_000
_PROFILE_WINDOW: Final = timedelta(seconds=60)


def simulated_profiles(facilities: int) -> Sequence[FacilityProfile]:
    """The facilities as people would register them."""
    anywhere = datetime(2026, 1, 1, tzinfo=UTC)
    return simulate_community(
        facilities=facilities,
        begin=anywhere,
        end=anywhere + _PROFILE_WINDOW,
        cadence_s=_PROFILE_WINDOW.total_seconds(),
        seed=_SEED,
    ).profiles


class SimulatedPlay:
    """Readings since `begin`; what a facility measures at an instant is always the same."""

    def __init__(self, *, facilities: int, begin: datetime, cadence_s: float, speed: float) -> None:
        self._facilities = facilities
        self._cadence_s = cadence_s
        self._speed = speed
        cadence_ms = round(cadence_s * MILLISECONDS)
        # Chunks meet on the grid of the cadence, so that no reading falls between two of them.
        self._begin_ms = to_ms(begin) // cadence_ms * cadence_ms
        self._chunk_ms = -(-_CHUNK_MS // cadence_ms) * cadence_ms

    async def run(
        self,
        fleet: PlayedFleet,
        *,
        device_of: Mapping[str, str],
        played: PlayedReadings,
        stop: asyncio.Event,
    ) -> None:
        """Play until `stop`; `played` learns what is being measured."""
        async with aclosing(self.recordings()) as recordings:
            async for recording in recordings:
                played.add(recording, device_of=device_of, shift_ms=0)
                clock = ClockMapping(shift_ms=0, first_ms=recording.first_ms, speed=self._speed)
                await play(recording, clock, fleet, device_of=device_of, stop=stop)
                if stop.is_set():
                    return

    async def recordings(self) -> AsyncGenerator[Recording, None]:
        """Chunk after chunk, each prepared while the one before is played."""
        begin_ms = self._begin_ms
        ahead = self._prepare(begin_ms)
        try:
            while True:
                recording = await ahead
                begin_ms += self._chunk_ms
                ahead = self._prepare(begin_ms)
                yield recording
        finally:
            ahead.cancel()

    def _prepare(self, begin_ms: int) -> asyncio.Task[Recording]:
        return asyncio.create_task(asyncio.to_thread(self._simulated, begin_ms))

    def _simulated(self, begin_ms: int) -> Recording:
        return simulate_community(
            facilities=self._facilities,
            begin=from_ms(begin_ms),
            end=from_ms(begin_ms + self._chunk_ms),
            cadence_s=self._cadence_s,
            seed=_SEED,
            cloud_cover=_CLEAR_SKY,
        ).recording
