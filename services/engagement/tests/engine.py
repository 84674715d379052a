"""The whole service on adapters in memory, driven by hand."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from libs.chassis.testing.fakes import FakeClock, SequentialIds
from libs.contracts.subjects import PARTITION_COUNT, partition_of
from services.engagement.domain.balance.holding import Holding
from services.engagement.domain.balance.live_balances import LiveBalances
from services.engagement.domain.balance.reading import Reading
from services.engagement.domain.notifications.preference import Preference
from services.engagement.domain.registry.contact import Contact, Contacts
from services.engagement.domain.registry.registry import (
    Community,
    DeviceInForce,
    Facility,
    MembershipInForce,
    Registry,
)
from services.engagement.domain.surplus.policy import SurplusPolicy
from services.engagement.domain.surplus.watch import SurplusWatch
from services.engagement.outbound.balance.memory import MemoryBalanceMinutes, MemoryPastReadings
from services.engagement.outbound.channels.memory import MemoryChannel
from services.engagement.outbound.live.memory import MemoryLiveFeed
from services.engagement.outbound.memory import MemoryBooks
from services.engagement.outbound.notifications.memory_feeds import (
    MemoryInboxFeed,
    MemoryUsualWithdrawal,
)
from services.engagement.usecases.balance.fold_readings import FoldReadings
from services.engagement.usecases.balance.hold_partitions import HoldPartitions
from services.engagement.usecases.balance.record_minutes import RecordMinutes
from services.engagement.usecases.delivery.deliver_notifications import (
    Delivered,
    DeliverNotifications,
)
from services.engagement.usecases.live.live_board import create_board
from services.engagement.usecases.live.publish_live import PublishLive
from services.engagement.usecases.live.watch_live import WatchLive
from services.engagement.usecases.notifications.estimate_end import RecentDays
from services.engagement.usecases.notifications.inbox_board import InboxBoard
from services.engagement.usecases.notifications.plan_call import PlanCall
from services.engagement.usecases.notifications.tell_inboxes import TellInboxes
from services.engagement.usecases.registry.access import Access
from services.engagement.usecases.registry.project_registry import ProjectRegistry
from services.engagement.usecases.surplus.correct_episodes import CorrectEpisodes
from services.engagement.usecases.surplus.record_surplus import RecordSurplus

NOON = datetime(2026, 6, 21, 10, 0, tzinfo=UTC)
"""Noon in Rome on midsummer day."""
LONG_AGO = NOON - timedelta(days=30)
COMMUNITY = UUID(int=0xC0)
ALL = frozenset(range(PARTITION_COUNT))
KW = 1_000_000
"""Milliwatts."""
MINUTE = 60
SETTLE = timedelta(milliseconds=100)
POLICY = SurplusPolicy(
    threshold_mw=KW,
    end_ratio=0.5,
    minimum_duration=timedelta(minutes=10),
    cooldown=timedelta(hours=4),
    minimum_fresh_ratio=0.0,
)
"""Most tests measure one device of several."""
EAGER = Preference(per_day=24, per_week=168, minimum_gap=timedelta(0))
"""Of somebody who can be told again and again."""


def facility_id(number: int) -> UUID:
    return UUID(int=0xF000 + number)


def user_id(number: int) -> UUID:
    return UUID(int=0xA000 + number)


def at(seconds: float) -> datetime:
    """Event time, that many seconds after noon."""
    return NOON + timedelta(seconds=seconds)


def reading(device: int, seconds: float, power_mw: int) -> Reading:
    moment = at(seconds)
    return Reading(f"device-{device}", moment, moment, power_mw)


def facility(
    number: int,
    *,
    version: int = 1,
    device: int | None = None,
    community_id: UUID | None = COMMUNITY,
    since: datetime = LONG_AGO,
    users: Iterable[int] | None = None,
) -> Facility:
    """Facility n with device n and user n, in the community since long ago."""
    return Facility(
        facility_id=facility_id(number),
        version=version,
        user_ids=frozenset(user_id(user) for user in ([number] if users is None else users)),
        device=DeviceInForce(f"device-{number if device is None else device}", since),
        membership=None if community_id is None else MembershipInForce(community_id, since),
    )


def community(
    policy: SurplusPolicy = POLICY, *, version: int = 1, community_id: UUID = COMMUNITY
) -> Community:
    return Community(
        community_id=community_id,
        version=version,
        name="Prato",
        representative_id=user_id(99),
        policy=policy,
    )


def contact(number: int, *, locale: str = "it") -> Contact:
    return Contact(
        user_id(number),
        version=1,
        email=f"user{number}@example.org",
        name=f"User {number}",
        locale="en" if locale == "en" else "it",
    )


class Engine:
    """One process: `books` outlive it, everything else dies with it."""

    def __init__(
        self,
        books: MemoryBooks | None = None,
        channel: MemoryChannel | None = None,
        clock: FakeClock | None = None,
        *,
        partitions: frozenset[int] = ALL,
    ) -> None:
        self.books = books or MemoryBooks()
        self.past_balances = MemoryBalanceMinutes()
        self.channel = channel or MemoryChannel()
        self.clock = clock or FakeClock(NOON)
        self.feed = MemoryLiveFeed()
        self.registry, self.contacts, self.partitions = Registry(), Contacts(), partitions
        holding = Holding(partition_of)
        self.surplus = SurplusWatch(holding.is_complete)
        self.balances = LiveBalances(self.surplus, holding)
        self.board = create_board(streams_per_user=3, streams_total=5)
        self.inboxes = InboxBoard(self.board.limits)
        self.inbox_feed = MemoryInboxFeed()
        self.tell_inboxes = TellInboxes(self.inboxes, self.inbox_feed)
        self.usual = MemoryUsualWithdrawal()
        self.plan = PlanCall(
            self.registry,
            self.contacts,
            self.balances,
            usual=self.usual,
            ends=RecentDays(self.books),
            clock=self.clock,
        )
        self.record = RecordSurplus(
            self.books,
            self.balances,
            self.surplus,
            self.registry,
            self.plan,
            inboxes=self.tell_inboxes,
            deliveries={self.channel.name: asyncio.Event()},
        )
        self.minutes = RecordMinutes(self.past_balances, keep_days=90)
        self.past_readings = MemoryPastReadings()
        self.correct = CorrectEpisodes(
            self.balances,
            self.surplus,
            self.registry,
            readings=self.past_readings,
            minutes=self.past_balances,
            store=self.books,
            clock=self.clock,
        )
        self.publish = PublishLive(self.balances, self.registry, self.feed, self.board, self.clock)
        self.fold = FoldReadings(
            self.balances,
            self.surplus,
            self.record,
            self.publish,
            self.minutes,
            clock=self.clock,
            settle_after=SETTLE,
        )
        self.hold = HoldPartitions(self.registry, self.balances, self.fold, self.record)
        self.project = ProjectRegistry(self.registry, self.balances, self.surplus)
        self.access = Access(self.registry)
        self.watch = WatchLive(self.access, self.board, self.feed)
        self.deliver = DeliverNotifications(
            self.books,
            self.channel,
            self.contacts,
            self.clock,
            SequentialIds(),
            wake=asyncio.Event(),
        )

    async def start(self, *changes: Facility | Community, readings: Iterable[Reading] = ()) -> None:
        """What the workers do until the service is ready."""
        self.project.apply(changes)
        for change in changes:
            if isinstance(change, Facility):
                for user in change.user_ids:
                    self.contacts.apply(contact(user.int - user_id(0).int))
        await self.take(self.partitions, readings)

    async def take(self, partitions: frozenset[int], readings: Iterable[Reading] = ()) -> None:
        """Partitions come, with the last readings there are of them."""
        self.hold.take(partitions)
        await self.hold.restore()
        self.fold.fold(readings)
        self.hold.caught_up(partitions)

    def settle(self) -> None:
        """Let the settle time pass."""
        self.clock.advance(seconds=SETTLE.total_seconds())
        self.fold.settle()

    async def deliver_due(self) -> list[Delivered]:
        """What the delivering worker does until nothing is due."""
        delivered = list(await self.deliver.record_ended())
        while await self.deliver.start_due():
            await self.deliver.wait_for_attempts()
            delivered += await self.deliver.record_ended()
        return delivered

    async def write_down(self) -> None:
        """What the recording worker does in a round."""
        await self.record.record()
        await self.record.save_changed(with_candidates=True)


async def engine_with(*, facilities: int = 2, books: MemoryBooks | None = None) -> Engine:
    engine = Engine(books)
    await engine.start(community(), *(facility(number) for number in range(facilities)))
    return engine


def surplus_readings(first: int, last: int, *, power_mw: int = -2 * KW) -> list[Reading]:
    """Device 0, once a minute."""
    return [reading(0, minute * MINUTE, power_mw) for minute in range(first, last + 1)]


async def inbox_count(engine: Engine, number: int) -> int:
    return await engine.books.count_unread(user_id(number))
