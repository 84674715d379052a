"""The results as tables for a person."""

from collections.abc import Iterable
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.table import Table

from benchmarks.measuring.arrival import Arrival
from benchmarks.measuring.quantiles import Latency
from benchmarks.report_parts import (
    KIB,
    MIB,
    MILLISECONDS,
    machine_line,
    percentiles,
    table_of,
    verdict,
)
from benchmarks.report_requests import requests_report
from benchmarks.results import (
    GOAL_READINGS_PER_S,
    GOAL_TO_BALANCE_P99_S,
    GOAL_TO_NOTIFICATION_P99_S,
    Baseline,
    Latencies,
    Load,
    Results,
)

_PERCENT: Final = 100


def print_report(results: Results, console: Console) -> None:
    """Everything, in the order in which a person asks."""
    console.print(Group(*_parts(results)))


def _parts(results: Results) -> Iterable[RenderableType]:
    yield machine_line(results.machine)
    yield from requests_report(results.requests)
    yield _connections(results.connections)
    yield _throughput(results.sustained)
    if results.latencies is not None and results.half is not None:
        yield _latencies(results.latencies, results.half)
    if results.sustained is not None and results.half is not None:
        yield _costs(results.sustained, results.half)
    yield _baselines(results.baselines, results.sustained)
    for part, hotspots in results.hotspots.items():
        table = table_of(f"Where {part} spends its time", "function", "itself %")
        for hotspot in hotspots:
            table.add_row(hotspot.function, f"{hotspot.share * _PERCENT:.1f}")
        yield table
    yield _books(results)


def _connections(connections: Arrival) -> str:
    cpu_ms = ", ".join(f"{part} {spent_ms:.2f}" for part, spent_ms in connections.cpu_ms.items())
    return (
        f"Connections without certificates: {connections.count:,}, {connections.per_s:,.0f}/s; "
        f"CPU-ms each: {cpu_ms}; {connections.broker_bytes / KIB:,.1f} KiB each at the broker"
    )


def _throughput(sustained: Load | None) -> str:
    if sustained is None:
        return "Sustained: no rate that was tried"
    goal = verdict(
        sustained.rate_per_s >= GOAL_READINGS_PER_S, f"{GOAL_READINGS_PER_S:,.0f} readings/s"
    )
    return (
        f"Sustained: {sustained.stored_per_s:,.0f} readings/s for {sustained.seconds:.0f} s, "
        f"MQTT in -> stored and folded  ({goal})"
    )


def _latencies(latencies: Latencies, half: Load) -> Table:
    table = table_of(
        f"Latency at {half.rate_per_s:,.0f} readings/s, ms",
        "from the device's sending to", "p50", "p95", "p99", "of", "goal",
    )  # fmt: skip
    rows: list[tuple[str, Latency | None, float | None]] = [
        ("stored", latencies.to_stored, None),
        ("balance", latencies.to_balance, GOAL_TO_BALANCE_P99_S),
        ("balance on the bus (newest reading in it)", latencies.to_live_feed, None),
        (
            f"notification sent, beyond the minimum duration ({latencies.crossings} crossings)",
            latencies.to_notification,
            GOAL_TO_NOTIFICATION_P99_S,
        ),
    ]
    for name, latency, goal_s in rows:
        table.add_row(name, *percentiles(latency), _goal(latency, goal_s))
    for stage, latency in latencies.notification_stages.items():
        table.add_row(f"  {stage}", *percentiles(latency))
    return table


def _goal(latency: Latency | None, goal_s: float | None) -> str:
    if goal_s is None:
        return ""
    is_met = latency is not None and latency.p99_s < goal_s
    return verdict(is_met, f"p99 < {goal_s * MILLISECONDS:,.0f} ms")


def _costs(sustained: Load, half: Load) -> Table:
    table = table_of(
        "Cost of a reading",
        "process",
        f"CPU-us at {sustained.rate_per_s:,.0f}/s",
        f"CPU-us at {half.rate_per_s:,.0f}/s",
        "MiB",
    )
    for name, cost in sustained.costs.items():
        table.add_row(
            name,
            f"{cost.cpu_us:,.1f}",
            f"{half.costs[name].cpu_us:,.1f}",
            f"{cost.memory_bytes / MIB:,.0f}",
        )
    table.add_section()
    table.add_row("the system", f"{sustained.system_cpu_us:,.1f}", f"{half.system_cpu_us:,.1f}")
    table.add_row(
        "kernel and others", f"{sustained.others_cpu_us:,.1f}", f"{half.others_cpu_us:,.1f}"
    )
    return table


def _baselines(baselines: Iterable[Baseline], sustained: Load | None) -> Table:
    table = table_of(
        "Each part alone, same messages", "part", "per s", "CPU-us a message", "system / part"
    )
    for baseline in baselines:
        if baseline.skipped is not None:
            table.add_row(baseline.name, "skipped:", baseline.skipped)
            continue
        costs = ", ".join(f"{name} {cpu_us:.1f}" for name, cpu_us in baseline.cpu_us.items())
        ratio = f"{sustained.stored_per_s / baseline.per_s:.2f}" if sustained else "-"
        table.add_row(baseline.name, f"{baseline.per_s:,.0f}", costs, ratio)
    return table


def _books(results: Results) -> str:
    books = results.books
    faults = books.faults()
    if faults:
        return "The books do NOT balance: " + "; ".join(faults)
    return (
        f"The books balance: {books.sent:,} readings sent, acknowledged and stored once "
        f"({books.delivered_twice:,} delivered twice); {books.balances} balances as recounted"
    )
