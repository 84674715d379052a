"""What a file changes, contradicts and leaves out."""

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from services.energy.domain.curves.comparison import (
    conflicts,
    difference,
    gaps,
    implausible,
    period_of_values,
    with_file,
)
from services.energy.domain.curves.mapping import Direction
from services.energy.domain.curves.official_energy import OfficialEnergy, official_sum
from services.energy.domain.quantities import epoch_ms

QUARTER = 900_000
AMOUNTS = st.one_of(st.none(), st.integers(0, 3))
ENERGIES = st.builds(OfficialEnergy, AMOUNTS, AMOUNTS).filter(lambda e: e != (None, None))
VALUES = st.dictionaries(st.integers(0, 12).map(lambda i: i * QUARTER), ENERGIES)
BOTH = list(Direction)


@settings(max_examples=40)
@given(VALUES, VALUES)
def test_a_file_adds_and_replaces_and_takes_nothing_away(
    before: dict[int, OfficialEnergy], file: dict[int, OfficialEnergy]
) -> None:
    change = with_file(before, file)

    after = {**before, **{k: v for k, v in change.values.items() if v is not None}}
    for start_ms in before.keys() | file.keys():
        old, new = before.get(start_ms, (None, None)), file.get(start_ms, (None, None))
        held = after[start_ms]
        assert held == tuple(o if n is None else n for o, n in zip(old, new, strict=True))
    assert all(before.get(start_ms) != energy for start_ms, energy in change.values.items())


@settings(max_examples=40)
@given(VALUES, VALUES)
def test_conflicts_are_values_that_become_others(
    before: dict[int, OfficialEnergy], file: dict[int, OfficialEnergy]
) -> None:
    found = conflicts(before, file)

    expected = [
        (start_ms, direction, before[start_ms][i], file[start_ms][i])
        for start_ms in file
        for i, direction in enumerate(Direction)
        if start_ms in before
        and None not in (before[start_ms][i], file[start_ms][i])
        and before[start_ms][i] != file[start_ms][i]
    ]
    assert [tuple(item) for item in found] == expected


@settings(max_examples=40)
@given(VALUES)
def test_nothing_changes_when_a_file_comes_again(file: dict[int, OfficialEnergy]) -> None:
    assert with_file(file, file).values == {}
    assert conflicts(file, file) == []
    assert difference(file, dict.fromkeys(file)).values == dict.fromkeys(sorted(file))


@settings(max_examples=40)
@given(VALUES.filter(bool), st.sets(st.sampled_from(BOTH), min_size=1))
def test_gaps_and_values_make_up_the_period(
    file: dict[int, OfficialEnergy], directions: set[Direction]
) -> None:
    period = period_of_values(file)
    missing = {
        start_ms
        for gap in gaps(file, directions)
        for start_ms in range(epoch_ms(gap.start), epoch_ms(gap.end), QUARTER)
    }

    whole = range(epoch_ms(period.start), epoch_ms(period.end), QUARTER)
    assert missing == {
        start_ms
        for start_ms in whole
        if any(
            start_ms not in file or file[start_ms][BOTH.index(direction)] is None
            for direction in directions
        )
    }


def test_gaps_are_told_as_stretches() -> None:
    file = {i * QUARTER: OfficialEnergy(1, None) for i in (0, 3, 4, 6)}

    found = gaps(file, [Direction.CONSUMED])

    assert [(epoch_ms(g.start) // QUARTER, epoch_ms(g.end) // QUARTER) for g in found] == [
        (1, 3),
        (5, 6),
    ]


def test_months_are_romes() -> None:
    """22:00 UTC of the last of June is July's first hour in Rome."""
    moments = [
        datetime(2026, 6, 30, 21, 45, tzinfo=UTC),
        datetime(2026, 6, 30, 22, 0, tzinfo=UTC),
        datetime(2025, 12, 31, 23, 0, tzinfo=UTC),
    ]
    change = with_file({}, {epoch_ms(moment): OfficialEnergy(1, None) for moment in moments})

    assert change.months() == [date(2026, 1, 1), date(2026, 6, 1), date(2026, 7, 1)]


def test_a_tenth_above_the_facilitys_power_is_plausible_still() -> None:
    limit = 3_000_000 * QUARTER * 11 // 10
    file = {0: OfficialEnergy(limit, 0), QUARTER: OfficialEnergy(limit + 1, 1)}

    assert [tuple(item) for item in implausible(file, 3_000_000, 0)] == [
        (QUARTER, Direction.CONSUMED, limit + 1, limit),
        (QUARTER, Direction.PRODUCED, 1, 0),
    ]
    assert implausible(file, None, None) == []


def test_a_direction_that_nobody_told_is_unknown_in_sums() -> None:
    quarters = [OfficialEnergy(1, None), OfficialEnergy(2, None), OfficialEnergy(None, None)]
    period = period_of_values({0: quarters[0]})

    assert official_sum(period, quarters)[1:] == ((3, None), 2 * QUARTER, 0)
