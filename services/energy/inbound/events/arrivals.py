"""Messages of READINGS become readings of the books.

Nearly all messages are ordinary ones. Each other one is looked at by itself, which tells what is
wrong with it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from libs.chassis.consume import Rejection
from libs.chassis.errors import InvalidInputError
from libs.contracts import subjects
from libs.contracts.codec import MalformedEventError
from libs.contracts.v1.reading import ReadingReceived, decode_readings
from services.energy.domain.books.corrections import Correction
from services.energy.domain.books.placing import Arrived, UnplacedReading, arrived
from services.energy.domain.books.readings import (
    MAXIMUM_REVISION,
    Reading,
    RevisionOutOfRangeError,
    reading_of,
)
from services.energy.inbound.events.ordinary import Ordinary, Placed, ordinary_parts

MALFORMED: Final = "malformed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """What some messages of a batch say.

    `places`: of each reading in `first_said` the index of its message in the batch;
    `corrections`: with theirs.
    """

    first_said: Arrived
    places: Sequence[int]
    corrections: Sequence[tuple[int, Correction]]
    rejections: Sequence[Rejection]


@dataclass(slots=True)
class _Others:
    """What messages that are not ordinary say."""

    first_said: list[Reading | UnplacedReading] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    corrections: list[tuple[int, Correction]] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)

    def read(self, place: int, payload: bytes) -> None:
        try:
            events = decode_readings(payload)
        except MalformedEventError as error:
            self.rejections.append(Rejection(place, MALFORMED, str(error)))
            return
        for event in events:
            self._take(place, event)

    def _take(self, place: int, event: ReadingReceived) -> None:
        try:
            reading = reading_in(event)
        except MalformedEventError as error:
            self.rejections.append(Rejection(place, MALFORMED, str(error)))
        except InvalidInputError as error:
            self.rejections.append(Rejection(place, error.code, error.detail))
        else:
            if event.revision:
                self.corrections.append((place, Correction(reading, event.revision)))
            else:
                self.first_said.append(reading)
                self.places.append(place)


def arrivals_of(messages: Iterable[Placed], at_least: int) -> Iterator[Arrivals]:
    """These messages of a batch in parts of `at_least` readings and a message's more.

    A part, each in the batch's order, is made when it is asked for, of messages that are taken when
    they are needed. What can never be stored is there with the reason: of several readings in a
    message some may be refused, and the others are there.
    """
    for ordinary in ordinary_parts(messages, at_least):
        yield _with_others(ordinary)


def _with_others(ordinary: Ordinary) -> Arrivals:
    if not ordinary.others:  # as almost always
        return Arrivals(
            first_said=Arrived(ordinary.readings),
            places=ordinary.places.tolist(),
            corrections=(),
            rejections=(),
        )
    others = _Others()
    for place, payload in ordinary.others.items():
        others.read(place, payload)
    more = arrived(others.first_said)
    places = np.append(ordinary.places, np.array(others.places, dtype=np.int64))
    order = np.argsort(places, kind="stable")
    return Arrivals(
        first_said=Arrived(ordinary.readings.joined(more.readings).take(order), more.said),
        places=places[order].tolist(),
        corrections=others.corrections,
        rejections=others.rejections,
    )


def reading_in(event: ReadingReceived) -> Reading | UnplacedReading:
    """In the books' units where its place is known.

    Raises MalformedEventError, InvalidInputError.
    """
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
        return reading
    return UnplacedReading(
        reading.device_id,
        reading.measured_at,
        reading.received_at,
        event.power_w,
        event.sequence,
        event.import_wh,
        event.export_wh,
    )
