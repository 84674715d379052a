"""The sessions at the broker that this replica holds: those of its shares, while they are its own.

A session is a share of what devices send. It outlives whoever holds it: to one whose replica is
dead the broker goes on dealing, and the next holder connects under the same client id and gets all
of it. If two hold it for a while, the broker itself decides: who connects later has it, alone.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from libs.chassis.lifecycle import Readiness, Worker, WorkerContext
from libs.chassis.membership import Division
from libs.chassis.replicas import Replicas
from services.device_gateway.inbound.mqtt.receiver import MqttReceiver
from services.device_gateway.metrics import readings as metrics


@dataclass(slots=True)
class _Work:
    """Something that is done until its own `stop`."""

    name: str
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    readiness: Readiness = field(default_factory=Readiness)
    task: asyncio.Task[None] | None = None

    @property
    def context(self) -> WorkerContext:
        return WorkerContext(self.name, self.stop, self.readiness)

    async def connected(self) -> None:
        """Return when it has been connected, or is not to be any more."""
        await self.context.unless_stopped(self.readiness.wait_for(self.name))


class MqttSessions:
    """Holds the sessions of one kind of messages."""

    def __init__(
        self,
        replicas: Replicas,
        *,
        receiver_of: Callable[[int], MqttReceiver],
        former: Callable[[int], Sequence[MqttReceiver]] = lambda _: (),
    ) -> None:
        """`receiver_of` a share; `former`: of sessions beyond so many shares, which are to end."""
        self._replicas = replicas
        self._receiver_of = receiver_of
        self._former = former
        self._held: dict[int, _Work] = {}
        self._ending: _Work | None = None
        self._tasks: dict[int, asyncio.Task[None]] = {}
        """The last of each share."""

    def worker(self, readiness: Readiness, *, name: str, after: Sequence[str]) -> Worker:
        """The worker; it does not connect before the parts named `after` are ready.

        Ready when all sessions that are its own at first have been connected.
        """

        async def run(context: WorkerContext) -> None:
            with self._replicas.holding():
                if await context.unless_stopped(readiness.wait_for(*after)):
                    async with asyncio.TaskGroup() as group:
                        await self._follow(context, group)

        return Worker(name, run)

    async def _follow(self, context: WorkerContext, group: asyncio.TaskGroup) -> None:
        division = Division(shares=0)
        while await context.unless_stopped(self._replicas.other_than(division)):
            before, division = division, self._replicas.division
            if not division.members:
                continue
            for share in self._held.keys() - division.mine:
                self._held.pop(share).stop.set()
            for share in sorted(division.mine - self._held.keys()):
                self._hold(share, context.name, group)
            if division.shares != before.shares or 0 not in before.mine or 0 not in self._held:
                self._end_former(division, context.name, group)
            if not before.members:
                group.create_task(self._tell_ready(context, list(self._held.values())))
        for work in [*self._held.values(), *filter(None, [self._ending])]:
            work.stop.set()

    def _hold(self, share: int, name: str, group: asyncio.TaskGroup) -> None:
        work = _Work(f"{name}-{share}")
        before = self._tasks.get(share)

        async def hold() -> None:
            if before is not None:
                await asyncio.wait([before])  # it may be drained still, under the same client id
            await self._receiver_of(share).hold(work.context)

        self._held[share] = work
        self._tasks[share] = group.create_task(hold())

    def _end_former(self, division: Division, name: str, group: asyncio.TaskGroup) -> None:
        """Whoever has share 0 ends what is left of another number, once that one is subscribed."""
        if self._ending is not None:
            self._ending.stop.set()
            self._ending = None
        if 0 not in self._held or not (former := self._former(division.shares)):
            return
        work = self._ending = _Work(f"{name}-former")
        first = self._held[0]

        async def end() -> None:
            left = len(former)
            metrics.SESSIONS_TO_END.inc(left)
            try:
                await work.context.unless_stopped(first.connected())
                for receiver in former:
                    await receiver.empty(work.context)
                    metrics.SESSIONS_TO_END.dec()
                    left -= 1
            finally:
                metrics.SESSIONS_TO_END.dec(left)

        group.create_task(end())

    async def _tell_ready(self, context: WorkerContext, first: Sequence[_Work]) -> None:
        for work in first:
            await work.connected()
        context.ready()
