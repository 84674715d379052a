"""A reading as the books keep it, and what the books refuse to keep."""

from datetime import UTC, datetime
from typing import Final, NamedTuple, Protocol
from uuid import UUID

from libs.chassis.errors import InvalidInputError
from services.energy.domain.calendar import EARLIEST, LATEST
from services.energy.domain.quantities import microjoules, milliwatts

MAXIMUM_POWER_MW: Final = 10**10
"""Ten megawatts, more than any connection in a community has: an hour of it, in microjoules, fits
64 bits 256 times."""
MAXIMUM_REGISTER_WH: Final = 2.5e9
"""The largest register that fits in 64 bits as microjoules."""
MAXIMUM_SEQUENCE: Final = 2**63 - 1
MAXIMUM_REVISION: Final = 1_000
"""How often a reading may be corrected."""


class MeasuredAtOutOfRangeError(InvalidInputError):
    """The time of measurement is outside the books' years."""

    code = "measured_at_out_of_range"


class ReceivedAtOutOfRangeError(InvalidInputError):
    """The time of arrival is outside the books' years."""

    code = "received_at_out_of_range"


class OlderThanKeptError(InvalidInputError):
    """The books no longer have the readings around it: what it counts for cannot be known."""

    code = "older_than_kept"


class PowerOutOfRangeError(InvalidInputError):
    """No facility has this power."""

    code = "power_out_of_range"


class RegisterOutOfRangeError(InvalidInputError):
    """A cumulative register is negative or too large."""

    code = "register_out_of_range"


class SequenceOutOfRangeError(InvalidInputError):
    """A sequence number is negative or too large."""

    code = "sequence_out_of_range"


class RevisionOutOfRangeError(InvalidInputError):
    """A revision is negative or too large."""

    code = "revision_out_of_range"


class Reading(NamedTuple):
    """The mean power of a device since its previous reading, up to `measured_at`.

    A tuple, like the others of this service that are made for every reading: a third of the time.

    `power_mw` > 0 while the facility withdraws, < 0 while it feeds in. The registers are the
    meter's cumulative counters, where the device sends them. (device_id, measured_at) identifies
    a reading.
    """

    device_id: str
    measured_at: datetime
    facility_id: UUID | None
    power_mw: int
    received_at: datetime
    sequence: int | None = None
    import_uj: int | None = None
    export_uj: int | None = None


class Identified(Protocol):
    """What (device_id, measured_at) identifies."""

    @property
    def device_id(self) -> str:
        """Of the device that measured."""
        ...

    @property
    def measured_at(self) -> datetime:
        """The end of the interval measured."""
        ...


class NewestReading(NamedTuple):
    """A device's newest reading and the time since the one before it.

    `interval_ms` is None for a first reading and after a gap (see MAXIMUM_INTERVAL_MS).
    """

    reading: Reading
    interval_ms: int | None


def reading_of(
    *,
    device_id: str,
    measured_at: datetime,
    facility_id: UUID | None,
    power_w: float,
    received_at: datetime,
    sequence: int | None = None,
    import_wh: float | None = None,
    export_wh: float | None = None,
) -> Reading:
    """A measurement in the books' units. Raises a subclass of InvalidInputError out of range.

    Times must be aware.
    """
    if not EARLIEST <= measured_at < LATEST:
        raise MeasuredAtOutOfRangeError(f"{measured_at.isoformat()} is not of the years 2000-2099")
    if not EARLIEST <= received_at < LATEST:
        raise ReceivedAtOutOfRangeError(received_at.isoformat())
    if not abs(power_w) * 1000 <= MAXIMUM_POWER_MW:
        raise PowerOutOfRangeError(f"{power_w} W")
    if sequence is not None and not 0 <= sequence <= MAXIMUM_SEQUENCE:
        raise SequenceOutOfRangeError(str(sequence))
    return Reading(
        device_id,
        measured_at.astimezone(UTC),
        facility_id,
        milliwatts(power_w),
        received_at.astimezone(UTC),
        sequence,
        _register_uj(import_wh),
        _register_uj(export_wh),
    )


def _register_uj(register_wh: float | None) -> int | None:
    if register_wh is None:
        return None
    if not 0 <= register_wh <= MAXIMUM_REGISTER_WH:
        raise RegisterOutOfRangeError(f"{register_wh} Wh")
    return microjoules(register_wh)
