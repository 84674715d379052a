"""One suite for the ledger in Postgres and for its twins in memory."""

from asyncio import gather
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import numpy as np
import pytest

from services.energy.domain.basis import Basis
from services.energy.domain.incentives.excess import YearOfPremium
from services.energy.domain.incentives.model import Model
from services.energy.domain.ledger.due import first_seen
from services.energy.domain.ledger.errors import TooManyVersionsError
from services.energy.domain.ledger.gse_statement import GseLine, GseStatement
from services.energy.domain.ledger.hourly_detail import FACILITY_COLUMNS
from services.energy.domain.ledger.settlement import MAXIMUM_VERSIONS, SettlementKey, next_number
from services.energy.domain.tariffs.price_import import PriceChange, Provenance, StoredPrice
from services.energy.domain.tariffs.prices import Zone
from services.energy.outbound.ledger.memory import (
    MemoryGseStatements,
    MemoryLedger,
    MemorySettlementChecks,
)
from services.energy.outbound.ledger.postgres import PostgresLedger
from services.energy.outbound.ledger.postgres_books import (
    PostgresGseStatements,
    PostgresSettlementChecks,
)
from services.energy.outbound.tariffs.memory import MemoryPrices
from services.energy.outbound.tariffs.postgres import PostgresPrices
from services.energy.ports.ledger import GseStatements, Ledger, SettlementChecks
from services.energy.ports.tariffs import Prices
from services.energy.tests.unit.ledger.months import (
    COMMUNITY,
    JUNE,
    KEY,
    KWH,
    LATER,
    START,
    an_example,
    hours_later,
)

MAY = date(2026, 5, 1)
_CHANGED = {
    "settlement": "funds_neur",
    "settlement_line": "fed_in_uj",
    "gse_statement": "number",
    "gse_statement_line": "place",
}
JANUARY, DECEMBER = date(2026, 1, 1), date(2026, 12, 1)


@dataclass
class Room:
    """What the room stores in."""

    ledger: Ledger
    gse: GseStatements
    checks: SettlementChecks
    prices: Prices
    pool: "asyncpg.Pool[Any] | None" = None


@pytest.fixture(params=["memory", "postgres"])
def room(request: pytest.FixtureRequest) -> Room:
    if request.param == "memory":
        prices = MemoryPrices()
        checks = MemorySettlementChecks(prices)
        return Room(MemoryLedger(), MemoryGseStatements(), checks, prices)
    pool = request.getfixturevalue("pool")
    return Room(
        PostgresLedger(pool),
        PostgresGseStatements(pool),
        PostgresSettlementChecks(pool),
        PostgresPrices(pool),
        pool,
    )


async def test_versions_are_kept_as_they_are(room: Room) -> None:
    settlement, detail = an_example()
    at_once = await gather(*(room.ledger.add(settlement, detail) for _ in range(3)))
    (first, _), *_ = at_once
    assert sorted((s.number, is_new) for s, is_new in at_once) == [(1, False)] * 2 + [(1, True)]
    again, is_new = await room.ledger.add(replace(settlement, computed_at=hours_later(9)), detail)
    assert (again, is_new) == (first, False), "the fingerprint is the same"

    other, other_detail = an_example(price=None)
    other = replace(other, computed_at=hours_later(2))
    second, is_new = await room.ledger.add(other, other_detail)
    assert (second.number, is_new) == (2, True)
    older = replace(settlement, fingerprint="x", computed_at=hours_later(1))
    assert await room.ledger.add(older, detail) == (second, False), "computed before the newest"

    assert await room.ledger.version(KEY, 1) == first == replace(settlement, number=1)
    assert await room.ledger.newest(KEY) == second
    assert await room.ledger.version(KEY, 3) is None
    listed = await room.ledger.versions(KEY, before=None, limit=5)
    assert [version.number for version in listed] == [2, 1]
    assert await room.ledger.versions(KEY, before=2, limit=5) == [first]

    kept = await room.ledger.detail(KEY, 1)
    assert kept is not None
    assert (kept.first_hour_ms, kept.facility_ids) == (detail.first_hour_ms, detail.facility_ids)
    for name in (*FACILITY_COLUMNS, "funds_neur", "social_neur"):
        assert np.array_equal(getattr(kept, name), getattr(detail, name)), name
    assert kept.grounds is not None
    assert detail.grounds is not None
    for name in ("premium_neur", "member_ms", "is_enterprise", "excess_neur"):
        assert np.array_equal(getattr(kept.grounds, name), getattr(detail.grounds, name)), name
    assert list(kept.grounds.parts_neur) == list(detail.grounds.parts_neur)
    for criterion, part in detail.grounds.parts_neur.items():
        assert np.array_equal(kept.grounds.parts_neur[criterion], part), criterion
    assert await room.ledger.detail(KEY, 3) is None


async def test_years_are_of_one_basis_and_model(room: Room) -> None:
    settlement, detail = an_example()
    keys = [
        replace(KEY, month=MAY),
        KEY,
        replace(KEY, basis=Basis.OFFICIAL),
        replace(KEY, model=Model.SIMPLIFIED),
        replace(KEY, month=date(2025, 6, 1)),
        replace(KEY, community_id=UUID(int=1)),
    ]
    for key in keys:
        await room.ledger.add(replace(settlement, key=key), detail)
    newer = replace(settlement, fingerprint="newer", year_part=YearOfPremium(5, 6, has_grant=True))
    await room.ledger.add(newer, detail)
    of = (COMMUNITY, Basis.MEASURED, Model.TIP)

    months = await room.ledger.months(*of, first=JANUARY, last=DECEMBER)
    assert [(s.key.month, s.number) for s in months] == [(MAY, 1), (JUNE, 2)]
    if room.pool is not None:
        for table in ("settlement", "settlement_line", "gse_statement", "gse_statement_line"):
            with pytest.raises(asyncpg.RaiseError, match="only added to"):
                await room.pool.execute(f"update {table} set {_CHANGED[table]} = 1")
    parts = await room.ledger.year_parts(*of, first=JANUARY, last=DECEMBER)
    assert parts == {MAY: settlement.year_part, JUNE: YearOfPremium(5, 6, has_grant=True)}


def test_a_month_has_not_endless_versions() -> None:
    settlement, _ = an_example()
    assert next_number(None) == 1
    with pytest.raises(TooManyVersionsError):
        next_number(replace(settlement, number=MAXIMUM_VERSIONS))


async def test_statements_are_only_added(room: Room) -> None:
    plant = GseLine(
        facility_id=UUID(int=3), shared_uj=70 * KWH, premium_neur=-5, valorization_neur=None
    )
    whole = GseLine(facility_id=None, shared_uj=None, premium_neur=1, valorization_neur=2)
    given = GseStatement(
        community_id=COMMUNITY, month=JUNE, brought_by=UUID(int=9), brought_at=LATER, lines=(plant,)
    )
    assert await room.gse.newest(COMMUNITY, JUNE) is None

    first = await room.gse.add(given)
    second = await room.gse.add(replace(given, lines=(whole,), note="whole"))
    assert (first.number, second.number) == (1, 2)
    assert await room.gse.newest(COMMUNITY, JUNE) == second
    assert await room.gse.one(COMMUNITY, JUNE, 1) == first
    assert await room.gse.one(COMMUNITY, MAY, 1) is None


async def test_rounds_remember_what_they_saw(room: Room) -> None:
    seen = first_seen(b"a" * 64, LATER)
    other = SettlementKey(COMMUNITY, MAY, Basis.OFFICIAL, Model.TIP)
    await room.checks.keep([(KEY, seen), (other, seen)])
    await room.checks.keep([(KEY, seen.settled())])
    await room.checks.keep([])

    known = await room.checks.checks(COMMUNITY, Model.TIP)
    assert known == {(Basis.MEASURED, JUNE): seen.settled(), (Basis.OFFICIAL, MAY): seen}
    assert await room.checks.checks(UUID(int=1), Model.TIP) == {}

    async with room.checks.turn() as mine, room.checks.turn() as theirs:
        assert (mine, theirs) == (True, False)
    async with room.checks.turn() as again:
        assert again


async def test_prices_that_come_or_change_are_seen(room: Room) -> None:
    def price(revision: int) -> StoredPrice:
        provenance = Provenance(source="GME", imported_by="olga", imported_at=LATER)
        return StoredPrice(
            hour_start=START, price_ueur_mwh=1, revision=revision, provenance=provenance
        )

    months = [MAY, JUNE]
    states = [await room.checks.price_states(Zone.NORD, months)]
    for revision in (1, 2):
        async with room.prices.open(Zone.NORD) as opened:
            await opened.put(PriceChange([price(revision)], [], 0))
        states.append(await room.checks.price_states(Zone.NORD, months))
    assert [state[MAY] for state in states] == [0, 0, 0]
    assert [state[JUNE] for state in states] == [0, 2, 3]
    assert await room.checks.price_states(Zone.SUD, months) == {MAY: 0, JUNE: 0}
