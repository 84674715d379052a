"""BalanceMinutes' twin in memory."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from services.engagement.domain.balance.minutes import BalanceMinute
from services.engagement.domain.balance.reading import Reading
from services.engagement.ports.store import StoreUnavailableError


class MemoryBalanceMinutes:
    """Keeps BalanceMinutes' promises."""

    def __init__(self) -> None:
        self.available = True
        self.minutes: dict[tuple[UUID, datetime], BalanceMinute] = {}

    def check(self) -> None:
        """Raises StoreUnavailableError while switched off."""
        if not self.available:
            raise StoreUnavailableError("switched off")

    async def add(self, minutes: Sequence[BalanceMinute]) -> None:
        self.check()
        for minute in minutes:
            key = (minute.community_id, minute.minute)
            before = self.minutes.get(key)
            if before is None or minute.facilities_fresh > before.facilities_fresh:
                self.minutes[key] = minute

    async def correct(self, minutes: Sequence[BalanceMinute]) -> int:
        self.check()
        changed = 0
        for minute in minutes:
            key = (minute.community_id, minute.minute)
            before = self.minutes.get(key)
            if before is None or minute.facilities_fresh >= before.facilities_fresh:
                changed += minute != before
                self.minutes[key] = minute
        return changed

    async def read(
        self, community_id: UUID, start: datetime, end: datetime
    ) -> Sequence[BalanceMinute]:
        self.check()
        keys = sorted(
            key for key in self.minutes if key[0] == community_id and start <= key[1] < end
        )
        return [self.minutes[key] for key in keys]

    async def forget(self, keep_days: int, *, limit: int) -> int:
        self.check()
        newest = dict(sorted(self.minutes))
        old = [
            (community_id, minute)
            for community_id, minute in self.minutes
            if minute < newest[community_id] - timedelta(days=keep_days)
        ][:limit]
        for key in old:
            del self.minutes[key]
        return len(old)


class MemoryPastReadings:
    """Keeps PastReadings' promises: whatever is put there."""

    def __init__(self) -> None:
        self.readings: list[Reading] = []

    async def read(self, community_id: UUID, since: datetime) -> Sequence[Reading]:
        del community_id  # there is one
        return [reading for reading in self.readings if reading.received_at >= since]
