"""FR3.3: histories as files."""

import csv
import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pyarrow.parquet as pq
import pytest

from services.energy.inbound.http.history.export_parquet import ParquetExport
from services.energy.inbound.http.history.export_tables import INTERVALS
from services.energy.tests.samples import HOME, at, reading
from services.energy.tests.unit.edge import ALICE, CAROL, COMMUNITY, Edge
from services.energy.usecases.history import export_history

FIRST_HOUR = {"from": "2026-06-21T12:00:00Z", "to": "2026-06-21T13:00:00Z"}
ROME = ZoneInfo("Europe/Rome")


async def half_an_hour(edge: Edge) -> None:
    """1,200.5 W for 20 minutes of the first hour, and a reading three hours later."""
    edge.clock.advance(seconds=5 * 3_600)
    await edge.store([reading(60 * i, 1_200.5, import_wh=i + 0.25) for i in range(21)])
    await edge.store([reading(4 * 3_600, 1)])


async def test_a_csv_has_every_interval_with_what_is_known_of_it(edge: Edge) -> None:
    await half_an_hour(edge)

    answer = await edge.get(f"facility/{HOME}/export", **FIRST_HOUR)

    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="meriggio-facility-{HOME}-2026-06-21-2026-06-21-quarter.csv"'
    )
    lines = answer.text.split("\r\n")
    assert lines[0] == (
        "from_utc,to_utc,from_local,to_local,consumed_Wh,produced_Wh,coverage_s,completeness"
    )
    assert lines[1:] == [
        "2026-06-21T12:00:00Z,2026-06-21T12:15:00Z,2026-06-21T14:00:00+02:00,"
        "2026-06-21T14:15:00+02:00,15,0,900,complete",
        "2026-06-21T12:15:00Z,2026-06-21T12:30:00Z,2026-06-21T14:15:00+02:00,"
        "2026-06-21T14:30:00+02:00,5,0,300,partial",
        "2026-06-21T12:30:00Z,2026-06-21T12:45:00Z,2026-06-21T14:30:00+02:00,"
        "2026-06-21T14:45:00+02:00,,,0,gap",
        "2026-06-21T12:45:00Z,2026-06-21T13:00:00Z,2026-06-21T14:45:00+02:00,"
        "2026-06-21T15:00:00+02:00,,,0,gap",
        "",
    ]


async def test_an_italian_spreadsheet_reads_it(edge: Edge) -> None:
    await half_an_hour(edge)
    query = {**FIRST_HOUR, "resolution": "raw", "locale": "it"}

    text = (await edge.get(f"facility/{HOME}/export", **query)).text

    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0] == [
        "measured_at_utc", "measured_at_local", "device_id", "power_W", "import_register_Wh",
        "export_register_Wh", "note",
    ]  # fmt: skip
    assert rows[1] == [
        "2026-06-21T12:00:00Z", "21/06/2026 14:00:00", "meter-1", "1200,5", "0,25", "", "",
    ]  # fmt: skip
    frame = pd.read_csv(io.StringIO(text), sep=";", decimal=",")
    assert frame["import_register_Wh"].sum() == pytest.approx(sum(range(21)) + 21 * 0.25)


async def test_a_parquet_file_says_the_same_as_the_answer(edge: Edge) -> None:
    await half_an_hour(edge)
    query = {"from": "2026-06-21T12:00:00Z", "to": "2026-06-21T17:00:00Z"}

    answer = await edge.get(f"facility/{HOME}/export", format="parquet", **query)
    history = (await edge.get(f"facility/{HOME}/history", **query)).json()["history"]

    table = pq.read_table(io.BytesIO(answer.content))
    frame = table.to_pandas()
    known = frame[frame.coverage_s > 0]
    assert len(frame) == 20
    assert list(known.consumed_Wh) == [item["consumedWh"] for item in history]
    assert [t.isoformat() for t in known.from_utc] == [
        datetime.fromisoformat(item["from"]).isoformat() for item in history
    ]
    assert frame.from_local[0] == datetime(2026, 6, 21, 14, tzinfo=ROME)
    assert frame.consumed_Wh.isna().sum() == 20 - len(history)
    assert table.schema.metadata[b"meriggio.time_zone"] == b"Europe/Rome"


def test_a_parquet_file_is_written_in_groups_that_are_sent_at_once() -> None:
    export = ParquetExport(INTERVALS, {"meriggio.from": "x"})
    start = datetime(2026, 1, 1, tzinfo=UTC)
    moments = [start + timedelta(minutes=n) for n in range(100_001)]
    rows = [(m, m, m, m, float(n), None, 60.0, "complete") for n, m in enumerate(moments)]

    pieces = [export.begin(), *(export.page(rows[n : n + 999]) for n in range(0, 100_001, 999))]
    held = len(export._sink.getbuffer())
    pieces.append(export.end())

    table = pq.ParquetFile(io.BytesIO(b"".join(pieces)))
    assert table.num_row_groups == 6
    assert table.read().column("consumed_Wh").to_pylist() == [float(n) for n in range(100_001)]
    assert held == 0, "what was sent is not kept"


async def test_readings_come_page_by_page_each_once(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_history, "READINGS_AT_ONCE", 10)
    await half_an_hour(edge)
    query = {"from": "2026-06-21T12:00:00Z", "to": "2026-06-21T17:00:00Z", "resolution": "raw"}

    text = (await edge.get("device/meter-1/export", **query)).text

    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["measured_at_utc"] for row in rows] == [
        *[at(60 * i).isoformat().replace("+00:00", "Z") for i in range(21)],
        "2026-06-21T16:00:00Z",
    ]
    assert [row["note"] for row in rows] == [""] * 21 + ["after a gap"]


@pytest.mark.parametrize("resolution", ["quarter", "hour", "day", "month"])
async def test_a_communitys_export_adds_up(edge: Edge, resolution: str) -> None:
    await half_an_hour(edge)
    query = {"from": "2026-06-01T00:00:00Z", "to": "2026-07-01T00:00:00Z"}

    text = (
        await edge.get(f"community/{COMMUNITY}/export", CAROL, resolution=resolution, **query)
    ).text

    frame = pd.read_csv(io.StringIO(text))
    assert frame.consumed_Wh.sum() == pytest.approx(20)
    assert list(frame.from_utc[1:]) == list(frame.to_utc[:-1]), "each interval once, in order"


async def test_minutes_are_of_a_facility(edge: Edge) -> None:
    await half_an_hour(edge)

    minutes = await edge.get(f"facility/{HOME}/export", resolution="minute", **FIRST_HOUR)
    refused = await edge.get(f"community/{COMMUNITY}/export", CAROL, resolution="minute")

    frame = pd.read_csv(io.StringIO(minutes.text))
    assert len(frame) == 60
    assert frame.consumed_Wh.sum() == pytest.approx(20)
    assert (refused.status_code, refused.json()["code"]) == (400, "resolution_not_available")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"resolution": "raw", "from": "2025-01-01T00:00:00Z"}, "export_too_long"),
        ({"resolution": "minute", "from": "2024-01-01T00:00:00Z"}, "too_many_points"),
        ({"resolution": "quarter", "from": "2000-01-01T00:00:00Z"}, "too_many_points"),
        ({"from": "2026-07-01T00:00:00Z", "to": "2026-06-01T00:00:00Z"}, "invalid_period"),
        ({"format": "xlsx"}, "invalid_request"),
        ({"locale": "de"}, "invalid_request"),
    ],
)
async def test_what_cannot_be_exported_is_a_problem_not_a_file(
    edge: Edge, query: dict[str, str], code: str
) -> None:
    await half_an_hour(edge)

    answer = await edge.get(f"facility/{HOME}/export", **query)

    assert (answer.status_code, answer.json()["code"]) == (400, code)


async def test_too_many_readings_for_the_first_minutes_are_a_problem(edge: Edge) -> None:
    edge.clock.advance(seconds=9_000)
    await edge.store([reading(i / 10, 1) for i in range(20_001)])

    answer = await edge.get(f"facility/{HOME}/export", resolution="minute", **FIRST_HOUR)

    assert (answer.status_code, answer.json()["code"]) == (400, "too_many_points")
    assert edge.places is not None
    edge.places.begin("Alice")  # and its place was given back
    edge.places.begin("Alice")


async def test_more_exports_than_places_are_told_to_come_back(edge: Edge) -> None:
    await half_an_hour(edge)
    assert edge.places is not None
    path = f"facility/{HOME}/export"
    taken = [str(ALICE), str(ALICE)]
    for taker in taken:
        edge.places.begin(taker)

    own = await edge.get(path, **FIRST_HOUR)
    edge.places.end(taken.pop())
    other = await edge.get(path, **FIRST_HOUR)
    for taker in ("Bob", "Bob"):
        edge.places.begin(taker)
    full = await edge.get(path, **FIRST_HOUR)

    assert [own.status_code, other.status_code, full.status_code] == [429, 200, 429]
    assert (own.json()["code"], own.headers["retry-after"]) == ("too_many_exports", "30")


async def test_a_closed_export_is_sent_once_in_each_form(edge: Edge) -> None:
    await half_an_hour(edge)
    path = f"facility/{HOME}/export"
    forms = [{}, {"locale": "it"}, {"format": "parquet"}]
    tags = [(await edge.get(path, **FIRST_HOUR, **form)).headers["etag"] for form in forms]

    again = await edge.ask(path, ALICE, {"If-None-Match": tags[2]}, **FIRST_HOUR, **forms[2])
    await edge.store([reading(1_230, 5)])
    late = await edge.ask(path, ALICE, {"If-None-Match": tags[2]}, **FIRST_HOUR, **forms[2])

    assert len(set(tags)) == 3
    assert (again.status_code, late.status_code) == (304, 200)


async def test_the_hours_of_the_night_that_has_two_are_told_apart(edge: Edge) -> None:
    """26 October 2025: 02:00 comes twice on Rome's clock."""
    await half_an_hour(edge)
    query = {"from": "2025-10-25T22:00:00Z", "to": "2025-10-26T23:00:00Z", "resolution": "hour"}

    text = (await edge.get(f"facility/{HOME}/export", **query)).text

    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 25
    assert [row["from_local"] for row in rows[2:4]] == [
        "2025-10-26T02:00:00+02:00",
        "2025-10-26T02:00:00+01:00",
    ]
