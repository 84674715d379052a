"""Stream READINGS: what the meters measured, validated and enriched by the device gateway."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import repeat
from typing import Annotated, Final
from uuid import UUID

import msgspec

from libs.contracts.codec import EventDecoder, MalformedEventError

MAX_TOGETHER: Final = 100
"""Readings of one ReadingsReceived: beyond that the bus costs little a reading anyhow."""
_Together = msgspec.Meta(min_length=1, max_length=MAX_TOGETHER)
_AtMost = msgspec.Meta(max_length=MAX_TOGETHER)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


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


class ReadingsReceived(msgspec.Struct, frozen=True, kw_only=True, tag=True, omit_defaults=True):
    """Measurements that a device sent together and made at one place, in its order, as columns.

    The same as so many ReadingReceived one after the other. Each column is as long as
    `measured_at_us`, or empty where no reading has such a value.
    """

    device_id: str
    received_at: datetime
    facility_id: UUID | None = None
    community_id: UUID | None = None
    measured_at_us: Annotated[list[int], _Together]
    """Microseconds since 1970 (UTC)."""
    power_w: Annotated[list[float], _Together]
    sequence: Annotated[list[int | None], _AtMost] = []
    import_wh: Annotated[list[float | None], _AtMost] = []
    export_wh: Annotated[list[float | None], _AtMost] = []
    revision: Annotated[list[int], _AtMost] = []


_DECODER: Final = EventDecoder[ReadingReceived | ReadingsReceived](
    ReadingReceived | ReadingsReceived
)


def decode_readings(data: bytes) -> Sequence[ReadingReceived]:
    """The readings of a message, of either kind. Raises MalformedEventError."""
    event = _DECODER.decode(data)
    return [event] if isinstance(event, ReadingReceived) else list(_one_by_one(event))


def _one_by_one(event: ReadingsReceived) -> Iterator[ReadingReceived]:
    count = len(event.measured_at_us)
    optional = (event.sequence, event.import_wh, event.export_wh)
    if len(event.power_w) != count or any(
        len(column) not in (0, count) for column in (*optional, event.revision)
    ):
        raise MalformedEventError("columns of different lengths")
    columns = zip(
        event.measured_at_us,
        event.power_w,
        *(column or repeat(None, count) for column in optional),
        event.revision or repeat(0, count),
        strict=True,
    )
    for measured_at_us, power_w, sequence, import_wh, export_wh, revision in columns:
        yield ReadingReceived(
            device_id=event.device_id,
            measured_at=_instant(measured_at_us),
            received_at=event.received_at,
            power_w=power_w,
            facility_id=event.facility_id,
            community_id=event.community_id,
            sequence=sequence,
            import_wh=import_wh,
            export_wh=export_wh,
            revision=revision,
        )


def _instant(measured_at_us: int) -> datetime:
    try:
        return _EPOCH + timedelta(microseconds=measured_at_us)
    except OverflowError as error:
        raise MalformedEventError(f"{measured_at_us} is beyond the calendar") from error
