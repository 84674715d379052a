"""Readings as columns say what the same readings say one by one, to the last digit."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.chassis.errors import InvalidInputError
from libs.contracts.codec import MalformedEventError, encode
from libs.contracts.v1.reading import (
    MAX_TOGETHER,
    ReadingReceived,
    ReadingsReceived,
    decode_readings,
)
from services.energy.domain.books.intervals import Pieces, summed
from services.energy.domain.books.placing import UnplacedReading, arrived
from services.energy.domain.books.quarter_hours import books_change, late_ones
from services.energy.domain.books.reading_columns import NewestColumns, ReadingColumns
from services.energy.domain.books.readings import NewestReading, Reading
from services.energy.domain.calendar import EARLIEST, LATEST
from services.energy.domain.quantities import (
    all_epoch_us,
    all_microjoules,
    all_milliwatts,
    instant_of_us,
    microjoules,
    milliwatts,
)
from services.energy.inbound.events.arrivals import arrivals_of, reading_in
from services.energy.tests.samples import HOME, ROOF, at, reading
from services.energy.tests.strategies import reading_sets
from services.energy.tests.unit.books.per_reading import change_of

MOMENTS = st.datetimes(
    EARLIEST.replace(tzinfo=None), LATEST.replace(tzinfo=None), timezones=st.just(UTC)
)


@given(st.lists(MOMENTS))
def test_instants_are_exact_to_the_microsecond(moments: list[datetime]) -> None:
    assert [instant_of_us(us) for us in all_epoch_us(moments).tolist()] == moments


@pytest.mark.parametrize("microsecond", [0, 1, 499_999, 500_000, 999_998, 999_999])
@pytest.mark.parametrize("year", [2000, 2026, 2041, 2099])
def test_no_microsecond_is_lost_at_the_end_of_a_year(year: int, microsecond: int) -> None:
    moment = datetime(year, 12, 31, 23, 59, 59, microsecond, tzinfo=UTC)

    assert [instant_of_us(us) for us in all_epoch_us([moment]).tolist()] == [moment]


@given(st.lists(st.floats(-1e7, 1e7)), st.lists(st.floats(0, 2.5e9)))
def test_units_are_rounded_as_one_by_one(powers_w: list[float], registers_wh: list[float]) -> None:
    assert all_milliwatts(powers_w).tolist() == [milliwatts(value) for value in powers_w]
    assert all_microjoules(registers_wh).tolist() == [microjoules(value) for value in registers_wh]


@given(reading_sets(), reading_sets())
def test_readings_come_back_as_they_were(one: list[Reading], other: list[Reading]) -> None:
    columns = ReadingColumns.of(one).joined(ReadingColumns.of(other))
    order = np.arange(len(columns))[::-1]

    assert list(columns) == [*one, *other]
    assert list(columns.take(order)) == [*one, *other][::-1]
    assert columns.days() == sorted({item.measured_at.date() for item in [*one, *other]})


@given(st.lists(st.sampled_from([reading(s, w) for s in (0, 60) for w in (1, 2)]), max_size=9))
def test_of_repeats_the_first_counts(readings: list[Reading]) -> None:
    first = {item.measured_at: item for item in reversed(readings)}

    distinct = list(ReadingColumns.of(readings).without_repeats())

    assert distinct == [first[moment] for moment in sorted(first)]


@given(data=st.data(), readings=reading_sets())
def test_any_batch_changes_what_it_changes_pair_by_pair(
    data: st.DataObject, readings: list[Reading]
) -> None:
    """Old readings and new ones among them: energies, newest readings and late ones."""
    is_new = data.draw(
        st.lists(st.booleans(), min_size=len(readings), max_size=len(readings)), label="is new"
    )
    new = [item for item, chosen in zip(readings, is_new, strict=True) if chosen]
    old = [item for item, chosen in zip(readings, is_new, strict=True) if not chosen]
    newest = {item.device_id: NewestReading(item, None) for item in old}  # the last one of each
    late = [
        item
        for item in new
        if item.device_id in newest
        and item.measured_at <= newest[item.device_id].reading.measured_at
    ]
    neighbours = [found for item in late for found in _around(item, readings)]

    columns, known = ReadingColumns.of(new), NewestColumns.of(list(newest.values()))
    change = books_change(columns, known, neighbours)

    energy, now_newest = change_of(new, newest, neighbours)
    assert change.energy.quarters() == energy
    assert list(change.energy.quarters()) == sorted(energy, key=lambda q: (q[0].int, q[1]))
    assert list(change.newest) == now_newest
    assert list(columns.take(late_ones(columns, known))) == late


@pytest.mark.parametrize("beyond_uj", [0, 1])
def test_a_register_is_believed_up_to_the_highest_power(beyond_uj: int) -> None:
    pair = [
        Reading("meter-1", at(0), HOME, 0, at(1), None, 0, None),
        Reading("meter-1", at(1), HOME, 1, at(2), None, 10**10 * 1_000 + beyond_uj, None),
    ]

    change = books_change(ReadingColumns.of(pair), NewestColumns.of([]))

    energy, _ = change_of(pair, {}, ())
    assert change.energy.quarters() == energy


def _around(late: Reading, readings: Sequence[Reading]) -> list[Reading]:
    near = [
        item
        for item in readings
        if item.device_id == late.device_id
        and abs(item.measured_at - late.measured_at) <= timedelta(milliseconds=3_600_001)
    ]
    before = [item for item in near if item.measured_at < late.measured_at]
    after = [item for item in near if item.measured_at > late.measured_at]
    return [*before[-1:], *after[:1]]


def test_a_sum_that_64_bits_do_not_hold_is_an_error() -> None:
    uj = np.full(3, 2**61)
    zeros = np.zeros(3, dtype=np.int64)

    with pytest.raises(OverflowError):
        summed(Pieces(zeros, zeros, uj, uj, zeros), zeros)


def _events() -> st.SearchStrategy[ReadingReceived]:
    """Ordinary ones, and everything that is not."""
    zones = [UTC, timezone(timedelta(hours=2)), timezone(timedelta(hours=-23))]
    moments = st.one_of(
        st.sampled_from([at(0), at(60), EARLIEST, LATEST, LATEST - timedelta(microseconds=1)]),
        st.datetimes(timezones=st.sampled_from([*zones, None])),
    )
    registers = st.none() | st.floats(allow_nan=False, allow_infinity=False)
    return st.builds(
        ReadingReceived,
        device_id=st.sampled_from(["meter-1", "meter-2", "", "no id", "x" * 64, "x" * 65]),
        measured_at=moments,
        received_at=moments,
        power_w=st.sampled_from([0.0005, 1e7, -1e7, 1e7 + 2e-9, 1e300]) | st.floats(-1e4, 1e4),
        facility_id=st.sampled_from([HOME, ROOF, None]),
        community_id=st.sampled_from([None, UUID(int=7)]),
        sequence=st.none() | st.sampled_from([0, -1, 2**63 - 1, 2**63]),
        import_wh=st.sampled_from([0.0, 2.5e9]) | registers,
        export_wh=registers,
        revision=st.sampled_from([0, 0, 0, 1, 1_000, 1_001, -1]),
    )


_EARLIEST_US, _NEAR_US, _LATEST_US = all_epoch_us([EARLIEST, at(5), LATEST]).tolist()


def _several() -> st.SearchStrategy[ReadingsReceived]:
    """Ordinary ones, columns that do not fit together, and values out of range."""
    count = st.shared(st.integers(1, 4), key="count")

    def column(values: st.SearchStrategy[Any], *, may_be_empty: bool) -> st.SearchStrategy[Any]:
        full = count.flatmap(lambda size: st.lists(values, min_size=size, max_size=size))
        return full | st.just([]) if may_be_empty else full

    registers = st.none() | st.sampled_from([0.0, 7.5, -1.0, 1e300])
    return st.builds(
        ReadingsReceived,
        device_id=st.sampled_from(["meter-1", "meter-2", "no id"]),
        received_at=st.sampled_from([at(0), LATEST]),
        facility_id=st.sampled_from([HOME, HOME, ROOF, None]),
        community_id=st.sampled_from([None, UUID(int=7)]),
        measured_at_us=column(
            st.integers(_EARLIEST_US, _LATEST_US)
            | st.sampled_from([_NEAR_US, _EARLIEST_US - 1, _LATEST_US, 2**63 - 1]),
            may_be_empty=False,
        ),
        power_w=column(st.sampled_from([0.0, -7.25, 1e300]), may_be_empty=True),
        sequence=column(st.none() | st.sampled_from([0, 9, -1]), may_be_empty=True),
        import_wh=column(registers, may_be_empty=True),
        export_wh=column(registers, may_be_empty=True),
        revision=column(st.sampled_from([0, 0, 1, -1]), may_be_empty=True),
    )


@given(
    events=st.lists(st.one_of(_events(), _several()), max_size=8),
    spelled=st.sampled_from(["", "-", "{}"]),
    at_least=st.integers(1, 20),
)
def test_a_batch_is_read_as_its_readings_are_one_by_one(
    events: list[ReadingReceived | ReadingsReceived], spelled: str, at_least: int
) -> None:
    home = {"": HOME.hex.upper(), "-": str(HOME).upper(), "{}": f"{{{HOME}}}"}[spelled].encode()
    payloads = [encode(event).replace(str(HOME).encode(), home, 1) for event in events]
    first_said: list[Reading | UnplacedReading] = []
    places, corrected, rejected = [], [], []
    for index, payload in enumerate(payloads):
        try:
            said = decode_readings(payload)
        except MalformedEventError:
            rejected.append((index, "malformed"))
            continue
        for event in said:
            try:
                item = reading_in(event)
            except MalformedEventError:
                rejected.append((index, "malformed"))
            except InvalidInputError as error:
                rejected.append((index, error.code))
            else:
                if event.revision:
                    corrected.append((index, item, event.revision))
                else:
                    first_said.append(item)
                    places.append(index)

    parts = list(arrivals_of(enumerate(payloads), at_least))

    assert [item for part in parts for item in part.first_said.readings] == list(
        arrived(first_said).readings
    )
    assert [item for part in parts for item in part.first_said.said] == list(
        arrived(first_said).said
    )
    assert [place for part in parts for place in part.places] == places
    assert [(i, *correction) for part in parts for i, correction in part.corrections] == corrected
    assert [(r.index, r.reason) for part in parts for r in part.rejections] == rejected
    sizes = [len(part.first_said.readings) for part in parts]
    assert all(size < at_least + MAX_TOGETHER for size in sizes)


def test_an_id_that_only_others_would_read_is_malformed() -> None:
    event = ReadingReceived(
        device_id="meter-1", measured_at=at(0), received_at=at(1), power_w=1, facility_id=HOME
    )
    strange = msgspec.json.decode(encode(event)) | {"community_id": "none"}

    (found,) = arrivals_of(enumerate([encode(event), msgspec.json.encode(strange)]), 100)

    assert [(r.index, r.reason) for r in found.rejections] == [(1, "malformed")]
