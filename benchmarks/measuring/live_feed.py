"""What a screen would see: the balances as they come over the bus."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from libs.chassis.bus import Bus
from libs.chassis.bus_message import BusMessage
from libs.contracts import subjects
from libs.contracts.v1.live import BALANCE_DECODER, BalanceUpdated


class LiveFeed:
    """The newest balance of every community, and how old its newest reading was on arrival."""

    def __init__(self) -> None:
        self.newest: dict[UUID, BalanceUpdated] = {}
        self.ages_s: list[float] = []

    def take(self, message: BusMessage) -> None:
        """One balance has arrived. Raises MalformedEventError."""
        balance = BALANCE_DECODER.decode(message.data)
        self.newest[balance.community_id] = balance
        self.ages_s.append(time.time() - balance.as_of.timestamp())


@asynccontextmanager
async def watched_feed(bus: Bus) -> AsyncIterator[LiveFeed]:
    """The feed, kept up to date for the length of the block."""
    feed = LiveFeed()

    async def read() -> None:
        async for message in messages:
            feed.take(message)

    async with bus.subscribe_live(subjects.LIVE_COMMUNITIES) as messages:
        reading = asyncio.create_task(read())
        try:
            yield feed
        finally:
            reading.cancel()
