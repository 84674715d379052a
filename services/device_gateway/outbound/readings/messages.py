"""Readings as messages of the stream: what a device sent together travels together."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from libs.contracts import subjects
from libs.contracts.codec import encode
from libs.contracts.v1.reading import MAX_TOGETHER, ReadingReceived, ReadingsReceived
from services.device_gateway.domain.readings.reading import Reading

_SUBJECTS_REMEMBERED: Final = 65_536
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)

_subject = lru_cache(_SUBJECTS_REMEMBERED)(subjects.reading)
_together = attrgetter("device_id", "received_at", "facility_id", "community_id")


def messages_of(readings: Sequence[Reading]) -> Iterator[tuple[str, bytes]]:
    """(subject, payload), in the readings' order.

    Readings of a device that came at the same instant and were made at one place are a message, up
    to MAX_TOGETHER of them.
    """
    for _, alike in groupby(readings, _together):
        some = list(alike)
        for start in range(0, len(some), MAX_TOGETHER):
            yield _message(some[start : start + MAX_TOGETHER])


def _message(readings: Sequence[Reading]) -> tuple[str, bytes]:
    first = readings[0]
    event = _one(first) if len(readings) == 1 else _several(readings)
    return _subject(first.community_id, first.device_id), encode(event)


def _one(reading: Reading) -> ReadingReceived:
    return ReadingReceived(
        device_id=reading.device_id,
        measured_at=reading.measured_at,
        received_at=reading.received_at,
        power_w=reading.power_w,
        facility_id=reading.facility_id,
        community_id=reading.community_id,
        sequence=reading.sequence,
        import_wh=reading.import_wh,
        export_wh=reading.export_wh,
        revision=reading.revision,
    )


def _several(readings: Sequence[Reading]) -> ReadingsReceived:
    first = readings[0]
    return ReadingsReceived(
        device_id=first.device_id,
        received_at=first.received_at,
        facility_id=first.facility_id,
        community_id=first.community_id,
        measured_at_us=[(one.measured_at - _EPOCH) // _MICROSECOND for one in readings],
        power_w=[one.power_w for one in readings],
        sequence=_column(readings, "sequence", nothing=None),
        import_wh=_column(readings, "import_wh", nothing=None),
        export_wh=_column(readings, "export_wh", nothing=None),
        revision=_column(readings, "revision", nothing=0),
    )


def _column(readings: Sequence[Reading], name: str, *, nothing: object) -> list[Any]:
    """Empty where all have nothing."""
    values = [getattr(one, name) for one in readings]
    return values if any(value != nothing for value in values) else []
