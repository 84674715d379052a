"""What a file tells of itself is found out and reported; the rest is asked for."""

from datetime import UTC, datetime, timedelta

import pytest

from services.energy.domain.curves.errors import UnknownFormatError
from services.energy.domain.curves.mapping import (
    AskedMapping,
    ClockZone,
    DecimalMark,
    Direction,
    Encoding,
    Separator,
    Stamp,
    Unit,
)
from services.energy.domain.curves.read_curve import read_curve
from services.energy.tests.unit.curves.files import SUMMER, Form, official, rows_file, whole_day

LATER = datetime(2027, 1, 1, tzinfo=UTC)


def test_what_the_file_tells_is_found_out_and_reported() -> None:
    """A portal's preamble, Latin-1, a date and a range, kW, rows from the newest on."""
    text = (
        "POD;IT001E12345678\nCittà;Cunéo\n\n"
        "Giorno;Ora;Potenza attiva immessa (kW)\n"
        "01/03/2026;00:15-00:30;1,5\n01/03/2026;00:00-00:15;0,5\n"
    )

    curve = read_curve(text.encode("latin-1"), AskedMapping(), until=LATER)

    mapping = curve.mapping
    assert [energy.export_uj for energy in curve.values.values()] == [450 * 10**9, 1350 * 10**9]
    assert (mapping.encoding, mapping.separator) == (Encoding.LATIN_1, Separator.SEMICOLON)
    assert (mapping.decimal_mark, mapping.unit) == (DecimalMark.COMMA, Unit.KILOWATTS)
    assert (mapping.time_column, mapping.clock_column) == ("Giorno", "Ora")
    assert (mapping.header_line, mapping.stamp) == (4, Stamp.START)
    assert mapping.assumed == ("zone",)
    assert curve.directions == {Direction.PRODUCED}


@pytest.mark.parametrize("stamp", list(Stamp))
def test_which_end_a_time_names_is_seen_from_whole_days(stamp: Stamp) -> None:
    data = rows_file(whole_day(SUMMER), Form(at_end=stamp is Stamp.END))

    curve = read_curve(data, AskedMapping(), until=LATER)

    assert curve.values == official(whole_day(SUMMER))
    assert (curve.mapping.stamp, curve.mapping.assumed) == (stamp, ("zone",))


def test_stated_columns_and_zone_count() -> None:
    text = "when,x,y,z\n2026-06-21 00:00,1,2,3\n2026-06-21 00:15,4,5,6\n"
    stated = AskedMapping(
        time_column="when",
        consumed_column="z",
        produced_column="x",
        unit=Unit.WATT_HOURS,
        zone=ClockZone.UTC,
        stamp=Stamp.END,
    )

    curve = read_curve(text.encode(), stated, until=LATER)

    start = datetime(2026, 6, 20, 23, 45, tzinfo=UTC)
    wh = 3_600_000_000
    assert curve.values == official(
        {start: (3 * wh, wh), start + timedelta(minutes=15): (6 * wh, 4 * wh)}
    )


@pytest.mark.parametrize(
    ("text", "parameter"),
    [
        ("", "separator"),
        ("just one column\n1\n2\n", "separator"),
        ("data;energia\n01/03/2026 00:00;1\n", "direction"),
        ("data;prelievo\n01/03/2026 00:00;1\n", "unit"),
        ("data;prelievo kWh;prelievo bis kWh\n01/03/2026 00:00;1;2\n", "consumedColumn"),
        ("data;prelievo kWh;immissione Wh\n01/03/2026 00:00;1;2\n", "consumedColumn"),
        ("sole;prelievo kWh\n01/03/2026 00:00;1\n", "timeColumn"),
        ("a\0b;c\n", "encoding"),
    ],
)
def test_what_cannot_be_found_out_is_asked_for(text: str, parameter: str) -> None:
    with pytest.raises(UnknownFormatError) as refused:
        read_curve(text.encode(), AskedMapping(), until=LATER)

    assert [error.field for error in refused.value.fields] == [parameter]
