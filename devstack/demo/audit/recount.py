"""What the books must say, counted again from the raw readings. Shares no code with the services.

A reading speaks for the time since the device's reading before it, up to an hour. Its energy, in
microjoules, is what the device's registers counted meanwhile, where both readings have them, else
its power in mW times milliseconds (architecture decision 0004).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple
from uuid import UUID

QUARTER_MS: Final = 15 * 60 * 1000
HOUR_MS: Final = 4 * QUARTER_MS
_ABSURD_MW: Final = 10_000_000_000
"""Above a power of 10 MW a register has not counted but jumped."""
_FRESH_MS: Final = QUARTER_MS
_FRESH_INTERVALS: Final = 2.5


class RawReading(NamedTuple):
    """A row of the books' readings; `power_mw` > 0 while the facility withdraws.

    The registers in uJ; None where the device sends none.
    """

    measured_ms: int
    power_mw: int
    facility_id: UUID | None
    import_uj: int | None = None
    export_uj: int | None = None


class QuarterEnergy(NamedTuple):
    """A row of the books' quarter-hours."""

    import_uj: int
    export_uj: int
    coverage_ms: int


Quarter = tuple[UUID, int]
"""A facility and the quarter-hour's start in milliseconds since 1970."""


class PowerNow(NamedTuple):
    """A community's present power."""

    as_of_ms: int
    consumed_mw: int
    produced_mw: int
    facilities_fresh: int


class EnergyRecount:
    """Energy by facility and quarter-hour, device by device, so that memory has a bound."""

    def __init__(self) -> None:
        self._books: dict[Quarter, list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(self, readings: Sequence[RawReading]) -> None:
        """Count in one device's readings, all of them, in order of time."""
        for before, reading in pairwise(readings):
            facility_id = reading.facility_id
            if facility_id is None or facility_id != before.facility_id:
                continue
            lasted_ms = reading.measured_ms - before.measured_ms
            if lasted_ms > HOUR_MS:
                continue
            mean_uj = reading.power_mw * lasted_ms
            imported = _counted(before.import_uj, reading.import_uj, lasted_ms, max(mean_uj, 0))
            exported = _counted(before.export_uj, reading.export_uj, lasted_ms, max(-mean_uj, 0))
            since_ms = 0
            for start_ms, length_ms in _pieces(before.measured_ms, reading.measured_ms):
                until_ms = since_ms + length_ms
                row = self._books[facility_id, start_ms]
                # What an interval counted up to a border is rounded down to whole microjoules.
                row[0] += imported * until_ms // lasted_ms - imported * since_ms // lasted_ms
                row[1] += exported * until_ms // lasted_ms - exported * since_ms // lasted_ms
                row[2] += length_ms
                since_ms = until_ms

    def quarter_hours(self, since_ms: int) -> dict[Quarter, QuarterEnergy]:
        """Those that begin then or later."""
        return {
            quarter: QuarterEnergy(*row)
            for quarter, row in self._books.items()
            if quarter[1] >= since_ms
        }


def power_now(devices: Iterable[Sequence[RawReading]]) -> PowerNow | None:
    """Sums of the newest readings that are fresh against the newest of all; None without any."""
    newest = [readings[-2:] for readings in devices if readings]
    if not newest:
        return None
    as_of_ms = max(last[-1].measured_ms for last in newest)
    fresh = [last[-1] for last in newest if as_of_ms - last[-1].measured_ms <= _horizon_ms(last)]
    return PowerNow(
        as_of_ms,
        consumed_mw=sum(max(reading.power_mw, 0) for reading in fresh),
        produced_mw=sum(max(-reading.power_mw, 0) for reading in fresh),
        facilities_fresh=len(fresh),
    )


def shared_hours(quarters: Mapping[Quarter, QuarterEnergy]) -> dict[int, tuple[int, int]]:
    """Energy fed in and withdrawn by all, in uJ, by the hour's start (Rome's hours are UTC's)."""
    hours: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for (_, start_ms), energy in quarters.items():
        row = hours[start_ms // HOUR_MS * HOUR_MS]
        row[0] += energy.export_uj
        row[1] += energy.import_uj
    return {start_ms: (fed_in, withdrawn) for start_ms, (fed_in, withdrawn) in hours.items()}


def _counted(before: int | None, after: int | None, lasted_ms: int, otherwise: int) -> int:
    """The registers' difference, where it can be believed."""
    if before is None or after is None:
        return otherwise
    counted = after - before
    return counted if 0 <= counted <= _ABSURD_MW * lasted_ms else otherwise


def _pieces(begin_ms: int, end_ms: int) -> Iterable[tuple[int, int]]:
    """The quarter-hours of a period, and how much of the period lies in each."""
    start_ms = begin_ms // QUARTER_MS * QUARTER_MS
    while start_ms < end_ms:
        yield start_ms, min(end_ms, start_ms + QUARTER_MS) - max(begin_ms, start_ms)
        start_ms += QUARTER_MS


def _horizon_ms(last: Sequence[RawReading]) -> float:
    """How long the newest reading speaks for the present, by the interval before it."""
    interval_ms = min(last[-1].measured_ms - last[0].measured_ms, HOUR_MS)
    return max(_FRESH_MS, _FRESH_INTERVALS * interval_ms)
