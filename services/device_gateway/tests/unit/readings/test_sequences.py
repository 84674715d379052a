"""Sets of sequence numbers, against Python's own sets."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.device_gateway.domain.readings.sequences import NumberSet, Span

_SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 8)).map(lambda s: (s[0], sum(s))), max_size=12
)
_NUMBER = st.integers(0, 70)


def numbers_of(found: NumberSet) -> set[int]:
    return {number for span in found.spans for number in range(span.first, span.last + 1)}


def plain(spans: list[tuple[int, int]]) -> set[int]:
    return {number for first, last in spans for number in range(first, last + 1)}


@given(_SPANS)
def test_spans_are_in_order_and_do_not_touch(spans: list[tuple[int, int]]) -> None:
    made = NumberSet.of(spans)
    assert numbers_of(made) == plain(spans)
    assert made.count == len(plain(spans))
    for before, after in pairwise(made.spans):
        assert before.first <= before.last < after.first - 1
    assert all((number in made) == (number in plain(spans)) for number in range(80))


@given(_SPANS, _SPANS, _SPANS)
def test_union_in_any_order_and_any_number_of_times(
    one: list[tuple[int, int]], two: list[tuple[int, int]], three: list[tuple[int, int]]
) -> None:
    """What replicas write is joined, whichever comes first and however often."""
    a, b, c = NumberSet.of(one), NumberSet.of(two), NumberSet.of(three)
    assert numbers_of(a | b) == plain(one) | plain(two)
    assert a | b == b | a
    assert (a | b) | c == a | (b | c)
    assert a | b | b == a | b


@given(_SPANS, _NUMBER, _NUMBER)
def test_missing_and_within_make_the_whole(
    spans: list[tuple[int, int]], first: int, last: int
) -> None:
    asked = set(range(first, last + 1))
    made = NumberSet.of(spans)
    assert numbers_of(made.within(first, last)) == plain(spans) & asked
    assert numbers_of(made.missing(first, last)) == asked - plain(spans)
    assert made.missing(first, last) == NumberSet.of(made.missing(first, last).spans)


@given(_SPANS, st.integers(1, 5), st.integers(1, 30))
def test_the_lowest_numbers(spans: list[tuple[int, int]], at_most: int, numbers: int) -> None:
    made = NumberSet.of(spans)
    taken = made.lowest(spans=at_most, numbers=numbers)
    assert len(taken.spans) <= at_most
    assert taken.count <= numbers
    assert sorted(numbers_of(made))[: taken.count] == sorted(numbers_of(taken))
    assert taken.count or not made.count


@given(_SPANS, st.integers(2, 20))
def test_series_are_cut_where_many_are_missing(spans: list[tuple[int, int]], jump: int) -> None:
    made = NumberSet.of(spans)
    parts = list(made.series(jump))
    assert [span for part in parts for span in part.spans] == list(made.spans)
    for part in parts:
        assert all(after.first - before.last <= jump for before, after in pairwise(part.spans))
    for lower, upper in pairwise(parts):
        assert upper.spans[0].first - lower.spans[-1].last > jump


def test_the_ends_of_what_is_counted() -> None:
    whole = NumberSet.of([(0, 2**63 - 2)])
    assert whole.missing(0, 2**63 - 2) == NumberSet()
    assert NumberSet.of([(5, 5)]).missing(0, 2**63 - 2).spans == (Span(0, 4), Span(6, 2**63 - 2))
