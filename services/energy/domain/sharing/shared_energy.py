"""Shared energy of a community (R5): per clock hour, min(fed in, withdrawn).

Source: GSE, Regole operative (TIAD). The minimum is taken after the hour is summed: taken per
quarter-hour and then summed it would come out too small.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from services.energy.domain.calendar import Period
from services.energy.domain.history.interval_energy import IntervalEnergy


@dataclass(frozen=True, slots=True)
class SharedHour:
    """One clock hour's energies in microjoules; `coverage_ms` as in the history."""

    period: Period
    fed_in_uj: int
    withdrawn_uj: int
    coverage_ms: int

    @property
    def shared_uj(self) -> int:
        """What was fed in and withdrawn within the same hour."""
        return min(self.fed_in_uj, self.withdrawn_uj)


def shared_hours(hours: Iterable[IntervalEnergy]) -> list[SharedHour]:
    """The shared energy of hours whose energies are sums over the community's facilities."""
    return [
        SharedHour(
            hour.period, hour.energy.export_uj, hour.energy.import_uj, hour.energy.coverage_ms
        )
        for hour in hours
    ]
