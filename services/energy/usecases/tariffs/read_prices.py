"""Zonal prices are read, with what they were before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from libs.chassis.clock import Clock
from services.energy.domain.calendar import Period, Resolution, asked_period
from services.energy.domain.tariffs.price_import import StoredPrice
from services.energy.domain.tariffs.prices import HOUR, Zone
from services.energy.ports.tariffs import Prices


@dataclass(frozen=True, slots=True)
class PricesOfPeriod:
    """Prices by hour; `former` are those that have been restated since, by hour and revision."""

    period: Period
    prices: Sequence[StoredPrice]
    former: Sequence[StoredPrice]

    @property
    def missing_hours(self) -> int:
        """Hours of the period without a price."""
        return (self.period.end - self.period.start) // HOUR - len(self.prices)


class ReadPrices:
    """For everybody: the market's prices are public."""

    def __init__(self, prices: Prices, clock: Clock) -> None:
        self._prices = prices
        self._clock = clock

    async def __call__(
        self, zone: Zone, start: datetime | None, end: datetime | None
    ) -> PricesOfPeriod:
        """The last seven days by default. Raises what asked_period raises."""
        period = asked_period(start, end, Resolution.HOUR, self._clock.now())
        prices = await self._prices.of_period(zone, period)
        return PricesOfPeriod(period, prices, await self._prices.former(zone, period))
