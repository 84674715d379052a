"""Messages of READINGS become readings of the books.

Nearly every message is a reading with its place, said for the first time and in range: all of these
are decoded at once. Each other one is looked at by itself, which tells what is wrong with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

import msgspec
import numpy as np
from numpy.typing import NDArray

from libs.chassis.consume import Rejection
from libs.chassis.errors import InvalidInputError
from libs.contracts import subjects
from libs.contracts.codec import MalformedEventError
from libs.contracts.v1.reading import READING_DECODER, ReadingReceived
from services.energy.domain.books.corrections import Correction
from services.energy.domain.books.placing import Arrived, UnplacedReading, arrived
from services.energy.domain.books.reading_columns import ReadingColumns, coded
from services.energy.domain.books.readings import (
    MAXIMUM_POWER_MW,
    MAXIMUM_REGISTER_WH,
    MAXIMUM_REVISION,
    MAXIMUM_SEQUENCE,
    Reading,
    RevisionOutOfRangeError,
    reading_of,
)
from services.energy.domain.calendar import EARLIEST, LATEST
from services.energy.domain.exact import Integers
from services.energy.domain.quantities import all_epoch_us

MALFORMED: Final = "malformed"
_MAXIMUM_POWER_W: Final = MAXIMUM_POWER_MW / 1000

_Instant = Annotated[datetime, msgspec.Meta(tz=True)]
_Register = Annotated[float, msgspec.Meta(ge=0, le=MAXIMUM_REGISTER_WH)]


class _Ordinary(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    gc=False,
    tag=ReadingReceived.__struct_config__.tag,
):
    """A ReadingReceived, where all is as almost always. Ids are checked once each, afterwards."""

    device_id: str
    measured_at: _Instant
    received_at: _Instant
    power_w: Annotated[float, msgspec.Meta(ge=-_MAXIMUM_POWER_W, le=_MAXIMUM_POWER_W)]
    facility_id: str
    community_id: str | None = None
    sequence: Annotated[int, msgspec.Meta(ge=0, le=MAXIMUM_SEQUENCE)] | None = None
    import_wh: _Register | None = None
    export_wh: _Register | None = None
    revision: Annotated[int, msgspec.Meta(ge=0, le=0)] = 0


_DECODE: Final = msgspec.json.Decoder(_Ordinary).decode
_NO_UUID: Final = UUID(int=0)
_EARLIEST_US, _LATEST_US = all_epoch_us([EARLIEST, LATEST]).tolist()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """What a batch of messages says.

    `places`: of each reading in `first_said` the index of its message; `corrections`: with theirs.
    """

    first_said: Arrived
    places: Sequence[int]
    corrections: Sequence[tuple[int, Correction]]
    rejections: Sequence[Rejection]


def decode_arrivals(payloads: Sequence[bytes]) -> Arrivals:
    """All messages of a batch; those that can never be stored with the reason."""
    readings, places, others = _ordinary_ones(payloads)
    if not others:  # as almost always
        return Arrivals(first_said=Arrived(readings), places=places, corrections=(), rejections=())
    first_said: list[Reading | UnplacedReading] = []
    corrections: list[tuple[int, Correction]] = []
    rejections: list[Rejection] = []
    for place in others:
        try:
            reading, revision = decode_reading(payloads[place])
        except MalformedEventError as error:
            rejections.append(Rejection(place, MALFORMED, str(error)))
        except InvalidInputError as error:
            rejections.append(Rejection(place, error.code, error.detail))
        else:
            if revision:
                corrections.append((place, Correction(reading, revision)))
            else:
                first_said.append(reading)
                places.append(place)
    more = arrived(first_said)
    order = np.argsort(places)
    return Arrivals(
        first_said=Arrived(readings.joined(more.readings).take(order), more.said),
        places=[places[index] for index in order.tolist()],
        corrections=corrections,
        rejections=rejections,
    )


def _ordinary_ones(payloads: Sequence[bytes]) -> tuple[ReadingColumns, list[int], list[int]]:
    """The readings of ordinary messages with their indexes, and the indexes of all others."""
    events: list[_Ordinary] = []
    places: list[int] = []
    others: list[int] = []
    for place, payload in enumerate(payloads):
        try:
            events.append(_DECODE(payload))
        except (msgspec.DecodeError, UnicodeDecodeError):
            others.append(place)
        else:
            places.append(place)
    readings, fits = _columns_of(events)
    if not fits.all():
        others += [place for place, fit in zip(places, fits, strict=True) if not fit]
        places = [place for place, fit in zip(places, fits, strict=True) if fit]
    return readings.take(fits), places, sorted(others)


def _columns_of(events: Sequence[_Ordinary]) -> tuple[ReadingColumns, NDArray[np.bool_]]:
    """As columns, and which of them are ordinary indeed."""
    spelled, facility = coded([event.facility_id for event in events])
    facility_ids = [_uuid(text) for text in spelled]
    readings = ReadingColumns.said(
        device_ids=[event.device_id for event in events],
        measured_at=[event.measured_at for event in events],
        received_at=[event.received_at for event in events],
        facilities=([facility_id or _NO_UUID for facility_id in facility_ids], facility),
        power_w=[event.power_w for event in events],
        sequence=[event.sequence for event in events],
        import_wh=[event.import_wh for event in events],
        export_wh=[event.export_wh for event in events],
    )
    communities, community = coded([event.community_id for event in events])
    fits = (
        _each(map(subjects.DEVICE_ID_PATTERN.fullmatch, readings.device_ids), readings.device)
        & _each(facility_ids, facility)
        & _each(map(_uuid, communities), community)
        & (readings.measured_us >= _EARLIEST_US)
        & (readings.measured_us < _LATEST_US)
        & (readings.received_us >= _EARLIEST_US)
        & (readings.received_us < _LATEST_US)
    )
    return readings, fits


def _each(good: Iterable[object | None], which: Integers) -> NDArray[np.bool_]:
    """Whether each has a good one; to have none is good."""
    goods = np.array([item is not None for item in good] + [True], dtype=np.bool_)
    fits: NDArray[np.bool_] = goods[which]
    return fits


def _uuid(text: str) -> UUID | None:
    """As the contract's decoder reads it."""
    try:
        return msgspec.convert(text, UUID)
    except msgspec.ValidationError:
        return None


def decode_reading(data: bytes) -> tuple[Reading | UnplacedReading, int]:
    """One message, in the books' units where its place is known, and its revision.

    Raises MalformedEventError, InvalidInputError.
    """
    event = READING_DECODER.decode(data)
    if subjects.DEVICE_ID_PATTERN.fullmatch(event.device_id) is None:
        raise MalformedEventError("not a device id")
    if event.measured_at.tzinfo is None or event.received_at.tzinfo is None:
        raise MalformedEventError("a time without a zone is not an instant")
    reading = reading_of(
        device_id=event.device_id,
        measured_at=event.measured_at,
        facility_id=event.facility_id,
        power_w=event.power_w,
        received_at=event.received_at,
        sequence=event.sequence,
        import_wh=event.import_wh,
        export_wh=event.export_wh,
    )
    if not 0 <= event.revision <= MAXIMUM_REVISION:
        raise RevisionOutOfRangeError(str(event.revision))
    if event.facility_id is not None:
        return reading, event.revision
    unplaced = UnplacedReading(
        reading.device_id,
        reading.measured_at,
        reading.received_at,
        event.power_w,
        event.sequence,
        event.import_wh,
        event.export_wh,
    )
    return unplaced, event.revision
