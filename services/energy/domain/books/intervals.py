"""The energy between two neighbouring readings of a device, and its exact split over time."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from services.energy.domain.books.readings import MAXIMUM_POWER_MW, Reading
from services.energy.domain.quantities import epoch_ms

MAXIMUM_INTERVAL_MS: Final = 3_600_000
"""Readings further apart are a gap: what happened between them is unknown."""
NEIGHBOURHOOD: Final = timedelta(milliseconds=MAXIMUM_INTERVAL_MS + 1)
"""Readings further away than this do not touch a reading's energy (1 ms for rounding down)."""


class Energy(NamedTuple):
    """Energy withdrawn and fed in, and for how much time that is known."""

    import_uj: int
    export_uj: int
    coverage_ms: int

    def plus(self, other: "Energy") -> "Energy":
        """The sum."""
        return Energy(
            self.import_uj + other.import_uj,
            self.export_uj + other.export_uj,
            self.coverage_ms + other.coverage_ms,
        )

    def negated(self) -> "Energy":
        """What takes this away again when added."""
        return Energy(-self.import_uj, -self.export_uj, -self.coverage_ms)


NO_ENERGY: Final = Energy(0, 0, 0)


class MeasuredInterval(NamedTuple):
    """The energy of (start_ms, end_ms], milliseconds since 1970."""

    start_ms: int
    end_ms: int
    import_uj: int
    export_uj: int


def measured_interval(previous: Reading, reading: Reading) -> MeasuredInterval | None:
    """What `reading` says about the time since its neighbour `previous` of the same device.

    Nothing (None) over a gap, and when the device measured elsewhere at either end. A direction's
    registers, where both ends carry them, count for more than the mean power.
    """
    if reading.facility_id is None or previous.facility_id != reading.facility_id:
        return None
    start_ms = epoch_ms(previous.measured_at)
    end_ms = epoch_ms(reading.measured_at)
    duration_ms = end_ms - start_ms
    if duration_ms > MAXIMUM_INTERVAL_MS:
        return None
    power_mw = reading.power_mw
    import_uj = power_mw * duration_ms if power_mw > 0 else 0
    export_uj = -power_mw * duration_ms if power_mw < 0 else 0
    if reading.import_uj is not None:
        import_uj = _counted(previous.import_uj, reading.import_uj, duration_ms, import_uj)
    if reading.export_uj is not None:
        export_uj = _counted(previous.export_uj, reading.export_uj, duration_ms, export_uj)
    return MeasuredInterval(start_ms, end_ms, import_uj, export_uj)


def _counted(before_uj: int | None, after_uj: int, duration_ms: int, otherwise_uj: int) -> int:
    """The registers' difference, unless one is missing, ran backwards or jumped (a new meter)."""
    if before_uj is None:
        return otherwise_uj
    counted_uj = after_uj - before_uj
    believable = 0 <= counted_uj <= MAXIMUM_POWER_MW * duration_ms
    return counted_uj if believable else otherwise_uj


def split(interval: MeasuredInterval, step_ms: int) -> Sequence[tuple[int, Energy]]:
    """Its energy per step of `step_ms`, with each step's start; the pieces sum to the whole.

    The energy up to a border is rounded down to whole microjoules, so mean power splits exactly
    and a register's difference to less than 1 uJ.
    """
    start_ms, end_ms, import_uj, export_uj = interval
    step_start_ms = start_ms - start_ms % step_ms
    if start_ms == end_ms:
        return ()
    if end_ms <= step_start_ms + step_ms:
        return ((step_start_ms, Energy(import_uj, export_uj, end_ms - start_ms)),)
    return _split_at_borders(interval, step_start_ms, step_ms)


def _split_at_borders(
    interval: MeasuredInterval, step_start_ms: int, step_ms: int
) -> list[tuple[int, Energy]]:
    start_ms, end_ms = interval.start_ms, interval.end_ms
    duration_ms = end_ms - start_ms
    pieces: list[tuple[int, Energy]] = []
    from_ms = import_before_uj = export_before_uj = 0
    while step_start_ms < end_ms:
        to_ms = min(step_start_ms + step_ms, end_ms) - start_ms
        import_uj = interval.import_uj * to_ms // duration_ms
        export_uj = interval.export_uj * to_ms // duration_ms
        piece = Energy(import_uj - import_before_uj, export_uj - export_before_uj, to_ms - from_ms)
        pieces.append((step_start_ms, piece))
        from_ms, import_before_uj, export_before_uj = to_ms, import_uj, export_uj
        step_start_ms += step_ms
    return pieces
