"""Times as people and programs write them."""

from datetime import UTC, date, datetime

import pytest

from services.energy.domain.curves.local_time import date_of, is_range, quarters_of_day, time_of
from services.energy.tests.unit.curves.files import AUTUMN, ROME, SPRING, SUMMER, quarters

AT = datetime(2026, 3, 1, 0, 15)  # noqa: DTZ001  # on a clock that nobody has named


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01T00:15:00",
        "2026-03-01 00:15",
        "20260301 00:15",
        "01/03/2026 00:15:00",
        "1/3/2026 0:15",
        "01-03-2026 00:15",
        "1.3.2026 00.15",
        "01/03/2026 00:15-00:30",
        "01/03/2026 00:15 - 00:30",
        "01/03/2026 00:15:00-00:30:00",
    ],
)
def test_a_time_without_an_offset(text: str) -> None:
    assert time_of(text) == AT


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01T00:15:00Z",
        "2026-03-01T00:15Z",
        "2026-03-01T01:15:00.000+01:00",
        "2026-03-01 02:15+0200",
        "2026-02-28T19:15:00-05:00",
    ],
)
def test_a_time_with_an_offset(text: str) -> None:
    assert time_of(text) == AT.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-03-01",
        "01/03-2026 00:15",
        "32/01/2026 00:15",
        "01/03/2026 24:15",
        "00:15",
        "9" * 99,
        "01/03/2026 00:60",
        "01/03/2026 00:15 x",
        "2026-03-01T00:15:00+99:00",
        "1899-12-31 00:00",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert time_of(text) is None


def test_midnight_may_be_the_end_of_the_day_before() -> None:
    assert time_of("28/02/2026 24:00") == AT.replace(minute=0)


def test_ranges_are_told_from_offsets() -> None:
    assert is_range("01/03/2026 00:00-00:15")
    assert is_range("00:00 - 00:15")
    assert not is_range("2026-03-01T00:00:00-05:00")
    assert not is_range("01/03/2026 00:15")


@pytest.mark.parametrize("text", ["2026-03-01", "20260301", "01/03/2026", "1.3.2026"])
def test_a_day(text: str) -> None:
    assert date_of(text) == date(2026, 3, 1)


@pytest.mark.parametrize(("day", "count"), [(SUMMER, 96), (SPRING, 92), (AUTUMN, 100)])
def test_quarter_hours_of_a_day(day: date, count: int) -> None:
    found = quarters_of_day(day)

    assert len(found) == count
    assert [start_ms for start_ms, _ in found] == [q.timestamp() * 1000 for q in quarters(day)]
    assert [clock for _, clock in found] == [q.astimezone(ROME).time() for q in quarters(day)]
