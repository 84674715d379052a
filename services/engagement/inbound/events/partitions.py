"""Which partitions' readings are folded here: those of this replica's division, as it changes.

A feed is one consumer: the last reading of every device of its partitions first, then everything
new. What comes gets a feed of its own, so that it is complete soon. When that is over one feed of
all follows, and when it has caught up, too, it takes the place of the others. So nothing is missed
meanwhile, and what comes twice changes nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from libs.chassis.bus import Bus
from libs.chassis.bus_message import BusMessage
from libs.chassis.follow import follow
from libs.chassis.lifecycle import Readiness, Worker, WorkerContext
from libs.chassis.membership import Division
from libs.chassis.replicas import Replicas
from libs.chassis.telemetry import get_logger
from libs.contracts import streams, subjects
from services.engagement.domain.balance.holding import REST
from services.engagement.inbound.events.readings import ReadingsInbox
from services.engagement.metrics import balance as metrics
from services.engagement.ports.store import StoreUnavailableError
from services.engagement.usecases.balance.hold_partitions import HoldPartitions
from services.engagement.usecases.surplus.record_surplus import Written

NAME: Final = "readings"
_BATCH_SIZE: Final = 1000
_LINGER_S: Final = 0.005
"""A few milliseconds make batches of single messages; most of what one costs is its batch."""
_RETRY_PAUSE_S: Final = 0.5
_ONE_FEED_AFTER_S: Final = 10.0
"""It reads all there is once more: not while other replicas take over on the same machines."""
Tell = Callable[[Written], None]


def subjects_of(partitions: frozenset[int]) -> list[str]:
    """What brings the readings of these partitions."""
    if len(partitions) == subjects.PARTITION_COUNT:
        return [subjects.READINGS]
    followed = [subjects.readings_of_partition(partition) for partition in sorted(partitions)]
    if REST in partitions:
        followed.append(f"reading.v1.{subjects.NO_COMMUNITY}.>")
    return followed


@dataclass(slots=True, eq=False)
class _Feed:
    """A consumer, and those of its partitions that are still wanted of it."""

    followed: frozenset[int]
    wanted: frozenset[int]
    is_caught_up: bool = False
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    def is_all_of(self, partitions: frozenset[int]) -> bool:
        return self.followed == self.wanted == partitions

    def choose(self, messages: Sequence[BusMessage]) -> Sequence[BusMessage]:
        if self.followed == self.wanted:
            return messages
        return [message for message in messages if _partition(message) in self.wanted]


def _partition(message: BusMessage) -> int:
    token = message.subject.split(".", 3)[2]
    return REST if token == subjects.NO_COMMUNITY else int(token)


class PartitionFeeds:
    """Follows the division of the partitions among the replicas."""

    def __init__(
        self,
        bus: Bus,
        replicas: Replicas,
        hold: HoldPartitions,
        inbox: ReadingsInbox,
        tell: Tell,
        *,
        one_feed_after_s: float = _ONE_FEED_AFTER_S,
    ) -> None:
        """`tell` of what was written down when partitions were let go."""
        self._bus = bus
        self._replicas = replicas
        self._hold = hold
        self._inbox = inbox
        self._tell = tell
        self._one_feed_after_s = one_feed_after_s
        self._one_feed_due: asyncio.TimerHandle | None = None
        self._feeds: list[_Feed] = []
        self._restoring: asyncio.Task[None] | None = None

    def worker(self, readiness: Readiness, *, after: Sequence[str]) -> Worker:
        """Folds once the projections named in `after` are complete.

        Ready when the first division is known, all of it is folded, and its states are known.
        """

        async def run(context: WorkerContext) -> None:
            with self._replicas.holding():
                if await context.unless_stopped(readiness.wait_for(*after)):
                    async with asyncio.TaskGroup() as group:
                        await self._follow_division(context, group)
                    await self._let_go(self._hold.held)
                    metrics.PARTITIONS.set(0)

        return Worker(NAME, run)

    async def _follow_division(self, context: WorkerContext, group: asyncio.TaskGroup) -> None:
        division = Division(shares=0)
        while await context.unless_stopped(self._replicas.other_than(division)):
            division = self._replicas.division
            if division.members:
                await self._change(division.mine, context, group)
        self._stop(self._feeds)
        await self._stop_restoring()

    async def _change(
        self, mine: frozenset[int], context: WorkerContext, group: asyncio.TaskGroup
    ) -> None:
        await self._stop_restoring()
        if self._hold.held - mine:
            await self._let_go(self._hold.held - mine)
        came = mine - self._hold.held
        if came:
            self._hold.take(came)
            self._start(came, context, group)
        if not self._hold.has_states:
            self._restoring = group.create_task(self._restore(context))
        metrics.PARTITIONS.set(len(self._hold.held))
        self._make_one(context, group)

    async def _let_go(self, gone: frozenset[int]) -> None:
        for feed in self._feeds:
            feed.wanted -= gone
        try:
            for written in await self._hold.let_go(gone):
                self._tell(written)
        except StoreUnavailableError as error:
            get_logger().warning("partitions_let_go_without_store", error=str(error))

    async def _restore(self, context: WorkerContext) -> None:
        """As soon as the store is there: balances do not wait for it, decisions do."""
        while not context.stop.is_set():
            try:
                await self._hold.restore()
            except StoreUnavailableError as error:
                get_logger().warning("surplus_states_wait_for_store", error=str(error))
                await context.pause(_RETRY_PAUSE_S)
            else:
                self._tell_whether_ready(context)
                return

    async def _stop_restoring(self) -> None:
        """States read until now may be older than those of partitions that come back."""
        if self._restoring is not None:
            self._restoring.cancel()
            await asyncio.wait([self._restoring])
            self._restoring = None

    def _tell_whether_ready(self, context: WorkerContext) -> None:
        if self._hold.has_states and all(feed.is_caught_up for feed in self._feeds):
            context.ready()

    def _start(
        self, partitions: frozenset[int], context: WorkerContext, group: asyncio.TaskGroup
    ) -> None:
        feed = _Feed(partitions, partitions)

        async def apply(messages: Sequence[BusMessage]) -> None:
            chosen = feed.choose(messages)
            if chosen:
                await self._inbox.apply(chosen, is_live=feed.is_caught_up, stop=feed.stop)

        def caught_up() -> None:
            feed.is_caught_up = True
            self._hold.caught_up(feed.wanted)
            self._make_one(context, group)

        self._feeds.append(feed)
        group.create_task(self._follow(feed, apply, caught_up))

    def _make_one(self, context: WorkerContext, group: asyncio.TaskGroup) -> None:
        """Once all have caught up: one feed instead of several, or of one that brings too much."""
        if context.stop.is_set() or not all(feed.is_caught_up for feed in self._feeds):
            return
        self._tell_whether_ready(context)
        held = self._hold.held
        if not held:
            self._stop(self._feeds)
        elif self._feeds[-1].is_all_of(held):
            self._stop(self._feeds[:-1])
        elif self._one_feed_due is None:
            self._one_feed_due = asyncio.get_running_loop().call_later(
                self._one_feed_after_s, self._start_one, context, group
            )

    def _start_one(self, context: WorkerContext, group: asyncio.TaskGroup) -> None:
        self._one_feed_due = None
        held = self._hold.held
        if context.stop.is_set() or not all(feed.is_caught_up for feed in self._feeds):
            return  # whoever catches up last sees to it again
        if held and not self._feeds[-1].is_all_of(held):
            self._start(held, context, group)

    def _stop(self, feeds: Sequence[_Feed]) -> None:
        for feed in feeds:
            feed.stop.set()
        self._feeds = [feed for feed in self._feeds if not feed.stop.is_set()]

    async def _follow(
        self,
        feed: _Feed,
        apply: Callable[[Sequence[BusMessage]], Awaitable[None]],
        caught_up: Callable[[], None],
    ) -> None:
        await follow(
            self._bus,
            stream=streams.READINGS.name,
            subjects=subjects_of(feed.followed),
            apply=apply,
            caught_up=caught_up,
            context=WorkerContext(NAME, feed.stop, Readiness()),
            batch_size=_BATCH_SIZE,
            linger_s=_LINGER_S,
        )
