"""One suite for zonal prices, in Postgres and in memory."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from libs.chassis.testing.fakes import FakeClock
from services.energy.domain.calendar import Period
from services.energy.domain.tariffs.price_import import StoredPrice
from services.energy.domain.tariffs.prices import HOUR, PriceRow, Zone
from services.energy.outbound.tariffs.memory import MemoryPrices
from services.energy.outbound.tariffs.postgres import PostgresPrices
from services.energy.ports.tariffs import Prices
from services.energy.usecases.tariffs.import_prices import ImportedPrices, ImportPrices, PriceFile

START = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 2, 1, tzinfo=UTC)
WHOLE = Period(START, START + timedelta(days=1))


@pytest.fixture(params=["memory", "postgres"])
def prices(request: pytest.FixtureRequest) -> Prices:
    if request.param == "memory":
        return MemoryPrices()
    pool = request.getfixturevalue("pool")
    return PostgresPrices(pool)


async def bring(
    prices: Prices, *values: int, first: int = 0, zone: Zone = Zone.CNOR, at: int = 0
) -> ImportedPrices:
    rows = [PriceRow(str(i), START + (first + i) * HOUR, value) for i, value in enumerate(values)]
    file = PriceFile(rows=rows, interval=HOUR, source=f"file {at}", imported_by="olga")
    clock = FakeClock(NOW + timedelta(seconds=at))
    return await ImportPrices(prices, clock)(zone, file, dry_run=False)


def told(stored: list[StoredPrice]) -> list[tuple[int, int, int, str, datetime]]:
    return [
        (
            (price.hour_start - START) // HOUR,
            price.price_ueur_mwh,
            price.revision,
            price.provenance.source,
            price.provenance.imported_at,
        )
        for price in stored
    ]


async def test_prices_are_read_by_zone_and_period(prices: Prices) -> None:
    await bring(prices, 5, -6, 7)
    await bring(prices, 1, zone=Zone.SUD)

    found = await prices.of_period(Zone.CNOR, Period(START + HOUR, START + 3 * HOUR))

    assert told(found) == [(1, -6, 1, "file 0", NOW), (2, 7, 1, "file 0", NOW)]
    assert found[0].provenance.imported_by == "olga"
    assert await prices.of_period(Zone.NORD, WHOLE) == []
    assert await prices.former(Zone.CNOR, WHOLE) == []


async def test_every_price_that_was_is_kept(prices: Prices) -> None:
    await bring(prices, 1, 2, at=0)
    await bring(prices, 1, 3, 4, at=1)
    last = await bring(prices, 9, 3, 4, at=2)
    await bring(prices, 10, at=3)

    counts = (len(last.change.added), len(last.change.restated), last.change.unchanged)
    assert counts == (0, 1, 2)
    later = [NOW + timedelta(seconds=s) for s in range(4)]
    assert told(await prices.of_period(Zone.CNOR, WHOLE)) == [
        (0, 10, 3, "file 3", later[3]),
        (1, 3, 2, "file 1", later[1]),
        (2, 4, 1, "file 1", later[1]),
    ]
    assert told(await prices.former(Zone.CNOR, WHOLE)) == [
        (0, 1, 1, "file 0", later[0]),
        (0, 9, 2, "file 2", later[2]),
        (1, 2, 1, "file 0", later[0]),
    ]
    assert told(await prices.former(Zone.CNOR, Period(START + HOUR, WHOLE.end))) == [
        (1, 2, 1, "file 0", later[0])
    ]


async def test_imports_of_a_zone_take_turns_and_lose_nothing(prices: Prices) -> None:
    await asyncio.gather(*(bring(prices, *[i] * 3, at=i) for i in range(8)))

    present = await prices.of_period(Zone.CNOR, WHOLE)
    former = await prices.former(Zone.CNOR, WHOLE)
    assert [price.revision for price in present] == [8, 8, 8]
    for hour in range(3):
        values = [
            p.price_ueur_mwh for p in (*former, *present) if p.hour_start == START + hour * HOUR
        ]
        assert sorted(values) == list(range(8))


async def test_a_failed_transaction_leaves_nothing(prices: Prices) -> None:
    change = (await bring(MemoryPrices(), 1)).change

    async def put_and_fail() -> None:
        async with prices.open(Zone.CNOR) as opened:
            await opened.put(change)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await put_and_fail()
    assert await prices.of_period(Zone.CNOR, WHOLE) == []


async def test_a_year_of_hours_is_one_import(prices: Prices) -> None:
    await bring(prices, *range(8_784))
    again = await bring(prices, *range(1, 8_785))

    assert len(again.change.restated) == 8_784
    year = Period(START, START + 8_784 * HOUR)
    assert [p.price_ueur_mwh for p in await prices.former(Zone.CNOR, year)] == list(range(8_784))
