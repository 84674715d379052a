"""Messages of READINGS that are as nearly all are, many at once, as columns.

Their readings have their place, are said for the first time, and are in range.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, repeat
from typing import Annotated, Final, TypeVar
from uuid import UUID

import msgspec
import numpy as np
from numpy.typing import NDArray

from libs.contracts import subjects
from libs.contracts.v1.reading import MAX_TOGETHER, ReadingReceived, ReadingsReceived
from services.energy.domain.books.reading_columns import ReadingColumns, coded
from services.energy.domain.books.readings import (
    MAXIMUM_POWER_MW,
    MAXIMUM_REGISTER_WH,
    MAXIMUM_SEQUENCE,
)
from services.energy.domain.calendar import EARLIEST, LATEST
from services.energy.domain.exact import Integers
from services.energy.domain.quantities import all_epoch_us

_MAXIMUM_POWER_W: Final = MAXIMUM_POWER_MW / 1000
_EARLIEST_US, _LATEST_US = all_epoch_us([EARLIEST, LATEST]).tolist()
_NO_UUID: Final = UUID(int=0)
_ValueT = TypeVar("_ValueT")

_Instant = Annotated[datetime, msgspec.Meta(tz=True)]
_Power = Annotated[float, msgspec.Meta(ge=-_MAXIMUM_POWER_W, le=_MAXIMUM_POWER_W)]
_Sequence = Annotated[int, msgspec.Meta(ge=0, le=MAXIMUM_SEQUENCE)]
_Register = Annotated[float, msgspec.Meta(ge=0, le=MAXIMUM_REGISTER_WH)]
_Us = Annotated[int, msgspec.Meta(ge=_EARLIEST_US, lt=_LATEST_US)]
_Together = msgspec.Meta(min_length=1, max_length=MAX_TOGETHER)


class _Message(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What both kinds say. Ids are checked once each, afterwards."""

    device_id: str
    received_at: _Instant
    facility_id: str
    community_id: str | None = None


class _Single(_Message, frozen=True, kw_only=True, gc=False, tag=ReadingReceived.__name__):
    measured_at: _Instant
    power_w: _Power
    sequence: _Sequence | None = None
    import_wh: _Register | None = None
    export_wh: _Register | None = None
    revision: Annotated[int, msgspec.Meta(ge=0, le=0)] = 0


class _Several(_Message, frozen=True, kw_only=True, tag=ReadingsReceived.__name__):
    measured_at_us: Annotated[list[_Us], _Together]
    power_w: list[_Power]
    sequence: list[_Sequence | None] = []
    import_wh: list[_Register | None] = []
    export_wh: list[_Register | None] = []
    revision: Annotated[list[int], msgspec.Meta(max_length=0)] = []

    @property
    def is_even(self) -> bool:
        """Whether its columns are of one length, or empty."""
        count = len(self.measured_at_us)
        optional = (self.sequence, self.import_wh, self.export_wh)
        return len(self.power_w) == count and all(len(one) in (0, count) for one in optional)


_DECODE: Final = msgspec.json.Decoder(_Single | _Several).decode


Placed = tuple[int, bytes]
"""A message's index in its batch, and its payload."""


@dataclass(frozen=True, slots=True)
class Ordinary:
    """`places`: of each reading the index of its message, in order; `others`: messages by index."""

    readings: ReadingColumns
    places: Integers
    others: Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class _Said:
    """Messages of one kind, and the readings in them, one message's after the other's."""

    messages: Sequence[_Message]
    counts: Sequence[int]
    """Of readings, a message."""
    measured_us: Integers
    power_w: Sequence[float]
    sequence: Sequence[int | None]
    import_wh: Sequence[float | None]
    export_wh: Sequence[float | None]


def ordinary_parts(messages: Iterable[Placed], at_least: int) -> Iterator[Ordinary]:
    """Readings of ordinary messages, and the messages that are not.

    Made when it is asked for, of messages that are taken when they are needed: a part ends with the
    message that brings it to `at_least` readings.
    """
    part = _Part()
    for place, payload in messages:
        part.read(place, payload)
        if part.readings >= at_least:
            yield part.ordinary()
            part = _Part()
    if part.readings:
        yield part.ordinary()


class _Part:
    """Messages that become columns together."""

    def __init__(self) -> None:
        self.readings = 0
        """In its messages; one that is not ordinary counts as one."""
        self._singles: dict[int, _Single] = {}
        self._several: dict[int, _Several] = {}
        self._payloads: dict[int, bytes] = {}
        self._others: list[int] = []

    def read(self, place: int, payload: bytes) -> None:
        """Take the message in."""
        self.readings += 1
        self._payloads[place] = payload
        try:
            event = _DECODE(payload)
        except (msgspec.DecodeError, UnicodeDecodeError):
            self._others.append(place)
            return
        if isinstance(event, _Single):
            self._singles[place] = event
        elif event.is_even:
            self._several[place] = event
            self.readings += len(event.power_w) - 1
        else:
            self._others.append(place)

    def ordinary(self) -> Ordinary:
        """Its ordinary messages' readings."""
        found = _found(_of_singles(list(self._singles.values())), list(self._singles))
        if self._several:
            several = _of_several(list(self._several.values()))
            found = _joined(found, _found(several, list(self._several)))
        order = np.argsort(found.places, kind="stable")  # a message's readings stay in their order
        others = sorted([*self._others, *found.others])
        return Ordinary(
            found.readings.take(order),
            found.places[order],
            {place: self._payloads[place] for place in others},
        )


@dataclass(frozen=True, slots=True)
class _Found:
    """The same, in any order."""

    readings: ReadingColumns
    places: Integers
    others: Sequence[int]


def _joined(one: _Found, other: _Found) -> _Found:
    places = np.concatenate([one.places, other.places])
    return _Found(one.readings.joined(other.readings), places, [*one.others, *other.others])


def _of_singles(events: Sequence[_Single]) -> _Said:
    return _Said(
        messages=events,
        counts=[1] * len(events),
        measured_us=all_epoch_us([event.measured_at for event in events]),
        power_w=[event.power_w for event in events],
        sequence=[event.sequence for event in events],
        import_wh=[event.import_wh for event in events],
        export_wh=[event.export_wh for event in events],
    )


def _of_several(events: Sequence[_Several]) -> _Said:
    counts = [len(event.measured_at_us) for event in events]
    measured_us = chain.from_iterable(event.measured_at_us for event in events)
    return _Said(
        messages=events,
        counts=counts,
        measured_us=np.fromiter(measured_us, dtype=np.int64, count=sum(counts)),
        power_w=list(chain.from_iterable(event.power_w for event in events)),
        sequence=_filled([event.sequence for event in events], counts),
        import_wh=_filled([event.import_wh for event in events], counts),
        export_wh=_filled([event.export_wh for event in events], counts),
    )


def _filled(
    columns: Sequence[Sequence[_ValueT | None]], counts: Sequence[int]
) -> list[_ValueT | None]:
    """One after the other; an empty one stands for so many None."""
    return list(
        chain.from_iterable(
            column or repeat(None, count) for column, count in zip(columns, counts, strict=True)
        )
    )


def _found(said: _Said, places: Sequence[int]) -> _Found:
    """As columns; a message is ordinary when all of it is."""
    messages = said.messages
    device_ids, device = coded([message.device_id for message in messages])
    spelled, facility = coded([message.facility_id for message in messages])
    facility_ids = [_uuid(text) for text in spelled]
    communities, community = coded([message.community_id for message in messages])
    received_us = all_epoch_us([message.received_at for message in messages])
    which = np.repeat(np.arange(len(messages)), said.counts)
    fits = (
        _each(map(subjects.DEVICE_ID_PATTERN.fullmatch, device_ids), device)
        & _each(facility_ids, facility)
        & _each(map(_uuid, communities), community)
        & _is_believed(received_us)
    )
    fits[which[~_is_believed(said.measured_us)]] = False
    readings = ReadingColumns.said(
        devices=(device_ids, device[which]),
        facilities=([facility_id or _NO_UUID for facility_id in facility_ids], facility[which]),
        measured_us=said.measured_us,
        received_us=received_us[which],
        power_w=said.power_w,
        sequence=said.sequence,
        import_wh=said.import_wh,
        export_wh=said.export_wh,
    )
    all_places = np.array(places, dtype=np.int64)
    chosen = fits[which]
    return _Found(readings.take(chosen), all_places[which[chosen]], all_places[~fits].tolist())


def _is_believed(times_us: Integers) -> NDArray[np.bool_]:
    believed: NDArray[np.bool_] = (times_us >= _EARLIEST_US) & (times_us < _LATEST_US)
    return believed


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
