"""One run of a founded community: its devices measure, somebody watches, and it comes to an end."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Final

import httpx

from devstack.demo.figures import Figures
from devstack.demo.memory import FoundedCommunity
from devstack.demo.played import PlayedReadings
from devstack.demo.system import System
from devstack.demo.watch import CommunityWatch, alongside
from devstack.devices.played_fleet import NotAcknowledgedError, PlayedFleet
from devstack.people.connection import ApiProblem
from devstack.people.person import Person
from devstack.recordings.recording import PowerSeries

DRAIN_S: Final = 60.0
"""How long devices may take to get rid of what they measured when the play is over."""

Feed = Callable[[PlayedFleet, PlayedReadings, asyncio.Event], Awaitable[None]]
"""Lets a fleet measure, and notes what, until it is over or the event is set."""
View = Callable[[CommunityWatch], Awaitable[None]]
"""Shows the figures until it is cancelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where a community is played, and a member who watches it."""

    stack: System
    community: FoundedCommunity
    member: Person
    fleet: PlayedFleet
    """The community's devices; they run during the performance."""
    speed: float | None
    """Event time per wall-clock time; None: as fast as acknowledged."""
    drain_s: float = DRAIN_S

    def restarts(self) -> dict[str, int]:
        """How often each part was started again, without those that never were."""
        parts = self.stack.parts.items()
        return {name: part.restarts for name, part in parts if part.restarts}


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """What happened. `unacknowledged`: what to say when devices could not get rid of readings."""

    figures: Figures
    acknowledged: Mapping[str, PowerSeries]
    ran_s: float
    unacknowledged: str | None


async def perform(stage: Stage, feed: Feed, view: View, ended: asyncio.Event) -> Performance:
    """Play until the feed is over or `ended` is set, then wait for the acknowledgements.

    Raises FleetError.
    """
    played = PlayedReadings()
    unacknowledged = None
    async with stage.fleet as fleet:
        watch = CommunityWatch(stage.stack, fleet, stage.member, stage.community)
        began_s = time.monotonic()
        async with alongside(watch.run()), alongside(view(watch)):
            await feed(fleet, played, ended)
            try:
                await fleet.drained(stage.drain_s)
            except NotAcknowledgedError as error:
                unacknowledged = str(error)
        ran_s = time.monotonic() - began_s
        with suppress(ApiProblem, httpx.TransportError, OSError):
            await watch.refresh()
        return Performance(
            figures=watch.figures,
            acknowledged=fleet.acknowledged(played.series()),
            ran_s=ran_s,
            unacknowledged=unacknowledged,
        )


@asynccontextmanager
async def ended_after(stop: asyncio.Event, seconds: float | None) -> AsyncIterator[asyncio.Event]:
    """An event that is set with `stop`, or after so long."""
    ended = asyncio.Event()

    async def wait() -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await stop.wait()
        ended.set()

    task = asyncio.create_task(wait())
    try:
        yield ended
    finally:
        task.cancel()
