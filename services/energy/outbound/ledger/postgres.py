"""The ledger in Postgres."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

import asyncpg

from services.energy.domain.basis import Basis
from services.energy.domain.distribution.policy import Criterion
from services.energy.domain.incentives.excess import YearOfPremium
from services.energy.domain.incentives.model import Model, Provisional
from services.energy.domain.ledger.hourly_detail import HourlyDetail
from services.energy.domain.ledger.settlement import (
    Settlement,
    SettlementKey,
    SettlementLine,
    holds,
    next_number,
)
from services.energy.outbound.ledger import detail_file, statements

_SUMS: Final = (
    "withdrawn_uj",
    "fed_in_uj",
    "shared_as_consumer_uj",
    "shared_as_producer_uj",
    "shared_as_plant_uj",
    "premium_neur",
    "valorization_neur",
)
_MORE: Final = ("excess_neur", "coverage_ms", "member_ms")


class PostgresLedger:
    """Ledger on a pool whose search path is the service's schema."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        self._pool = pool

    async def add(self, settlement: Settlement, detail: HourlyDetail) -> tuple[Settlement, bool]:
        # Compressing must not hold up the readings that arrive meanwhile.
        hours = await asyncio.to_thread(detail_file.written, detail)
        key = settlement.key
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute(statements.LOCK, "/".join(map(str, _columns(key))))
            found = await _settlements(connection, statements.NEWEST, *_columns(key))
            newest = found[0] if found else None
            if newest is not None and holds(newest, settlement):
                return newest, False
            number = next_number(newest)
            settlement_id = await connection.fetchval(
                statements.ADD, *_columns(key), number, *_head(settlement), hours
            )
            await connection.execute(
                statements.ADD_LINES, settlement_id, *_line_columns(settlement.lines)
            )
        return replace(settlement, number=number, detail_bytes=len(hours)), True

    async def newest(self, key: SettlementKey) -> Settlement | None:
        found = await _settlements(self._pool, statements.NEWEST, *_columns(key))
        return found[0] if found else None

    async def version(self, key: SettlementKey, number: int) -> Settlement | None:
        found = await _settlements(self._pool, statements.VERSION, *_columns(key), number)
        return found[0] if found else None

    async def versions(
        self, key: SettlementKey, *, before: int | None, limit: int
    ) -> list[Settlement]:
        return await _settlements(self._pool, statements.VERSIONS, *_columns(key), before, limit)

    async def months(
        self, community_id: UUID, basis: Basis, model: Model, *, first: date, last: date
    ) -> list[Settlement]:
        asked = (community_id, basis.value, model.value, first, last)
        return await _settlements(self._pool, statements.MONTHS, *asked)

    async def year_parts(
        self, community_id: UUID, basis: Basis, model: Model, *, first: date, last: date
    ) -> Mapping[date, YearOfPremium]:
        rows = await self._pool.fetch(
            statements.YEAR_PARTS, community_id, basis.value, model.value, first, last
        )
        return {month: YearOfPremium(*part) for month, *part in rows}

    async def detail(self, key: SettlementKey, number: int) -> HourlyDetail | None:
        hours = await self._pool.fetchval(statements.DETAIL, *_columns(key), number)
        return None if hours is None else await asyncio.to_thread(detail_file.read, hours)


async def _settlements(executor: Any, statement: str, *arguments: object) -> list[Settlement]:
    heads = await executor.fetch(statement, *arguments)
    rows = await executor.fetch(statements.LINES, [head["id"] for head in heads])
    lines: dict[int, list[SettlementLine]] = {head["id"]: [] for head in heads}
    for row in rows:
        lines[row["settlement_id"]].append(_line(row))
    return [_settlement(head, lines[head["id"]]) for head in heads]


def _columns(key: SettlementKey) -> tuple[Any, ...]:
    return (key.community_id, key.basis.value, key.model.value, key.month)


def _head(settlement: Settlement) -> tuple[Any, ...]:
    part = settlement.year_part
    return (
        settlement.computed_at,
        settlement.fingerprint,
        list(settlement.rules_versions),
        settlement.policy_number,
        [reason.value for reason in settlement.provisional],
        settlement.excess_ppb,
        settlement.shared_uj,
        part.shared_uj,
        part.fed_in_uj,
        part.has_grant,
        settlement.funds_neur,
        settlement.social_neur,
    )


def _line_columns(lines: Sequence[SettlementLine]) -> list[list[Any]]:
    return [
        [line.facility_id for line in lines],
        *([getattr(line, name) for line in lines] for name in _SUMS),
        [json.dumps({c.value: neur for c, neur in line.parts_neur.items()}) for line in lines],
        *([getattr(line, name) for line in lines] for name in _MORE),
    ]


def _line(row: Any) -> SettlementLine:
    return SettlementLine(
        facility_id=row["facility_id"],
        parts_neur={Criterion(c): neur for c, neur in json.loads(row["parts_neur"]).items()},
        **{name: row[name] for name in (*_SUMS, *_MORE)},
    )


def _settlement(head: Any, lines: Sequence[SettlementLine]) -> Settlement:
    return Settlement(
        key=SettlementKey(
            head["community_id"], head["month"], Basis(head["basis"]), Model(head["model"])
        ),
        number=head["number"],
        computed_at=head["computed_at"],
        fingerprint=head["fingerprint"],
        rules_versions=tuple(head["rules_versions"]),
        policy_number=head["policy_number"],
        provisional=tuple(Provisional(reason) for reason in head["provisional"]),
        excess_ppb=head["excess_ppb"],
        shared_uj=head["shared_uj"],
        year_part=YearOfPremium(
            head["year_shared_uj"], head["year_fed_in_uj"], head["year_has_grant"]
        ),
        lines=tuple(lines),
        funds_neur=head["funds_neur"],
        social_neur=head["social_neur"],
        detail_bytes=head["detail_bytes"],
    )
