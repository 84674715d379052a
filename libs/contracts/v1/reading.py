"""Stream READINGS: what the meters measured, validated and enriched by the device gateway."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from libs.contracts.codec import EventDecoder


class ReadingReceived(msgspec.Struct, frozen=True, kw_only=True, tag=True, omit_defaults=True):
    """One measurement of one device at a facility's exchange point with the grid.

    `power_w` is the mean active power since the device's previous reading, already multiplied
    by the meter's transformation constant: positive while the facility withdraws from the grid,
    negative while it feeds in. `measured_at` is the end of the interval.
    The pair (device_id, measured_at) identifies a reading: a second one with the same pair is
    a duplicate, unless its revision is higher.
    """

    device_id: str
    measured_at: datetime
    received_at: datetime
    power_w: float
    facility_id: UUID | None = None
    community_id: UUID | None = None
    sequence: int | None = None
    """The device's own counter, when it keeps one."""
    import_wh: float | None = None
    """Cumulative register of energy withdrawn, when the device sends it (K applied)."""
    export_wh: float | None = None
    """Cumulative register of energy fed in, when the device sends it (K applied)."""
    revision: int = 0
    """0: as it was said first. A higher one is a correction; the highest counts."""


READING_DECODER: Final = EventDecoder[ReadingReceived](ReadingReceived)
