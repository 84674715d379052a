"""What is said about devices with certificates."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from benchmarks.fleet.report import print_fleet_report
from benchmarks.fleet.results import FleetBooks, FleetReadings, FleetResults
from benchmarks.machine import this_machine
from benchmarks.measuring.arrival import Arrival
from benchmarks.measuring.window import PartCost
from devstack.devices.tally import Percentiles

_BOOKS = FleetBooks(
    measured=100,
    acknowledged=100,
    refused=0,
    resent=3,
    connections_lost=1,
    rows=100,
    stored=100,
)
_RESULTS = FleetResults(
    machine=this_machine(0.5, "mosquitto"),
    provisioning=Arrival(
        count=20,
        seconds=2.0,
        per_s=10.0,
        cpu_ms={"device_gateway": 6.5, "user": 0.0, "(simulator)": 9.25},
        broker_bytes=2048.0,
    ),
    connecting=Arrival(
        count=20,
        seconds=0.5,
        per_s=40.0,
        cpu_ms={"device_gateway": 1.5, "user": 0.0, "(simulator)": 4.25},
        broker_bytes=0.0,
    ),
    readings=FleetReadings(
        devices=20,
        interval_s=1,
        rate_per_s=20.0,
        seconds=5.0,
        measured_per_s=19.0,
        acknowledged_per_s=18.0,
        acknowledged_after=Percentiles(p50_ms=30.0, p95_ms=110.0, p99_ms=212.0),
        to_stored=None,
        to_balance=None,
        costs={"(simulator)": PartCost(cpu_us=250.5, memory_bytes=3 * 1024**2)},
        others_cpu_us=12.5,
    ),
    books=_BOOKS,
)


def test_books_in_which_nothing_is_missing_have_no_faults() -> None:
    assert not _BOOKS.faults(), "what was sent again, or over a new connection, is no fault"


@pytest.mark.parametrize(
    ("books", "fault"),
    [
        (replace(_BOOKS, acknowledged=99), "1 readings not acknowledged"),
        (replace(_BOOKS, rows=98, stored=98), "2 readings lost"),
        (replace(_BOOKS, rows=104), "4 readings stored twice"),
        (replace(_BOOKS, refused=5), "5 readings refused"),
    ],
)
def test_each_fault_of_the_books_is_named(books: FleetBooks, fault: str) -> None:
    assert books.faults() == [fault]


def test_the_report_says_how_fast_and_what_each_part_takes() -> None:
    printed = io.StringIO()
    print_fleet_report(_RESULTS, Console(file=printed, width=200))
    lines = printed.getvalue().splitlines()
    (devices,) = (line for line in lines if line.startswith("Devices:"))
    assert "20; 10/s provisioned" in devices
    assert "40/s connected again" in devices
    (readings,) = (line for line in lines if line.startswith("Readings:"))
    assert "20/s asked for, 19/s measured, 18/s acknowledged, for 5 s" in readings
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in lines if "│" in line]
    assert ["(simulator)", "9.25", "4.25"] in rows
    assert ["(simulator)", "250.5", "3"] in rows
    assert not any(row[0] == "user" for row in rows), "a part that did nothing is not shown"
    assert "100 readings measured, acknowledged and stored once (3 sent again" in lines[-1]
