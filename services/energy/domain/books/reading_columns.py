"""Many readings as columns: what is done to each of them is done to all of them at once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Final, Self, TypeVar
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.books.readings import NewestReading, Reading
from services.energy.domain.exact import Integers
from services.energy.domain.quantities import (
    MICROSECONDS_PER_MILLISECOND,
    all_epoch_us,
    all_microjoules,
    all_milliwatts,
    instant_of_us,
)

NONE: Final = -1
"""In place of a number, register or facility that a reading does not have."""
Chosen = Integers | NDArray[np.bool_]
_IdT = TypeVar("_IdT")
_IN_ORDER: Final[Callable[[UUID], Any]] = attrgetter("int")


@dataclass(frozen=True, slots=True)
class ReadingColumns:
    """Readings (see Reading), each an index of all columns, of shape (n,).

    `device`, `facility`: which of `device_ids` and `facility_ids`, distinct ones in order, some of
    which may have no reading here. Times are microseconds since 1970.
    """

    device_ids: Sequence[str]
    device: Integers
    facility_ids: Sequence[UUID]
    facility: Integers
    measured_us: Integers
    received_us: Integers
    power_mw: Integers
    sequence: Integers
    import_uj: Integers
    export_uj: Integers

    @classmethod
    def of(cls, readings: Sequence[Reading]) -> Self:
        """Those of a list, in its order."""
        columns = zip(*readings, strict=True) if readings else ([] for _ in Reading._fields)
        devices, measured_at, facilities, power_mw, received_at, *optional = columns
        sequence, import_uj, export_uj = (
            np.array([NONE if value is None else value for value in column], dtype=np.int64)
            for column in optional
        )
        return cls(
            *coded(devices),
            *coded(facilities, key=_IN_ORDER),
            all_epoch_us(measured_at),
            all_epoch_us(received_at),
            np.array(power_mw, dtype=np.int64),
            sequence,
            import_uj,
            export_uj,
        )

    @classmethod
    def said(
        cls,
        *,
        devices: tuple[Sequence[str], Integers],
        facilities: tuple[Sequence[UUID], Integers],
        measured_us: Integers,
        received_us: Integers,
        power_w: Sequence[float],
        sequence: Sequence[int | None],
        import_wh: Sequence[float | None],
        export_wh: Sequence[float | None],
    ) -> Self:
        """What would come of `reading_of` for each; all of it must be in range.

        `devices`, `facilities`: ids, and which of them each is; an id may be there twice.
        """
        return cls(
            *_recoded(*devices),
            *_recoded(*facilities, key=_IN_ORDER),
            measured_us,
            received_us,
            all_milliwatts(power_w),
            np.array([NONE if value is None else value for value in sequence], dtype=np.int64),
            _registers(import_wh),
            _registers(export_wh),
        )

    def __len__(self) -> int:
        return len(self.device)

    def __iter__(self) -> Iterator[Reading]:
        """One by one, in order."""
        facility_ids = [*self.facility_ids, None]  # NONE is the last one's index
        columns = (
            self.device, self.measured_us, self.facility, self.power_mw, self.received_us,
            self.sequence, self.import_uj, self.export_uj,
        )  # fmt: skip
        for device, measured_us, facility, power_mw, received_us, *optional in zip(
            *(column.tolist() for column in columns), strict=True
        ):
            yield Reading(
                self.device_ids[device],
                instant_of_us(measured_us),
                facility_ids[facility],
                power_mw,
                instant_of_us(received_us),
                *(None if value == NONE else value for value in optional),
            )

    def measuring_devices(self) -> list[str]:
        """The devices that have a reading here, in order."""
        return [self.device_ids[device] for device in np.unique(self.device).tolist()]

    def days(self) -> list[date]:
        """The days (UTC) on which they were measured, in order."""
        days = self.measured_us.view("datetime64[us]").astype("datetime64[D]")
        found: list[date] = np.unique(days).tolist()
        return found

    @property
    def measured_ms(self) -> Integers:
        """Times of measurement in whole milliseconds since 1970, rounded down."""
        return self.measured_us // MICROSECONDS_PER_MILLISECOND

    def take(self, which: Chosen) -> Self:
        """Some of them, by a mask or by indexes in any order."""
        return type(self)(
            self.device_ids,
            self.device[which],
            self.facility_ids,
            self.facility[which],
            self.measured_us[which],
            self.received_us[which],
            self.power_mw[which],
            self.sequence[which],
            self.import_uj[which],
            self.export_uj[which],
        )

    def joined(self, other: Self) -> Self:
        """These and then those."""
        devices = _followed(self.device_ids, self.device, other.device)
        facilities = _followed(self.facility_ids, self.facility, other.facility)
        return type(self)(
            *_recoded([*self.device_ids, *other.device_ids], devices),
            *_recoded([*self.facility_ids, *other.facility_ids], facilities, key=_IN_ORDER),
            np.concatenate([self.measured_us, other.measured_us]),
            np.concatenate([self.received_us, other.received_us]),
            np.concatenate([self.power_mw, other.power_mw]),
            np.concatenate([self.sequence, other.sequence]),
            np.concatenate([self.import_uj, other.import_uj]),
            np.concatenate([self.export_uj, other.export_uj]),
        )

    def without_repeats(self) -> Self:
        """The first of each (device, time), ordered by both."""
        return self.take(self.first_in_order())

    def first_in_order(self) -> Integers:
        """The indexes of these."""
        # Of equal ones the first stays first.
        order: Integers = np.lexsort((self.measured_us, self.device))
        device, measured_us = self.device[order], self.measured_us[order]
        is_first = (np.diff(device, prepend=NONE) != 0) | (np.diff(measured_us, prepend=0) != 0)
        first: Integers = order[is_first]
        return first


@dataclass(frozen=True, slots=True)
class NewestColumns:
    """The newest readings of devices (see NewestReading), at most one each.

    `interval_ms`: of the same shape; NONE for a first reading and after a gap.
    """

    readings: ReadingColumns
    interval_ms: Integers

    @classmethod
    def of(cls, newest: Sequence[NewestReading]) -> Self:
        """Those of a list, in its order."""
        intervals = [NONE if item.interval_ms is None else item.interval_ms for item in newest]
        return cls(
            ReadingColumns.of([item.reading for item in newest]),
            np.array(intervals, dtype=np.int64),
        )

    def __iter__(self) -> Iterator[NewestReading]:
        """One by one, in order."""
        for reading, interval_ms in zip(self.readings, self.interval_ms.tolist(), strict=True):
            yield NewestReading(reading, None if interval_ms == NONE else interval_ms)

    def __len__(self) -> int:
        return len(self.readings)


def coded(
    ids: Sequence[_IdT | None], *, key: Callable[[_IdT], Any] | None = None
) -> tuple[list[_IdT], Integers]:
    """The distinct ones in order (of `key`), and which of them each is; NONE for None."""
    # With a key any values can be sorted; without, only ids that have an order are given.
    distinct = sorted((value for value in set(ids) if value is not None), key=key)  # type: ignore[type-var, arg-type]
    places: dict[_IdT | None, int] = {value: place for place, value in enumerate(distinct)}
    places[None] = NONE
    return distinct, np.array([places[value] for value in ids], dtype=np.int64)


def _recoded(
    ids: Sequence[_IdT], which: Integers, *, key: Callable[[_IdT], Any] | None = None
) -> tuple[list[_IdT], Integers]:
    """The same with distinct ids in order."""
    distinct, places = coded(ids, key=key)
    recoded: Integers = np.append(places, NONE)[which]  # NONE is the last one's index
    return distinct, recoded


def _followed(ids: Sequence[object], which: Integers, other: Integers) -> Integers:
    """Both, where the other's ids stand behind these ids."""
    return np.concatenate([which, np.where(other == NONE, NONE, other + len(ids))])


def _registers(values_wh: Sequence[float | None]) -> Integers:
    """In microjoules; a register is never negative."""
    values_uj = all_microjoules([NONE if value is None else value for value in values_wh])
    return np.maximum(values_uj, NONE)
