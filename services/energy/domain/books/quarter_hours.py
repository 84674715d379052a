"""How new readings change the quarter-hour books (FR3.2, R5).

The books are the sum, over each pair of neighbouring readings of a device, of the energy between
them. A new reading adds its pairs and takes away the pair it falls into; one that gets its place
later makes its pairs count. So the books depend on which readings there are and where they belong,
not on the order, repetition or batches in which they came.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple
from uuid import UUID

from services.energy.domain.books.intervals import (
    MAXIMUM_INTERVAL_MS,
    NEIGHBOURHOOD,
    NO_ENERGY,
    Energy,
    measured_interval,
    split,
)
from services.energy.domain.books.readings import NewestReading, Reading
from services.energy.domain.quantities import epoch_ms, instant

QUARTER_MS: Final = 900_000
PAST_AFTER_MS: Final = 3_600_000
"""A quarter-hour that began so long ago is past: what is computed of it may have been kept."""
_BY_DEVICE_AND_TIME: Final = attrgetter("device_id", "measured_at")


class Quarter(NamedTuple):
    """A facility's quarter-hour, by its start in milliseconds since 1970."""

    facility_id: UUID
    start_ms: int


class BooksChange(NamedTuple):
    """What a batch does to the books: amounts to add, and newest readings to put in place."""

    energy: Mapping[Quarter, Energy]
    newest: Sequence[NewestReading]
    restated: Collection["FacilityDay"] = ()
    """Days of which something was told before already; see restated_days, past_days."""


class FacilityDay(NamedTuple):
    """A day (UTC) of a facility."""

    facility_id: UUID
    day: date


def late_ones(new: Iterable[Reading], newest: Mapping[str, NewestReading]) -> list[Reading]:
    """Readings that are not newer than the device's newest: their neighbours must be looked up."""
    return [
        reading
        for reading in new
        if (known := newest.get(reading.device_id)) is not None
        and reading.measured_at <= known.reading.measured_at
    ]


def books_change(
    new: Sequence[Reading],
    newest: Mapping[str, NewestReading],
    neighbours: Collection[Reading] = (),
) -> BooksChange:
    """What storing `new` changes.

    `new`: readings that were not in the books, without repeats. `newest`: each device's newest
    before them. `neighbours`: for each late one its next readings on both sides within
    NEIGHBOURHOOD, whether old or new.
    """
    energy: dict[Quarter, Energy] = {}
    now_newest: list[NewestReading] = []
    for chain in _chains(new, newest, neighbours):
        for sign, previous, reading in _changed_pairs(chain):
            add_pair(energy, sign, previous, reading)
        changed = _newest_of(chain)
        if changed is not None:
            now_newest.append(changed)
    if neighbours:  # else nothing was taken away, so nothing can have come to nothing
        energy = {q: e for q, e in energy.items() if e != NO_ENERGY}
    return BooksChange(energy, now_newest)


def placing_change(
    placed: Sequence[Reading],
    newest: Mapping[str, NewestReading],
    neighbours: Collection[Reading],
) -> BooksChange:
    """What it changes that these stored readings, until now of no facility, have their place.

    Their pairs are there already and were worth nothing, so nothing is taken away. `newest`,
    `neighbours`: as in books_change.
    """
    energy: dict[Quarter, Energy] = {}
    for chain in _chains(placed, newest, neighbours):
        for sign, previous, reading in _changed_pairs(chain):
            if sign > 0:
                add_pair(energy, sign, previous, reading)
    now_newest = [
        NewestReading(reading, known.interval_ms)
        for reading in placed
        if (known := newest[reading.device_id]).reading.measured_at == reading.measured_at
    ]
    return BooksChange(energy, now_newest)


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


def past_days(quarters: Iterable[Quarter], now: datetime) -> set[FacilityDay]:
    """The days of those quarter-hours that began more than PAST_AFTER_MS ago."""
    past_before_ms = epoch_ms(now) - PAST_AFTER_MS
    return {
        FacilityDay(quarter.facility_id, instant(quarter.start_ms).date())
        for quarter in quarters
        if quarter.start_ms < past_before_ms  # hardly ever
    }


def _chains(
    new: Sequence[Reading], newest: Mapping[str, NewestReading], neighbours: Collection[Reading]
) -> Iterator[list[tuple[Reading, bool]]]:
    """Per device its new readings (True) among the old ones around them, in order of time."""
    ordered = sorted(new, key=_BY_DEVICE_AND_TIME)
    old: dict[str, dict[datetime, Reading]] = {}
    for reading in neighbours:
        old.setdefault(reading.device_id, {})[reading.measured_at] = reading
    for device_id, group in groupby(ordered, key=attrgetter("device_id")):
        chain = [(reading, True) for reading in group]
        known = newest.get(device_id)
        if known is not None:
            around = old.get(device_id)
            if around is None and known.reading.measured_at < chain[0][0].measured_at:
                chain.insert(0, (known.reading, False))  # as almost always: all are newer
            else:
                _insert_old(chain, {**(around or {}), known.reading.measured_at: known.reading})
        yield chain


def _insert_old(chain: list[tuple[Reading, bool]], old: Mapping[datetime, Reading]) -> None:
    new_times = {reading.measured_at for reading, _ in chain}
    chain += [(r, False) for moment, r in old.items() if moment not in new_times]
    chain.sort(key=lambda link: link[0].measured_at)


def _changed_pairs(chain: list[tuple[Reading, bool]]) -> Iterator[tuple[int, Reading, Reading]]:
    """Pairs of neighbours that are there now (+1) and those that are no longer (-1)."""
    before, before_is_new = chain[0]
    last_old = None if before_is_new else before
    for reading, is_new in chain[1:]:
        if is_new or before_is_new:
            yield 1, before, reading
        if not is_new:
            if before_is_new and last_old is not None:
                yield -1, last_old, reading
            last_old = reading
        before, before_is_new = reading, is_new


def add_pair(energy: dict[Quarter, Energy], sign: int, previous: Reading, reading: Reading) -> None:
    """Add (1) or take away (-1) the energy between two neighbouring readings of a device."""
    interval = measured_interval(previous, reading)
    if interval is None or reading.facility_id is None:
        return
    for start_ms, piece in split(interval, QUARTER_MS):
        quarter = Quarter(reading.facility_id, start_ms)
        change = piece if sign > 0 else piece.negated()
        so_far = energy.get(quarter)
        energy[quarter] = change if so_far is None else so_far.plus(change)


def _newest_of(chain: list[tuple[Reading, bool]]) -> NewestReading | None:
    """The device's newest reading when it, or the one before it, is new."""
    last, last_is_new = chain[-1]
    if len(chain) == 1:
        return NewestReading(last, None)
    before, before_is_new = chain[-2]
    if not (last_is_new or before_is_new):
        return None
    interval_ms = epoch_ms(last.measured_at) - epoch_ms(before.measured_at)
    if interval_ms <= MAXIMUM_INTERVAL_MS:
        return NewestReading(last, interval_ms)
    # Over a gap the chain shows no old reading's neighbours: the newest's own are unchanged.
    return NewestReading(last, None) if last_is_new else None
