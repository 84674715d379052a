"""Zonal prices come in: by an operator's request or the command, by the same rules."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from libs.chassis.clock import Clock
from services.energy.domain.calendar import Period
from services.energy.domain.tariffs.errors import PricesNotUsableError
from services.energy.domain.tariffs.price_import import PriceChange, Provenance, price_change
from services.energy.domain.tariffs.prices import HOUR, MAXIMUM_ROWS, PriceRow, Zone, hours_of
from services.energy.ports.tariffs import Prices


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceFile:
    """Rows that are `interval` (HOUR or QUARTER) long; where they are from, who brings them."""

    rows: Sequence[PriceRow]
    interval: timedelta
    source: str
    imported_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPrices:
    """What an import changed, or, of a dry run, would change. `period`: first to last hour."""

    zone: Zone
    period: Period
    change: PriceChange
    dry_run: bool


class ImportPrices:
    """All rows or none."""

    def __init__(self, prices: Prices, clock: Clock) -> None:
        self._prices = prices
        self._clock = clock

    async def __call__(self, zone: Zone, file: PriceFile, *, dry_run: bool) -> ImportedPrices:
        """Store the prices. Raises PricesNotUsableError: no row, too many, or rows that do not fit.

        A price that differs from the stored one restates it; the former one is kept.
        """
        if not file.rows:
            raise PricesNotUsableError("there is no row")
        if len(file.rows) > MAXIMUM_ROWS:
            raise PricesNotUsableError(f"more than {MAXIMUM_ROWS} rows: import a year at most")
        # In a thread: a year of rows must not hold up the readings that arrive meanwhile.
        hours = await asyncio.to_thread(hours_of, file.rows, file.interval)
        provenance = Provenance(
            source=file.source, imported_by=file.imported_by, imported_at=self._clock.now()
        )
        async with self._prices.open(zone) as prices:
            change = price_change(await prices.stored(hours), hours, provenance)
            if not dry_run:
                await prices.put(change)
        period = Period(min(hours), max(hours) + HOUR)
        return ImportedPrices(zone=zone, period=period, change=change, dry_run=dry_run)
