"""The twin of zonal prices in Postgres, for tests."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import datetime

from services.energy.domain.calendar import Period
from services.energy.domain.tariffs.price_import import PriceChange, StoredPrice
from services.energy.domain.tariffs.prices import Zone
from services.energy.ports.tariffs import OpenPrices


class MemoryOpenPrices:
    """Collects what is to happen when the transaction ends."""

    def __init__(self, present: dict[datetime, StoredPrice]) -> None:
        self._present = present
        self.changes: list[PriceChange] = []

    async def stored(self, hours: Collection[datetime]) -> list[StoredPrice]:
        return [self._present[hour] for hour in set(hours) if hour in self._present]

    async def put(self, change: PriceChange) -> None:
        self.changes.append(change)


class MemoryPrices:
    """Prices by zone and hour."""

    def __init__(self) -> None:
        self._present: defaultdict[Zone, dict[datetime, StoredPrice]] = defaultdict(dict)
        self._former: defaultdict[Zone, list[StoredPrice]] = defaultdict(list)
        self._locks: defaultdict[Zone, asyncio.Lock] = defaultdict(asyncio.Lock)

    @asynccontextmanager
    async def open(self, zone: Zone) -> AsyncIterator[OpenPrices]:
        async with self._locks[zone]:
            prices = MemoryOpenPrices(self._present[zone])
            yield prices
            for change in prices.changes:
                self._former[zone] += [each.former for each in change.restated]
                for price in (*change.added, *(each.price for each in change.restated)):
                    self._present[zone][price.hour_start] = price

    async def of_period(self, zone: Zone, period: Period) -> list[StoredPrice]:
        return _within(self._present[zone].values(), period)

    async def former(self, zone: Zone, period: Period) -> list[StoredPrice]:
        return _within(self._former[zone], period)


def _within(prices: Collection[StoredPrice], period: Period) -> list[StoredPrice]:
    found = [price for price in prices if period.start <= price.hour_start < period.end]
    return sorted(found, key=lambda price: (price.hour_start, price.revision))
