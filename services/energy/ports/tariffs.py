"""Zonal prices, in the domain's words."""

from collections.abc import Collection
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from services.energy.domain.calendar import Period
from services.energy.domain.tariffs.price_import import PriceChange, StoredPrice
from services.energy.domain.tariffs.prices import Zone


class OpenPrices(Protocol):
    """A zone's prices within one transaction; meanwhile nobody else changes them."""

    async def stored(self, hours: Collection[datetime]) -> list[StoredPrice]:
        """The prices of those of the hours (their starts) that have one, in any order."""
        ...

    async def put(self, change: PriceChange) -> None:
        """Store what is added and restated; what was before is kept as a former price."""
        ...


class Prices(Protocol):
    """Zonal prices at rest. Its methods raise a transient error when the database is away."""

    def open(self, zone: Zone) -> AbstractAsyncContextManager[OpenPrices]:
        """A transaction in which the zone's prices can be changed; imports take turns."""
        ...

    async def of_period(self, zone: Zone, period: Period) -> list[StoredPrice]:
        """The prices of the hours that begin in the period, in order of time."""
        ...

    async def former(self, zone: Zone, period: Period) -> list[StoredPrice]:
        """What they were before, in order of time and revision."""
        ...
