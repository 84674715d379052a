"""How new readings change the quarter-hour books (FR3.2, R5).

The books are the sum, over each pair of neighbouring readings of a device, of the energy between
them. A new reading adds its pairs and takes away the pair it falls into; one that gets its place
later makes its pairs count. So the books depend on which readings there are and where they belong,
not on the order, repetition or batches in which they came.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Final, NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.books.chains import Chains, chains_of
from services.energy.domain.books.intervals import (
    MAXIMUM_INTERVAL_MS,
    NEIGHBOURHOOD,
    Energy,
    energy_between,
    summed,
)
from services.energy.domain.books.reading_columns import NONE, NewestColumns, ReadingColumns
from services.energy.domain.books.readings import NewestReading, Reading
from services.energy.domain.exact import Integers
from services.energy.domain.quantities import epoch_ms, instant

QUARTER_MS: Final = 900_000
PAST_AFTER_MS: Final = 3_600_000
"""A quarter-hour that began so long ago is past: what is computed of it may have been kept."""
_BEFORE_ALL: Final = np.iinfo(np.int64).min


class Quarter(NamedTuple):
    """A facility's quarter-hour, by its start in milliseconds since 1970."""

    facility_id: UUID
    start_ms: int


class QuarterEnergy(NamedTuple):
    """Energies to add to quarter-hours, each of which is there once; arrays of the same shape.

    In the order of `facility`, of `facility_ids`, and then of time.
    """

    facility_ids: Sequence[UUID]
    facility: Integers
    start_ms: Integers
    import_uj: Integers
    export_uj: Integers
    coverage_ms: Integers

    def quarters(self) -> dict[Quarter, Energy]:
        """One by one."""
        return {
            Quarter(self.facility_ids[facility], start_ms): Energy(*amounts)
            for facility, start_ms, *amounts in zip(
                *(column.tolist() for column in self[1:]), strict=True
            )
        }


class BooksChange(NamedTuple):
    """What a batch does to the books: amounts to add, and newest readings to put in place."""

    energy: QuarterEnergy
    newest: NewestColumns
    restated: Collection["FacilityDay"] = ()
    """Days of which something was told before already; see restated_days, past_days."""


class FacilityDay(NamedTuple):
    """A day (UTC) of a facility."""

    facility_id: UUID
    day: date


def late_ones(new: ReadingColumns, newest: NewestColumns) -> NDArray[np.bool_]:
    """Which are not newer than the device's newest: their neighbours must be looked up.

    All others are not in the books yet, which end with the newest.
    """
    known = newest.readings
    place = {device_id: index for index, device_id in enumerate(new.device_ids)}
    ends_us = np.full(len(place) + 1, _BEFORE_ALL)  # the last one's is of devices without any here
    whose = [place.get(device_id, len(place)) for device_id in known.device_ids]
    ends_us[np.array(whose, dtype=np.int64)[known.device]] = known.measured_us
    late: NDArray[np.bool_] = new.measured_us <= ends_us[new.device]
    return late


def books_change(
    new: ReadingColumns,
    newest: NewestColumns,
    neighbours: Collection[Reading] = (),
) -> BooksChange:
    """What storing `new` changes.

    `new`: readings that were not in the books, without repeats. `newest`: each device's newest
    before them. `neighbours`: for each late one its next readings on both sides within
    NEIGHBOURHOOD, whether old or new.
    """
    chains = chains_of(new, newest, neighbours)
    made, parted = chains.made(), chains.parted()
    energy = quarter_energy(
        chains.readings,
        np.concatenate([made.before, parted.before]),
        np.concatenate([made.after, parted.after]),
        np.repeat([1, -1], [len(made.after), len(parted.after)]),
    )
    return BooksChange(energy, _newest_of(chains))


def placing_change(
    placed: ReadingColumns,
    newest: NewestColumns,
    neighbours: Collection[Reading],
) -> BooksChange:
    """What it changes that these stored readings, until now of no facility, have their place.

    Their pairs are there already and were worth nothing, so nothing is taken away. `newest`,
    `neighbours`: as in books_change.
    """
    chains = chains_of(placed, newest, neighbours)
    made = chains.made()
    ones = np.ones(len(made.after), dtype=np.int64)
    energy = quarter_energy(chains.readings, made.before, made.after, ones)
    moments = {(reading.device_id, reading.measured_at): reading for reading in placed}
    now_newest = [
        NewestReading(moments[key], known.interval_ms)
        for known in newest
        if (key := (known.reading.device_id, known.reading.measured_at)) in moments
    ]
    return BooksChange(energy, NewestColumns.of(now_newest))


def quarter_energy(
    readings: ReadingColumns, before: Integers, after: Integers, sign: Integers
) -> QuarterEnergy:
    """Add (1) or take away (-1) the energy between pairs of neighbouring readings of a device.

    `before`, `after`: of each pair the readings' indexes. In order, without what comes to nothing.
    """
    pieces = energy_between(readings, before, after, QUARTER_MS)
    sums = summed(pieces, readings.facility[after[pieces.pair]], sign[pieces.pair])
    counts = (sums.import_uj != 0) | (sums.export_uj != 0) | (sums.coverage_ms != 0)
    return QuarterEnergy(readings.facility_ids, *(column[counts] for column in sums))


def restated_days(late: Iterable[Reading], neighbours: Iterable[Reading]) -> set[FacilityDay]:
    """The days whose readings or energy these may have changed behind the newest reading.

    `late`: stored or placed behind their device's newest reading. `neighbours`: around them. A pair
    that one of them parts may be another facility's.
    """
    facilities: dict[str, set[UUID]] = {}
    late = list(late)
    for reading in (*late, *neighbours):
        if reading.facility_id is not None:
            facilities.setdefault(reading.device_id, set()).add(reading.facility_id)
    return {
        FacilityDay(facility_id, (reading.measured_at + reach).astimezone(UTC).date())
        for reading in late
        for reach in (-NEIGHBOURHOOD, NEIGHBOURHOOD)
        for facility_id in facilities.get(reading.device_id, ())
    }


def past_days(energy: QuarterEnergy, now: datetime) -> set[FacilityDay]:
    """The days of those quarter-hours that began more than PAST_AFTER_MS ago."""
    is_past = energy.start_ms < epoch_ms(now) - PAST_AFTER_MS
    past = zip(energy.facility[is_past].tolist(), energy.start_ms[is_past].tolist(), strict=True)
    return {
        FacilityDay(energy.facility_ids[facility], instant(start_ms).date())
        for facility, start_ms in past  # hardly ever any
    }


def _newest_of(chains: Chains) -> NewestColumns:
    """Of each device its newest reading when it, or the one before it, is new."""
    last = chains.last()
    times_ms = chains.readings.measured_ms
    follows, is_new = chains.follows[last], chains.is_new
    interval_ms = times_ms[last] - times_ms[last - 1]
    is_near = follows & (interval_ms <= MAXIMUM_INTERVAL_MS)
    # Over a gap the chain shows no old reading's neighbours: the newest's own are unchanged.
    changed = is_new[last] | (is_near & is_new[last - 1])
    return NewestColumns(
        chains.readings.take(last[changed]), np.where(is_near, interval_ms, NONE)[changed]
    )
