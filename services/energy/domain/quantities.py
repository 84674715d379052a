"""The books' units. Integers, so that sums are exact and free of order.

Power in milliwatts, time in milliseconds, energy in microjoules: 1 mW x 1 ms = 1 uJ. Watts and
watt-hours exist at the edges only. Money in nano-euro: a millijoule more or less of a kilowatt-hour
is worth less than one.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np

from services.energy.domain.exact import Integers

MICROJOULES_PER_WATT_HOUR: Final = 3_600_000_000
MICROSECONDS_PER_MILLISECOND: Final = 1_000
NANOEURO: Final = 1_000_000_000
"""In a euro."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)
_MICROSECONDS_PER_SECOND: Final = 1_000_000


def milliwatts(power_w: float) -> int:
    """Watts as whole milliwatts, rounded half to even."""
    return round(power_w * 1000)


def all_milliwatts(powers_w: Sequence[float]) -> Integers:
    """Of each what `milliwatts` says."""
    return np.rint(np.array(powers_w, dtype=np.float64) * 1000).astype(np.int64)


def watts(power_mw: int) -> float:
    """Milliwatts as watts."""
    return power_mw / 1000


def microjoules(energy_wh: float) -> int:
    """Watt-hours as whole microjoules, rounded half to even."""
    return round(energy_wh * MICROJOULES_PER_WATT_HOUR)


def all_microjoules(energies_wh: Sequence[float]) -> Integers:
    """Of each what `microjoules` says."""
    exact = np.array(energies_wh, dtype=np.float64) * MICROJOULES_PER_WATT_HOUR
    return np.rint(exact).astype(np.int64)


def watt_hours(energy_uj: int) -> float:
    """Microjoules as watt-hours."""
    return energy_uj / MICROJOULES_PER_WATT_HOUR


def epoch_ms(moment: datetime) -> int:
    """An aware instant as whole milliseconds since 1970, rounded down."""
    return (moment - _EPOCH) // _MILLISECOND


def all_epoch_us(moments: Sequence[datetime]) -> Integers:
    """Aware instants of the books' years as microseconds since 1970.

    Seconds before 2**32 (the year 2106) are off by less than half a microsecond as floats, and
    taking away whole seconds is exact.
    """
    seconds = np.array([(moment - _EPOCH).total_seconds() for moment in moments], dtype=np.float64)
    whole = np.floor(seconds)
    parts_us = np.rint((seconds - whole) * _MICROSECONDS_PER_SECOND).astype(np.int64)
    return whole.astype(np.int64) * _MICROSECONDS_PER_SECOND + parts_us


def instant_of_us(at_us: int) -> datetime:
    """Microseconds since 1970 as an instant in UTC."""
    return _EPOCH + timedelta(microseconds=at_us)


def instant(at_ms: int) -> datetime:
    """The inverse of epoch_ms, in UTC."""
    seconds, rest_ms = divmod(at_ms, 1000)
    whole = datetime.fromtimestamp(seconds, UTC)  # five times as quick as adding to the epoch
    return whole.replace(microsecond=rest_ms * 1000) if rest_ms else whole


def all_instants(moments_ms: Sequence[int]) -> list[datetime]:
    """Of each what `instant` says."""
    return [instant(at_ms) for at_ms in moments_ms]


def all_watt_hours(energies_uj: Sequence[int]) -> list[float]:
    """Of each what `watt_hours` says: of exact integers, which a float does not always hold."""
    return [energy_uj / MICROJOULES_PER_WATT_HOUR for energy_uj in energies_uj]


def euros(amount_neur: int) -> float:
    """Nano-euro as euro."""
    return amount_neur / NANOEURO
