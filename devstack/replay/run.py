"""A replay on a stack: a community of its own, its devices, and the energy they came to."""

import asyncio
from dataclasses import dataclass

import httpx

from devstack.demo import memory
from devstack.demo.cast import Cast, cast_of
from devstack.demo.closing import AuditError, close_books
from devstack.demo.fleets import simulated_fleet
from devstack.demo.memory import Memory
from devstack.demo.onboarding import Step, found_community
from devstack.demo.performance import Performance, Stage, View, perform
from devstack.demo.played import PlayedReadings
from devstack.devices.played_fleet import PlayedFleet
from devstack.devices.player import play
from devstack.people.connection import ApiProblem
from devstack.people.person import People
from devstack.replay.comparison import answered, recounted
from devstack.replay.prepared import PreparedReplay
from devstack.replay.summary import ReplaySummary, with_energy
from devstack.supervisor.stack import Stack


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """One replay; `name` is what people call the recording."""

    stack: Stack
    people: People
    memory: Memory
    prepared: PreparedReplay
    name: str
    step: Step

    async def found(self) -> tuple[Cast, Stage]:
        """A community of this replay alone: what is measured for it meets no earlier reading.

        Raises StackError.
        """
        self.memory.replays += 1
        memory.save(self.stack.folder, self.memory)
        cast = cast_of(
            self.prepared.profiles,
            community_name=f"{self.name} (replay {self.memory.replays})",
            device_prefix=f"replay{self.memory.replays}",
            password=self.memory.password,
            proves=self.memory.proves,
        )
        community = await found_community(
            self.people, cast, since=self.prepared.known_since, step=self.step
        )
        with self.step("devices"):
            fleet = await simulated_fleet(
                self.prepared.fleet_settings(), self.stack, community.device_ids
            )
        clock = self.prepared.clock
        return cast, Stage(
            stack=self.stack,
            community=community,
            member=await self.people.user(cast.representative),
            fleet=fleet,
            speed=clock.speed if clock.paced else None,
        )

    async def play(self, cast: Cast, stage: Stage, view: View, stop: asyncio.Event) -> Performance:
        """Let the devices measure what is recorded, to the end or until `stop`."""
        recording, clock = self.prepared.recording, self.prepared.clock

        async def feed(fleet: PlayedFleet, played: PlayedReadings, ended: asyncio.Event) -> None:
            played.add(recording, device_of=cast.device_of, shift_ms=clock.shift_ms)
            await play(recording, clock, fleet, device_of=cast.device_of, stop=ended)

        return await perform(stage, feed, view, stop)

    async def close(self, stage: Stage, performance: Performance) -> ReplaySummary:
        """Audit, and compare the energy with the files'. Raises AuditError."""
        summary = await close_books(stage, performance)
        try:
            answer = await answered(
                stage.member,
                stage.community.community_id,
                self.prepared.begins_at,
                summary.event_time_to,
            )
        except (ApiProblem, httpx.TransportError) as error:
            raise AuditError(
                f"the energy could not be read: {error or type(error).__name__}"
            ) from error
        recount = await asyncio.to_thread(recounted, performance.acknowledged.values())
        return with_energy(summary, answer, recount)
