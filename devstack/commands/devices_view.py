"""How a fleet in the field is shown: a table on a terminal, else a line now and then."""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from rich.console import Console
from rich.live import Live
from rich.markup import escape
from rich.table import Table

from devstack.devices.field_fleet import FieldFleet

_REFRESH_EVERY_S: Final = 0.5
_LINE_EVERY_S: Final = 5.0


async def show_table(console: Console, fleet: FieldFleet) -> None:
    """Redraw until cancelled."""
    rate = _Rate(fleet)
    with Live(console=console, refresh_per_second=4, transient=True) as live:
        while True:
            live.update(_table(fleet, rate.per_s()))
            await asyncio.sleep(_REFRESH_EVERY_S)


async def show_lines(say: Callable[[str], None], fleet: FieldFleet) -> None:
    """A line every 5 s until cancelled."""
    rate = _Rate(fleet)
    while True:
        await asyncio.sleep(_LINE_EVERY_S)
        counters = fleet.counters
        say(
            f"{counters.connected:,} of {counters.devices:,} connected, "
            f"{counters.acknowledged:,} acknowledged ({rate.per_s():,.0f}/s), "
            f"{fleet.pending:,} pending{_why(fleet)}"
        )


def summary_lines(summary: Mapping[str, Any]) -> list[str]:
    """The numbers at the end, for people; `summary` as in the JSON."""
    latency = summary["latency"]
    refused = _listed(summary["refused"])
    lines = [
        f"{summary['devices']:,} devices, {summary['provisioned']:,} provisioned, "
        f"{summary['connections']:,} connections, {summary['connections_lost']:,} lost",
        f"readings: {summary['measured']:,} measured, {summary['sent']:,} sent, "
        f"{summary['acknowledged']:,} acknowledged, {summary['resent']:,} sent again "
        f"({summary['batches']:,} batches), {summary['pending']:,} pending, refused: {refused}",
        f"commands: {_listed(summary['commands'])}; updates: {_listed(summary['updates'])}; "
        f"configurations: {summary['configurations']:,}; clocks set: {summary['clocks_set']:,}",
    ]
    if latency:
        lines.append(
            f"acknowledged after {latency['p50_ms']:.1f} ms (p50), {latency['p95_ms']:.1f} (p95), "
            f"{latency['p99_ms']:.1f} (p99)"
        )
    lines.append(
        f"{summary['memory_kib_per_device']:,.0f} KiB and {summary['cpu_share_per_device']:.4%} "
        f"of a CPU a device, in {summary['ran_s']:,.0f} s"
    )
    return lines


class _Rate:
    """Acknowledgements a second since it was asked last."""

    def __init__(self, fleet: FieldFleet) -> None:
        self._fleet = fleet
        self._at_s = time.monotonic()
        self._seen = fleet.counters.acknowledged

    def per_s(self) -> float:
        now_s, seen = time.monotonic(), self._fleet.counters.acknowledged
        rate = (seen - self._seen) / max(0.001, now_s - self._at_s)
        self._at_s, self._seen = now_s, seen
        return rate


def _table(fleet: FieldFleet, per_s: float) -> Table:
    counters = fleet.counters
    latency = counters.latencies.percentiles()
    table = Table(show_header=False, box=None)
    rows = (
        ("connected", f"{counters.connected:,} of {counters.devices:,}"),
        ("provisioned now", f"{counters.provisioned:,}"),
        ("acknowledged", f"{counters.acknowledged:,}  ({per_s:,.0f}/s)"),
        ("pending", f"{fleet.pending:,}"),
        ("sent again", f"{counters.resent:,}"),
        ("refused", _listed(counters.refused)),
        ("latency p95", "-" if latency is None else f"{latency.p95_ms:,.1f} ms"),
        ("connections lost", f"{counters.connections_lost:,}"),
        ("commands", _listed(counters.commands)),
        ("updates", _listed(counters.updates)),
        ("not connected", "; ".join(fleet.unhappy()) or "-"),
    )
    for name, shown in rows:
        table.add_row(f"[dim]{name}[/]", escape(shown))
    return table


def _why(fleet: FieldFleet) -> str:
    unhappy = fleet.unhappy(1)
    return f"; {unhappy[0]}" if unhappy else ""


def _listed(counted: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in sorted(counted.items())) or "none"
