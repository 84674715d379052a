"""Files of prices as the market writes them, and as others do."""

import contextlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.tariffs.errors import PricesNotUsableError
from services.energy.domain.tariffs.prices import HOUR, QUARTER, Zone, hours_of
from services.energy.inbound.files.price_csv import PriceColumns, price_rows
from services.energy.tests.unit.tariffs.plants import eur

NEW_YEAR = datetime(2025, 12, 31, 23, tzinfo=UTC)
"""The first hour of 2026 in Rome."""

MARKET = """\
Data/Date (YYYYMMDD);Ora /Hour;PUN;NORD;CNOR
20260101;1;100,5;101,25;99
20260101;2;100;-0,5;98,123456789
"""


def read(
    text: str, interval: timedelta = HOUR, zone: Zone = Zone.NORD, **columns: str
) -> dict[datetime, int]:
    rows = price_rows(text.encode(), PriceColumns(**columns), zone, interval)
    return {row.start.astimezone(UTC): row.price_ueur_mwh for row in rows}


def test_the_markets_file_has_a_column_a_zone() -> None:
    assert read(MARKET) == {NEW_YEAR: eur(101.25), NEW_YEAR + HOUR: eur(-0.5)}
    assert read(MARKET, zone=Zone.CNOR)[NEW_YEAR + HOUR] == 98_123_457
    assert read(MARKET, price="pun")[NEW_YEAR] == eur(100.5)


def test_times_with_a_zone_are_instants() -> None:
    text = 'time,price\n2026-01-01T00:00:00+01:00,"1,5"\n\n2026-01-01T00:00:00Z,2.5\n'
    assert read(text) == {NEW_YEAR: eur(1.5), NEW_YEAR + HOUR: eur(2.5)}


def test_other_names_other_dates_other_separators() -> None:
    text = "\ufeffgiorno\tn\tvalore\n01/01/2026\t01\t7\n2026-01-01\t2\t8\n"
    found = read(text, date="Giorno", hour="n", price="valore")
    assert found == {NEW_YEAR: eur(7), NEW_YEAR + HOUR: eur(8)}


def test_the_day_of_25_hours() -> None:
    rows = "".join(f"20261025;{hour};{hour}\n" for hour in range(1, 26))
    found = read(f"Data;Ora;Prezzo\n{rows}")
    start = datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert found == {start + i * HOUR: eur(i + 1) for i in range(25)}


def test_quarter_hours_by_hour_and_quarter_or_by_period() -> None:
    by_quarter = "Data;Ora;Quarto;NORD\n" + "".join(f"20260101;2;{q};{q}\n" for q in (1, 2, 3, 4))
    by_period = "Data;Periodo;NORD\n" + "".join(f"20260101;{p};{p - 4}\n" for p in (5, 6, 7, 8))
    expected = {NEW_YEAR + HOUR + i * QUARTER: eur(i + 1) for i in range(4)}
    assert read(by_quarter, QUARTER) == expected
    assert read(by_period, QUARTER) == expected

    rows = price_rows(by_period.encode(), PriceColumns(), Zone.NORD, QUARTER)
    assert hours_of(rows, QUARTER) == {NEW_YEAR + HOUR: eur(2.5)}


def test_a_day_of_100_periods_is_whole() -> None:
    rows = "".join(f"20261025;{period};1\n" for period in range(1, 101))
    found = read(f"date;period;price\n{rows}", QUARTER)
    assert len(found) == 100
    assert max(found) == datetime(2026, 10, 25, 22, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("20260101;1;1.000,5", "price_malformed"),
        ("20260101;1;", "price_malformed"),
        ("20260101;1;nan", "price_malformed"),
        ("20260101;1;1e3", "price_malformed"),
        ("20260101;1", "cell_missing"),
        ("20260101;25;1", "hour_out_of_range"),
        ("20260101;0;1", "hour_out_of_range"),
        ("20260329;24;1", "hour_out_of_range"),
        ("20260101;one;1", "hour_malformed"),
        ("20260101;\u0661;1", "hour_malformed"),
        ("20260230;1;1", "date_malformed"),
        ("1/13/2026;1;1", "date_malformed"),
        ("21001231;24;1", "date_out_of_range"),
        ("00010101;1;1", "date_malformed"),
    ],
)
def test_a_row_that_does_not_fit_is_told_with_its_line(row: str, code: str) -> None:
    with pytest.raises(PricesNotUsableError) as raised:
        read(f"date;hour;price\n20260101;3;1\n\n{row}\n")
    assert [(field.field, field.code) for field in raised.value.fields] == [("line 4", code)]


@pytest.mark.parametrize(
    ("time", "code"),
    [("2026-01-01T00:00:00", "time_without_zone"), ("yesterday", "time_malformed")],
)
def test_a_time_that_is_none(time: str, code: str) -> None:
    with pytest.raises(PricesNotUsableError) as raised:
        read(f"time;price\n{time};1\n")
    assert [field.code for field in raised.value.fields] == [code]


@pytest.mark.parametrize(
    ("head", "interval", "columns", "field"),
    [
        ("date;hour", HOUR, {}, "priceColumn"),
        ("date;price", HOUR, {}, "timeColumn"),
        ("date;hour;price", QUARTER, {}, "timeColumn"),
        ("date;hour;price", HOUR, {"price": "NORD"}, "priceColumn"),
        ("date;hour;price", HOUR, {"time": "when"}, "timeColumn"),
        ("", HOUR, {}, "priceColumn"),
    ],
)
def test_a_column_that_is_needed_is_named(
    head: str, interval: timedelta, columns: dict[str, Any], field: str
) -> None:
    with pytest.raises(PricesNotUsableError) as raised:
        read(f"{head}\n20260101;1;1\n", interval, **columns)
    assert field in [each.field for each in raised.value.fields]


@pytest.mark.parametrize(
    "content", [b"", b"\n;;\n", b"date\n1\n", b"a;b\0", b"a;" + b"9" * 200_000]
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(PricesNotUsableError):
        price_rows(content, PriceColumns(), Zone.NORD, HOUR)


def test_more_rows_than_a_year_has_are_refused() -> None:
    with pytest.raises(PricesNotUsableError, match="at most 40000 rows"):
        read("date;hour;price\n" + "20260101;1;1\n" * 40_002)


@given(st.text(max_size=200), st.sampled_from([HOUR, QUARTER]))
def test_any_text_is_read_or_refused(text: str, interval: timedelta) -> None:
    for head in ("", "date;hour;quarter;price\n", "time,price\n"):
        with contextlib.suppress(PricesNotUsableError):
            read(head + text, interval)
