"""What the tables are made of."""

from typing import Final

from rich.table import Table

from benchmarks.machine import Machine
from benchmarks.measuring.quantiles import Latency

KIB: Final = 1024
MIB: Final = 1024**2
_GIB: Final = 1024**3
MILLISECONDS: Final = 1000


def verdict(is_met: bool, goal: str) -> str:
    """The goal, and whether it is met."""
    return f"goal {goal}: {'met' if is_met else 'MISSED'}"


def table_of(title: str, first: str, *others: str) -> Table:
    """An empty table; all columns but the first are figures."""
    table = Table(title=title, title_justify="left", header_style="")
    table.add_column(first)
    for other in others:
        table.add_column(other, justify="right")
    return table


def machine_line(machine: Machine) -> str:
    """Where it was measured."""
    return (
        f"{machine.processor}, {machine.cores_used} of {machine.cores} cores, "
        f"{machine.memory_bytes / _GIB:.0f} GiB; broker {machine.broker}; "
        f"load average before the start {machine.load_average:.2f}"
    )


def percentiles(latency: Latency | None) -> tuple[str, str, str, str]:
    """p50, p95 and p99 in milliseconds, and of how many."""
    if latency is None:
        return ("-", "-", "-", "0")
    about = "~" if latency.bucketed else ""
    p50, p95, p99 = (
        f"{about}{value_s * MILLISECONDS:,.0f}"
        for value_s in (latency.p50_s, latency.p95_s, latency.p99_s)
    )
    return (p50, p95, p99, f"{latency.count:,}")
