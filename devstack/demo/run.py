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
from devstack.demo.identities import identities_of
from devstack.demo.memory import FoundedCommunity, Memory
from devstack.demo.onboarding import Step, found_community
from devstack.demo.performance import DRAIN_S, Performance, Stage, View, ended_after, perform
from devstack.demo.play_start import choose_start
from devstack.demo.played import PlayedReadings
from devstack.demo.simulated_play import ZONE, SimulatedPlay, simulated_profiles
from devstack.demo.views.facts import Facts
from devstack.devices.fleet import Fleet
from devstack.people.person import People
from devstack.recordings.profiles import FacilityProfile
from devstack.supervisor.stack import Stack

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

    stack: Stack
    people: People
    memory: Memory
    options: DemoOptions
    step: Step
    view: Callable[[Stack, Facts], View]

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
            identities = await identities_of(self.stack, community.device_ids)
        return cast, Stage(
            stack=self.stack,
            community=community,
            member=await self.people.user(cast.representative),
            identities=identities,
            speed=self.options.speed,
            drain_s=_HURRIED_DRAIN_S if self.options.for_s is None else DRAIN_S,
        )

    async def play(self, cast: Cast, stage: Stage, stop: asyncio.Event) -> Performance:
        """Let the devices measure until `stop`, or as long as the options say."""
        begin = await self._begin(stage.community)
        facts = Facts(
            url=self.stack.url,
            email=cast.representative.email,
            password=self.memory.password,
            zone=ZoneInfo(ZONE),
            pace=_pace(self.options.speed),
            since=begin,
        )
        async with ended_after(stop, self.options.for_s) as ended:
            feed = partial(self._feed, cast, begin)
            return await perform(stage, feed, self.view(self.stack, facts), ended)

    async def _community(self, cast: Cast) -> FoundedCommunity:
        known = self.memory.demo
        if known is not None and len(known.members) == len(cast.members):
            return known
        if self.memory.since is None:
            self.memory.since = self._start(None) - _KNOWN_SINCE
        self.memory.facilities = len(cast.members)
        memory.save(self.stack.folder, self.memory)
        founded = await found_community(self.people, cast, since=self.memory.since, step=self.step)
        self.memory.demo = founded
        memory.save(self.stack.folder, self.memory)
        return founded

    async def _begin(self, community: FoundedCommunity) -> datetime:
        """Where the device that is furthest behind has to go on; what others sent they repeat."""
        async with open_books(self.stack.database_dsn) as books:
            newest = await books.newest_stamps(community.device_ids)
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
        fleet: Fleet,
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


def _pace(speed: float) -> str:
    if speed == _LIVE:
        return "live"
    return f"{speed:g} times real time, live once it has caught up with now"
