"""What is remembered of a device between two writings."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from libs.contracts.mqtt.readings import LARGEST_SEQUENCE
from services.device_gateway.domain.readings.activity import Sighting
from services.device_gateway.domain.readings.sequences import NumberSet
from services.device_gateway.tests.examples import NOW

_SEQUENCES = st.lists(st.integers(0, 100) | st.none(), max_size=60)


def sighting(sequences: list[int | None]) -> Sighting:
    seen = Sighting()
    for number in sequences:
        seen.saw(number, NOW, NOW)
    return seen


def as_set(sequences: list[int | None]) -> NumberSet:
    return NumberSet.of((n, n) for n in sequences if n is not None)


@given(_SEQUENCES, _SEQUENCES)
def test_every_number_is_remembered(first: list[int | None], later: list[int | None]) -> None:
    """In any order, with repetitions, and across a writing that failed."""
    seen = sighting(first)
    assert seen.numbers == as_set(first)
    for number in later:
        seen.saw(number, NOW, NOW)
    assert seen.numbers == as_set(first + later)

    kept = sighting(first)
    kept.and_then(sighting(later))
    assert kept.numbers == as_set(first + later)
    assert kept.latest == seen.latest


@given(st.lists(st.integers(0, LARGEST_SEQUENCE), max_size=400))
def test_a_device_that_counts_wildly_gets_no_more_room(numbers: list[int]) -> None:
    seen = sighting(list(numbers))
    assert len(seen.numbers.spans) <= 128
    assert all(span.last < LARGEST_SEQUENCE for span in seen.numbers.spans)


def test_the_newest_times_count_whatever_comes_last() -> None:
    seen = Sighting()
    late = NOW - timedelta(hours=1)
    seen.saw(2, NOW, NOW)
    seen.saw(1, late, NOW + timedelta(seconds=1))
    assert seen.last_reading_at == NOW
    assert seen.last_received_at == NOW + timedelta(seconds=1)


def test_of_two_statements_the_later_one_counts() -> None:
    seen = Sighting()
    seen.states(5, 9, NOW)
    seen.states(1, 2, NOW - timedelta(seconds=1))
    assert (seen.oldest_held, seen.newest_made) == (5, 9)
    seen.states(None, 12, NOW + timedelta(seconds=1))
    assert (seen.oldest_held, seen.newest_made) == (None, 12)
