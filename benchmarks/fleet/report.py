"""What was found about devices with certificates, as tables for a person."""

from collections.abc import Iterable
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.table import Table

from benchmarks.fleet.results import FleetBooks, FleetReadings, FleetResults
from benchmarks.measuring.arrival import Arrival
from benchmarks.report_parts import KIB, MIB, machine_line, percentiles, table_of

_SHOWN_MS: Final = 0.005
"""A part that took less is not shown."""


def print_fleet_report(results: FleetResults, console: Console) -> None:
    """Everything, in the order in which it happened."""
    console.print(Group(*_parts(results)))


def _parts(results: FleetResults) -> Iterable[RenderableType]:
    yield machine_line(results.machine)
    provisioning, connecting = results.provisioning, results.connecting
    yield (
        f"Devices: {provisioning.count:,}; {provisioning.per_s:,.0f}/s provisioned by their claim "
        f"and connected, {provisioning.broker_bytes / KIB:,.1f} KiB each at the broker; "
        f"{connecting.per_s:,.0f}/s connected again with their certificates"
    )
    yield _arrival_costs(provisioning, connecting)
    yield _readings(results.readings)
    yield _latencies(results.readings)
    yield _reading_costs(results.readings)
    yield _books(results.books)


def _arrival_costs(provisioning: Arrival, connecting: Arrival) -> Table:
    table = table_of("Cost of a device, CPU-ms", "process", "provisioned", "connected")
    for part, cpu_ms in provisioning.cpu_ms.items():
        again_ms = connecting.cpu_ms[part]
        if max(cpu_ms, again_ms) >= _SHOWN_MS:
            table.add_row(part, f"{cpu_ms:,.2f}", f"{again_ms:,.2f}")
    return table


def _readings(readings: FleetReadings) -> str:
    return (
        f"Readings: {readings.devices:,} devices, one each {readings.interval_s} s: "
        f"{readings.rate_per_s:,.0f}/s asked for, {readings.measured_per_s:,.0f}/s measured, "
        f"{readings.acknowledged_per_s:,.0f}/s acknowledged, for {readings.seconds:.0f} s"
    )


def _latencies(readings: FleetReadings) -> Table:
    table = table_of("Latency, ms", "from the device's sending to", "p50", "p95", "p99", "of")
    heard = readings.acknowledged_after
    if heard is not None:
        shown = (f"{value_ms:,.0f}" for value_ms in (heard.p50_ms, heard.p95_ms, heard.p99_ms))
        table.add_row("the acknowledgement at the device", *shown, "a sample")
    table.add_row("stored", *percentiles(readings.to_stored))
    table.add_row("balance", *percentiles(readings.to_balance))
    return table


def _reading_costs(readings: FleetReadings) -> Table:
    table = table_of("Cost of a reading", "process", "CPU-us", "MiB")
    for name, cost in readings.costs.items():
        table.add_row(name, f"{cost.cpu_us:,.1f}", f"{cost.memory_bytes / MIB:,.0f}")
    table.add_section()
    table.add_row("kernel and others", f"{readings.others_cpu_us:,.1f}")
    return table


def _books(books: FleetBooks) -> str:
    if faults := books.faults():
        return "The books do NOT balance: " + "; ".join(faults)
    return (
        f"The books balance: {books.measured:,} readings measured, acknowledged and stored once "
        f"({books.resent:,} sent again, {books.connections_lost:,} connections lost)"
    )
