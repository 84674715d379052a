"""The books' units. Integers, so that sums are exact and free of order.

Power in milliwatts, time in milliseconds, energy in microjoules: 1 mW x 1 ms = 1 uJ. Watts and
watt-hours exist at the edges only. Money in nano-euro: a millijoule more or less of a kilowatt-hour
is worth less than one.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

MICROJOULES_PER_WATT_HOUR: Final = 3_600_000_000
NANOEURO: Final = 1_000_000_000
"""In a euro."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)


def milliwatts(power_w: float) -> int:
    """Watts as whole milliwatts, rounded half to even."""
    return round(power_w * 1000)


def watts(power_mw: int) -> float:
    """Milliwatts as watts."""
    return power_mw / 1000


def microjoules(energy_wh: float) -> int:
    """Watt-hours as whole microjoules, rounded half to even."""
    return round(energy_wh * MICROJOULES_PER_WATT_HOUR)


def watt_hours(energy_uj: int) -> float:
    """Microjoules as watt-hours."""
    return energy_uj / MICROJOULES_PER_WATT_HOUR


def epoch_ms(moment: datetime) -> int:
    """An aware instant as whole milliseconds since 1970, rounded down."""
    return (moment - _EPOCH) // _MILLISECOND


def instant(at_ms: int) -> datetime:
    """The inverse of epoch_ms, in UTC."""
    return _EPOCH + timedelta(milliseconds=at_ms)


def euros(amount_neur: int) -> float:
    """Nano-euro as euro."""
    return amount_neur / NANOEURO
