"""The demo: the simulated community on a stack, from onboarding to its last reading."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from devstack.demo import memory
from devstack.demo.audit.books import open_books
from devstack.demo.cast import Cast, cast_of
from devstack.demo.fleets import DeviceKind
from devstack.demo.memory import FoundedCommunity, Memory
from devstack.demo.onboarding import Step, found_community
from devstack.demo.performance import DRAIN_S, Performance, Stage, View, ended_after, perform
from devstack.demo.play_start import choose_start
from devstack.demo.played import PlayedReadings
from devstack.demo.simulated_play import ZONE, SimulatedPlay, simulated_profiles
from devstack.demo.system import System
from devstack.demo.views.facts import Facts
from devstack.devices.played_fleet import PlayedFleet
from devstack.people.person import People
from devstack.recordings.profiles import FacilityProfile
from devstack.supervisor.events import StackError

DEFAULT_FACILITIES: Final = 20
_COMMUNITY: Final = "CER del Lago"
_DEVICE_PREFIX: Final = "demo"
_KNOWN_SINCE: Final = timedelta(days=31)
"""So long before the first start memberships begin: a later, longer run may start earlier."""
_HURRIED_DRAIN_S: Final = 3.0
_LIVE: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOptions:
    """`facilities`: at least so many; `for_s` None: until somebody stops it."""

    facilities: int | None
    cadence_s: float
    speed: float
    for_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What a run needs; `view` is made once it is known what there is to see."""

    stack: System
    people: People
    memory: Memory
    options: DemoOptions
    devices: DeviceKind
    step: Step
    view: Callable[[System, Facts], View]

    async def prepare(self, profiles: Sequence[FacilityProfile]) -> tuple[Cast, Stage]:
        """Found the community, or find it as an earlier run left it. Raises StackError."""
        cast = cast_of(
            profiles,
            community_name=_COMMUNITY,
            device_prefix=_DEVICE_PREFIX,
            password=self.memory.password,
            proves=self.memory.proves,
        )
        community = await self._community(cast)
        with self.step("devices"):
            fleet = await self.devices.make_fleet(self.stack, community.device_ids)
        return cast, Stage(
            stack=self.stack,
            community=community,
            member=await self.people.user(cast.representative),
            fleet=fleet,
            speed=self.options.speed,
            drain_s=_HURRIED_DRAIN_S if self.options.for_s is None else DRAIN_S,
        )

    async def play(self, cast: Cast, stage: Stage, stop: asyncio.Event) -> Performance:
        """Let the devices measure until `stop`, or as long as the options say."""
        begin = await self._begin(stage)
        facts = Facts(
            url=self.stack.url,
            email=cast.representative.email,
            password=self.memory.password,
            zone=ZoneInfo(ZONE),
            pace=_pace(self.options.speed, stage.fleet),
            since=datetime.now(UTC) if stage.fleet.measures_now else begin,
        )
        async with ended_after(stop, self.options.for_s) as ended:
            feed = partial(self._feed, cast, begin)
            return await perform(stage, feed, self.view(self.stack, facts), ended)

    async def _community(self, cast: Cast) -> FoundedCommunity:
        known = self.memory.demo
        self._require_its_devices()
        if known is not None and len(known.members) == len(cast.members):
            return known
        if self.memory.since is None:
            self.memory.since = self._start(None) - _KNOWN_SINCE
            self.memory.devices = self.devices.name
        self.memory.facilities = len(cast.members)
        memory.save(self.stack.folder, self.memory)
        founded = await found_community(self.people, cast, since=self.memory.since, step=self.step)
        self.memory.demo = founded
        memory.save(self.stack.folder, self.memory)
        return founded

    def _require_its_devices(self) -> None:
        """Raises StackError: other devices would begin with numbers that the books know."""
        if self.memory.since is not None and self.memory.devices != self.devices.name:
            raise StackError(
                f"the community in {self.stack.folder} has {self.memory.devices} devices, not "
                f"{self.devices.name} ones: give another --state, or forget it with make clean"
            )

    async def _begin(self, stage: Stage) -> datetime:
        """Where the device that is furthest behind has to go on; what others sent they repeat."""
        if stage.fleet.measures_now:
            return self._start(None)
        async with open_books(self.stack.database_dsn) as books:
            newest = await books.newest_stamps(stage.community.device_ids)
        return self._start(min(newest.values(), default=None))

    def _start(self, resume_after: datetime | None) -> datetime:
        return choose_start(
            now=datetime.now(UTC),
            zone=ZoneInfo(ZONE),
            speed=self.options.speed,
            duration_s=self.options.for_s,
            resume_after=resume_after,
            not_before=self.memory.since,
        )

    async def _feed(
        self,
        cast: Cast,
        begin: datetime,
        fleet: PlayedFleet,
        played: PlayedReadings,
        ended: asyncio.Event,
    ) -> None:
        play = SimulatedPlay(
            facilities=len(cast.members),
            begin=begin,
            cadence_s=self.options.cadence_s,
            speed=self.options.speed,
        )
        await play.run(fleet, device_of=cast.device_of, played=played, stop=ended)


def facilities_of(options: DemoOptions, known: Memory) -> int:
    """As many as were asked for, and never fewer than there are."""
    return max(known.facilities, options.facilities or known.facilities or DEFAULT_FACILITIES)


async def profiles_of(options: DemoOptions, known: Memory) -> Sequence[FacilityProfile]:
    """The facilities that take part; the libraries behind take seconds to load."""
    return await asyncio.to_thread(simulated_profiles, facilities_of(options, known))


def _pace(speed: float, fleet: PlayedFleet) -> str:
    if speed == _LIVE:
        return "live"
    if fleet.measures_now:
        return f"measured now, of a day that passes {speed:g} times as fast"
    return f"{speed:g} times real time, live once it has caught up with now"
