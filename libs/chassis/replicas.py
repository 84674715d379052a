"""The replicas of a service know one another, and divide a number of shares among themselves.

Each says once a second, on core NATS, that it lives. Dead is who said nothing for two seconds and
is connected no more, and who said nothing for five; who stops says so. From that each computes the
same division (shares.py). It is an agreement by sight, no lock: replicas that do not see one
another, or see it later, may hold a share twice for a while. So what a share stands for needs a
fence of its own where that would do harm.

What a share is, the service decides. Replicas that reckon with different numbers of shares, during
a rolling change, all take the largest.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import Annotated, Final, Protocol

import msgspec

from libs.chassis.bus import Bus
from libs.chassis.bus_message import BusMessage
from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.membership import Division, Membership, Rhythm
from libs.chassis.telemetry import get_logger

MOST_SHARES: Final = 1_024


class Beat(msgspec.Struct, frozen=True, kw_only=True):
    """A replica lives; whose beat it is, the subject's last token says."""

    shares: Annotated[int, msgspec.Meta(ge=1, le=MOST_SHARES)]
    """So many there are by its settings."""
    is_leaving: bool = False
    """It lives no more, and holds nothing."""
    listens_on: str = ""
    """A subject on which nobody else listens, and it does as long as it is connected."""


class Replicas(Protocol):
    """This replica among all of its service."""

    @property
    def division(self) -> Division:
        """The present one, as far as it is known here."""
        ...

    async def other_than(self, division: Division) -> Division:
        """Return the present one as soon as it is another."""
        ...

    async def confirmed(self) -> None:
        """Return when the division takes into account who lives now.

        For whoever finds its share held by another: while we are cut off, others go on without us.
        """
        ...

    def holding(self) -> AbstractContextManager[None]:
        """Hold shares only inside: who stops tells the others when all have come out."""
        ...

    def workers(self) -> Sequence[Worker]:
        """What has to run in the process for it."""
        ...


class Divisions:
    """The latest division, and whoever waits for another."""

    def __init__(self, first: Division) -> None:
        self.latest = first
        self._changed = asyncio.Event()

    def tell(self, division: Division) -> None:
        """From now on it is this one."""
        if division != self.latest:
            self.latest = division
            self._changed.set()
            self._changed = asyncio.Event()

    async def other_than(self, division: Division) -> Division:
        """Return the latest one as soon as it is another."""
        while self.latest == division:
            await self._changed.wait()
        return self.latest


class Alone:
    """Fulfils Replicas where there is one: everything is its own, from the first moment."""

    def __init__(self, shares: int = 1) -> None:
        self.division = Division(
            members=frozenset({"alone"}), shares=shares, mine=frozenset(range(shares))
        )

    async def other_than(self, division: Division) -> Division:
        """Wait for ever, unless it is another already."""
        if division == self.division:
            await asyncio.Event().wait()
        return self.division

    async def confirmed(self) -> None:
        """Nobody else is there."""

    def holding(self) -> AbstractContextManager[None]:
        """Nobody waits."""
        return nullcontext()

    def workers(self) -> Sequence[Worker]:
        """None."""
        return ()


class NatsReplicas:
    """Fulfils Replicas by beats on core NATS."""

    def __init__(
        self,
        bus: Bus,
        *,
        subject_of: Callable[[str], str],
        replica_id: str,
        shares: int,
        rhythm: Rhythm = Rhythm(),  # noqa: B008  it is frozen
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """1 to MOST_SHARES `shares`.

        `subject_of`: where a replica's beats are, by its id, the last token; `*` is everyone.

        Only replicas that share the same things may share the subject. `replica_id`: unlike any
        before, for a successor of the same name is not the one that died.
        """
        self._bus = bus
        self._subject_of = subject_of
        self._replica_id = replica_id
        self._shares = shares
        self._rhythm = rhythm
        self._monotonic_s = monotonic_s
        self._membership = Membership(replica_id, shares, rhythm)
        self._divisions = Divisions(Division(shares=shares))
        self._listens_on = bus.nc.new_inbox()
        self._others_listen_on: dict[str, str] = {}
        self._reconnects = 0
        self._connected_s = monotonic_s()
        self._heard = asyncio.Event()
        self._holders = 0
        self._released = asyncio.Event()
        self._released.set()

    @property
    def division(self) -> Division:
        """Without members until this replica has listened for long enough."""
        return self._divisions.latest

    async def other_than(self, division: Division) -> Division:
        """Return the present one as soon as it is another."""
        return await self._divisions.other_than(division)

    async def confirmed(self) -> None:
        """Return when all who live now had time to be heard; not while NATS is away."""
        asked_s = self._monotonic_s()
        while not self._membership.knows_since(asked_s):
            await self._heard.wait()

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Inside, shares may be held; this replica does not leave before."""
        self._holders += 1
        self._released.clear()
        try:
            yield
        finally:
            self._holders -= 1
            if self._holders == 0:
                self._released.set()

    def workers(self) -> Sequence[Worker]:
        """One, which beats; when the process stops, until nothing is held any more."""

        async def run(context: WorkerContext) -> None:
            async with (
                self._bus.subscribe_live(self._listens_on),
                self._bus.subscribe_live(self._subject_of("*")) as messages,
            ):
                context.ready()
                listening = asyncio.create_task(self._listen(messages))
                try:
                    await self._beat(listening, context.stop)
                finally:
                    listening.cancel()
                    with suppress(asyncio.CancelledError):
                        await listening

        return [Worker("replicas", run)]

    async def _beat(self, listening: asyncio.Task[None], stop: asyncio.Event) -> None:
        released = asyncio.create_task(self._until_released(stop))
        try:
            while not (released.done() or listening.done()):
                await self._say(is_leaving=False)
                self._look()
                await self._ask_after_silent()
                await asyncio.wait(
                    [released, listening],
                    timeout=self._rhythm.beat_s,
                    return_when=asyncio.FIRST_COMPLETED,
                )
        finally:
            released.cancel()
        await self._say(is_leaving=True)

    async def _until_released(self, stop: asyncio.Event) -> None:
        await stop.wait()
        await self._released.wait()

    async def _say(self, *, is_leaving: bool) -> None:
        beat = Beat(shares=self._shares, is_leaving=is_leaving, listens_on=self._listens_on)
        await self._bus.publish_live(self._subject_of(self._replica_id), msgspec.json.encode(beat))

    async def _ask_after_silent(self) -> None:
        """Those whose connection is closed need not be waited for.

        Not soon after our own was: when the server was away, others come back at other moments.
        """
        now_s, reconnects = self._monotonic_s(), self._bus.nc.stats["reconnects"]
        if reconnects != self._reconnects:
            self._reconnects, self._connected_s = reconnects, now_s
        if now_s - self._connected_s < self._rhythm.contact_s:
            return
        silent = self._membership.silent(now_s)
        await asyncio.gather(*(self._ask_after(each) for each in silent))
        if silent:
            self._look()

    async def _ask_after(self, replica_id: str) -> None:
        subject = self._others_listen_on.get(replica_id)
        if not subject:
            return  # of an earlier release
        if not await self._bus.is_listened_to(subject, timeout_s=self._rhythm.beat_s / 4):
            self._membership.disconnected(replica_id, self._monotonic_s())

    async def _listen(self, messages: AsyncIterator[BusMessage]) -> None:
        decode = msgspec.json.Decoder(Beat).decode
        async for message in messages:
            replica_id = message.subject.rpartition(".")[2]
            try:
                beat = decode(message.data)
            except msgspec.DecodeError:
                get_logger().warning("message_skipped", subject=message.subject)
                continue
            if beat.is_leaving:
                self._membership.left(replica_id)
            else:
                self._membership.heard(replica_id, beat.shares, self._monotonic_s())
                self._others_listen_on[replica_id] = beat.listens_on
            self._look()
            self._heard.set()
            self._heard = asyncio.Event()

    def _look(self) -> None:
        before, now = self.division, self._membership.look(self._monotonic_s())
        if now != before:
            get_logger().info("shares_divided", replicas=len(now.members), mine=sorted(now.mine))
            self._divisions.tell(now)
            self._others_listen_on = {
                replica_id: subject
                for replica_id, subject in self._others_listen_on.items()
                if replica_id in now.members
            }
