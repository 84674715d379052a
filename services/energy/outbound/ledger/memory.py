"""The twins of the ledger in Postgres, for tests."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from uuid import UUID

from services.energy.domain.basis import Basis
from services.energy.domain.incentives.excess import YearOfPremium
from services.energy.domain.incentives.model import Model
from services.energy.domain.ledger.due import Check
from services.energy.domain.ledger.errors import TooManyVersionsError
from services.energy.domain.ledger.gse_statement import MAXIMUM_STATEMENTS, GseStatement
from services.energy.domain.ledger.hourly_detail import HourlyDetail
from services.energy.domain.ledger.settlement import Settlement, SettlementKey, holds, next_number
from services.energy.domain.months import month_period
from services.energy.domain.tariffs.prices import Zone
from services.energy.ports.tariffs import Prices


class MemoryLedger:
    """Versions in a list for each key."""

    def __init__(self) -> None:
        self._kept: defaultdict[SettlementKey, list[tuple[Settlement, HourlyDetail]]] = defaultdict(
            list
        )

    async def add(self, settlement: Settlement, detail: HourlyDetail) -> tuple[Settlement, bool]:
        newest = await self.newest(settlement.key)
        if newest is not None and holds(newest, settlement):
            return newest, False
        made = replace(settlement, number=next_number(newest))
        self._kept[settlement.key].append((made, detail))
        return made, True

    async def newest(self, key: SettlementKey) -> Settlement | None:
        kept = self._kept.get(key)
        return kept[-1][0] if kept else None

    async def version(self, key: SettlementKey, number: int) -> Settlement | None:
        return next((s for s, _ in self._kept.get(key, []) if s.number == number), None)

    async def versions(
        self, key: SettlementKey, *, before: int | None, limit: int
    ) -> list[Settlement]:
        found = [s for s, _ in self._kept.get(key, []) if before is None or s.number < before]
        return found[::-1][:limit]

    async def months(
        self, community_id: UUID, basis: Basis, model: Model, *, first: date, last: date
    ) -> list[Settlement]:
        keys = sorted(
            key
            for key, kept in self._kept.items()
            if (key.community_id, key.basis, key.model) == (community_id, basis, model)
            and first <= key.month <= last
            and kept
        )
        return [self._kept[key][-1][0] for key in keys]

    async def year_parts(
        self, community_id: UUID, basis: Basis, model: Model, *, first: date, last: date
    ) -> Mapping[date, YearOfPremium]:
        found = await self.months(community_id, basis, model, first=first, last=last)
        return {settlement.key.month: settlement.year_part for settlement in found}

    async def detail(self, key: SettlementKey, number: int) -> HourlyDetail | None:
        return next((d for s, d in self._kept.get(key, []) if s.number == number), None)


class MemoryGseStatements:
    """Statements in a list for each month."""

    def __init__(self) -> None:
        self._kept: defaultdict[tuple[UUID, date], list[GseStatement]] = defaultdict(list)

    async def add(self, statement: GseStatement) -> GseStatement:
        kept = self._kept[statement.community_id, statement.month]
        if len(kept) >= MAXIMUM_STATEMENTS:
            raise TooManyVersionsError(f"a month has at most {MAXIMUM_STATEMENTS} statements")
        kept.append(replace(statement, number=len(kept) + 1))
        return kept[-1]

    async def newest(self, community_id: UUID, month: date) -> GseStatement | None:
        kept = self._kept.get((community_id, month))
        return kept[-1] if kept else None

    async def one(self, community_id: UUID, month: date, number: int) -> GseStatement | None:
        kept = self._kept.get((community_id, month), [])
        return next((statement for statement in kept if statement.number == number), None)


class MemorySettlementChecks:
    """Checks in a dictionary; prices count by what these prices have."""

    def __init__(self, prices: Prices) -> None:
        self._prices = prices
        self._known: dict[SettlementKey, Check] = {}
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[bool]:
        if self._turn.locked():
            yield False
            return
        async with self._turn:
            yield True

    async def checks(self, community_id: UUID, model: Model) -> Mapping[tuple[Basis, date], Check]:
        return {
            (key.basis, key.month): check
            for key, check in self._known.items()
            if (key.community_id, key.model) == (community_id, model)
        }

    async def keep(self, checks: Sequence[tuple[SettlementKey, Check]]) -> None:
        self._known.update(checks)

    async def price_states(self, zone: Zone, months: Collection[date]) -> Mapping[date, int]:
        found = {month: await self._prices.of_period(zone, month_period(month)) for month in months}
        return {
            month: len(prices) + sum(price.revision for price in prices)
            for month, prices in found.items()
        }
