"""Any valid file means what it says, whatever its form; the days of the clock change included."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.energy.domain.curves.errors import TooManyRowsError, UnknownFormatError
from services.energy.domain.curves.faults import Fault
from services.energy.domain.curves.mapping import (
    AskedMapping,
    Direction,
    Layout,
    Stamp,
    Unit,
)
from services.energy.domain.curves.read_curve import read_curve
from services.energy.tests.unit.curves.files import (
    AUTUMN,
    PER_UNIT,
    ROME,
    SPRING,
    SUMMER,
    Form,
    Values,
    clock_days_file,
    days_file,
    official,
    quarters,
    rows_file,
    whole_day,
)

LATER = datetime(2027, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
CONSUMED, PRODUCED = Direction.CONSUMED, Direction.PRODUCED
OFFSET = "%Y-%m-%dT%H:%M:%S%z"
FORMS = st.builds(
    Form,
    separator=st.sampled_from([";", "\t", ","]),
    comma=st.booleans(),
    unit=st.sampled_from(list(Unit)),
    at_end=st.booleans(),
    time=st.sampled_from(["%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M:%S", OFFSET, "%d.%m.%Y %H.%M"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "latin-1"]),
    newline=st.sampled_from(["\n", "\r\n"]),
)


def amounts(random: Random, *, known: bool) -> tuple[int | None, int | None]:
    """Tenths of watt-hours, nothing and nothing known among them."""
    one, other = (random.choice((0, random.randrange(1, 10**7))) * 360_000_000 for _ in range(2))
    unknown = not known and random.random() < 0.2
    return (None, None) if unknown else (one, other if known or random.random() < 0.8 else None)


@st.composite
def curves(draw: st.DrawFn) -> Values:
    """A day, or two that follow one another, some of their quarter-hours unknown."""
    first = draw(st.sampled_from([SUMMER, SPRING, AUTUMN]))
    random = Random(draw(st.integers(0, 2**32)))
    starts = [q for i in range(draw(st.integers(1, 2))) for q in quarters(first + i * DAY)]
    return {start: amounts(random, known=False) for start in starts}


def asked(form: Form) -> AskedMapping:
    return AskedMapping(stamp=Stamp.END if form.at_end else Stamp.START)


@settings(deadline=None, max_examples=40)
@given(curves(), FORMS, st.booleans())
def test_any_file_of_quarter_hours_comes_back(values: Values, form: Form, reverse: bool) -> None:
    written = dict(reversed(list(values.items()))) if reverse else values

    curve = read_curve(rows_file(written, form), asked(form), until=LATER)

    assert curve.errors.shown == []
    assert curve.values == official(values)
    assert (curve.mapping.unit, curve.mapping.layout) == (form.unit, Layout.QUARTER_ROWS)
    assert list(curve.values) == sorted(curve.values)
    assert curve.directions == {CONSUMED, PRODUCED}


@st.composite
def known_days(draw: st.DrawFn) -> Values:
    """Days that follow one another, each known whole; the first or last may be a change."""
    first = draw(st.sampled_from([SUMMER, SPRING, AUTUMN, SPRING - DAY, AUTUMN - DAY]))
    random = Random(draw(st.integers(0, 2**32)))
    starts = [start for i in range(2) for start in quarters(first + i * DAY)]
    return {start: amounts(random, known=True) for start in starts}


def of(values: Values, direction: Direction) -> Values:
    """The one direction."""
    return {
        start: (pair[0], None) if direction is CONSUMED else (None, pair[1])
        for start, pair in values.items()
    }


@settings(deadline=None, max_examples=25)
@given(known_days(), FORMS, st.sampled_from(list(Direction)))
def test_the_layouts_agree(values: Values, form: Form, direction: Direction) -> None:
    has_autumn = len(values) > 192
    produced = direction is PRODUCED
    files = [days_file(values, form, produced=produced, columns=100)]
    if not has_autumn:
        files.append(days_file(values, form, produced=produced))
        files += [
            clock_days_file(values, form, produced=produced, left_out=left) for left in ("", "0")
        ]

    for data in files:
        curve = read_curve(data, AskedMapping(direction=direction, unit=form.unit), until=LATER)
        assert curve.errors.shown == []
        assert curve.values == official(of(values, direction))
        assert curve.mapping.layout is Layout.DAY_ROWS


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_a_row_may_be_as_long_as_its_day(day: date) -> None:
    """92 or 100 values below a header of 96."""
    data = days_file(whole_day(day), Form(), produced=False, columns=96)

    curve = read_curve(data, AskedMapping(direction=CONSUMED), until=LATER)

    assert curve.values == official(of(whole_day(day), CONSUMED))


def test_a_day_with_one_of_two_hours_is_an_error() -> None:
    data = clock_days_file(whole_day(AUTUMN), Form(), produced=False)

    curve = read_curve(data, AskedMapping(direction=CONSUMED), until=LATER)

    assert [(e.line, e.fault) for e in curve.errors.shown] == [(2, Fault.DAY_LENGTH)]


def test_numbered_columns_are_quarter_hours_in_order() -> None:
    header = ";".join(["data", *(str(i) for i in range(1, 97))])
    data = f"{header}\n21/06/2026;{';'.join(['0,1'] * 95)};0,2\n".encode()

    curve = read_curve(data, AskedMapping(direction=PRODUCED), until=LATER)

    assert list(curve.values.values())[-1].export_uj == 720_000_000_000
    assert (len(curve.values), curve.mapping.assumed) == (96, ("unit",))


@pytest.mark.parametrize("stamp", list(Stamp))
def test_the_hour_that_is_twice_is_told_by_order_or_not_at_all(stamp: Stamp) -> None:
    form = Form(at_end=stamp is Stamp.END)
    values = whole_day(AUTUMN)
    once = {
        start: pair
        for start, pair in values.items()
        if start.astimezone(ROME).fold == 0  # what a program that drops the second hour writes
    }

    both = read_curve(rows_file(values, form), AskedMapping(stamp=stamp), until=LATER)
    one = read_curve(rows_file(once, form), AskedMapping(stamp=stamp), until=LATER)

    assert both.values == official(values)
    faults = {error.fault for error in one.errors.shown}
    assert faults == {Fault.TIME_AMBIGUOUS}


def test_ends_that_are_fifteen_minutes_after_the_start_are_understood_too() -> None:
    """02:45 to "03:00" in the first of the two hours; "02:00" after 01:45 in spring."""
    for day in (SPRING, AUTUMN):
        lines = ["fine;prelievo kWh"]
        for i, start in enumerate(quarters(day), 1):
            nominal = start.astimezone(ROME).replace(tzinfo=None) + timedelta(minutes=15)
            lines.append(f"{nominal:%d/%m/%Y %H:%M};{i}")
        curve = read_curve("\n".join(lines).encode(), AskedMapping(), until=LATER)
        assert curve.errors.shown == []
        assert [e.import_uj for e in curve.values.values()] == [
            i * 3_600_000_000_000 for i in range(1, len(quarters(day)) + 1)
        ]
        assert {b - a for a, b in pairwise(curve.values)} == {900_000}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("yesterday;1", Fault.TIME_UNREADABLE),
        ("31/02/2026 00:00;1", Fault.TIME_UNREADABLE),
        ("01/03/2026 00:07;1", Fault.TIME_OFF_QUARTER),
        ("29/03/2026 02:15;1", Fault.TIME_MISSING_IN_SPRING),
        ("25/10/2026 02:15;1", Fault.TIME_AMBIGUOUS),
        ("01/01/1999 00:00;1", Fault.TIME_OUT_OF_RANGE),
        ("01/01/2027 01:00;1", Fault.TIME_OUT_OF_RANGE),
        ("0001-01-01T00:00:00+01:00;1", Fault.TIME_UNREADABLE),
        ("01/03/2026 00:00", Fault.COLUMNS_MISSING),
        ("01/03/2026 00:15;1.234,5", Fault.VALUE_UNREADABLE),
        ("01/03/2026 00:15;1,2,3", Fault.VALUE_UNREADABLE),
        ("01/03/2026 00:15;much", Fault.VALUE_UNREADABLE),
        ("01/03/2026 00:15;-1", Fault.VALUE_NEGATIVE),
        ("01/03/2026 00:15;999999999", Fault.VALUE_TOO_LARGE),
        ("01/03/2026 00:00;2,0", Fault.DUPLICATE_DIFFERS),
    ],
)
def test_a_wrong_line_is_named(row: str, fault: Fault) -> None:
    text = f"inizio;prelievo kWh\n01/03/2026 00:00;1,0\n{row}\n"

    curve = read_curve(text.encode(), AskedMapping(), until=LATER)

    assert [(e.line, e.fault) for e in curve.errors.shown] == [(3, fault)]
    assert curve.errors.count == 1
    assert len(curve.values) == 1


def test_the_same_said_twice_is_no_error() -> None:
    text = "inizio;prelievo kWh\n01/03/2026 00:00;1,0\n01/03/2026 00:00;1,00\n"

    curve = read_curve(text.encode(), AskedMapping(), until=LATER)

    assert (len(curve.values), curve.duplicate_count, curve.errors.count) == (1, 1, 0)


def test_a_file_has_a_limit_in_rows_and_in_time() -> None:
    row = "01/03/2026 00:00;1\n"
    for text in (row * 40_001, "01/01/2001 00:00;1\n" + row):
        with pytest.raises(TooManyRowsError):
            read_curve(f"inizio;prelievo kWh\n{text}".encode(), AskedMapping(), until=LATER)


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)), st.booleans())
def test_whatever_is_sent_is_read_or_refused(data: bytes, has_header: bool) -> None:
    header = b"inizio;prelievo kWh\n" if has_header else b""
    try:
        curve = read_curve(header + data, AskedMapping(), until=LATER)
    except (UnknownFormatError, TooManyRowsError):
        return
    assert all(start_ms % 900_000 == 0 for start_ms in curve.values)


def test_units_are_exact() -> None:
    assert {unit: unit.microjoules for unit in Unit} == PER_UNIT
