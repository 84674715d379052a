"""Zonal prices in Postgres."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import asyncpg

from services.energy.domain.calendar import Period
from services.energy.domain.tariffs.price_import import PriceChange, Provenance, StoredPrice
from services.energy.domain.tariffs.prices import Zone
from services.energy.outbound.tariffs import statements
from services.energy.ports.tariffs import OpenPrices


class PostgresOpenPrices:
    """One transaction that has the zone's lock."""

    def __init__(self, connection: Any, zone: Zone) -> None:
        self._connection = connection
        self._zone = zone

    async def stored(self, hours: Collection[datetime]) -> list[StoredPrice]:
        rows = await self._connection.fetch(statements.STORED, self._zone.value, list(hours))
        return [_price_of(row) for row in rows]

    async def put(self, change: PriceChange) -> None:
        former = [each.former for each in change.restated]
        present = [*change.added, *(each.price for each in change.restated)]
        for statement, prices in ((statements.KEEP_FORMER, former), (statements.PUT, present)):
            if prices:
                await self._connection.execute(statement, self._zone.value, *_columns(prices))


class PostgresPrices:
    """Prices on a pool whose search path is the service's schema."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        self._pool = pool

    @asynccontextmanager
    async def open(self, zone: Zone) -> AsyncIterator[OpenPrices]:
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute(statements.LOCK_ZONE, zone.value)
            yield PostgresOpenPrices(connection, zone)

    async def of_period(self, zone: Zone, period: Period) -> list[StoredPrice]:
        return await self._fetch(statements.OF_PERIOD, zone, period)

    async def former(self, zone: Zone, period: Period) -> list[StoredPrice]:
        return await self._fetch(statements.FORMER, zone, period)

    async def _fetch(self, statement: str, zone: Zone, period: Period) -> list[StoredPrice]:
        rows = await self._pool.fetch(statement, zone.value, period.start, period.end)
        return [_price_of(row) for row in rows]


def _columns(prices: Sequence[StoredPrice]) -> tuple[list[Any], ...]:
    return (
        [price.hour_start for price in prices],
        [price.price_ueur_mwh for price in prices],
        [price.revision for price in prices],
        [price.provenance.source for price in prices],
        [price.provenance.imported_by for price in prices],
        [price.provenance.imported_at for price in prices],
    )


def _price_of(row: Any) -> StoredPrice:
    return StoredPrice(
        hour_start=row["hour_start"],
        price_ueur_mwh=row["price_ueur_mwh"],
        revision=row["revision"],
        provenance=Provenance(
            source=row["source"], imported_by=row["imported_by"], imported_at=row["imported_at"]
        ),
    )
