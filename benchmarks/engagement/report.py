"""What was found about engagement, as tables for a person."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.table import Table

from benchmarks.engagement.results import (
    GOAL_FOLDED_PER_S,
    GOAL_TAKEN_OVER_S,
    EngagementResults,
    Fold,
    Rebuild,
    Start,
    Streamed,
    TakeOver,
)
from benchmarks.report_parts import KIB, MIB, machine_line, percentiles, table_of, verdict
from benchmarks.results import Hotspot

_PERCENT: Final = 100


def print_engagement_report(results: EngagementResults, console: Console) -> None:
    """Everything, in the order in which it happened."""
    console.print(Group(*_parts(results)))


def _parts(results: EngagementResults) -> Iterable[RenderableType]:
    yield machine_line(results.machine)
    yield _fold(results.fold)
    if results.fold.hotspots:
        yield _hotspots("while it folds", results.fold.hotspots)
    yield _rebuild(results.rebuild)
    yield _rebuilt(results.rebuild)
    yield _take_overs(results.take_overs)
    yield _streams(results.streamed, results.bare)
    for one in results.streamed:
        if one.hotspots:
            yield _hotspots(f"with live streams of {one.communities}", one.hotspots)
    faults = results.faults()
    yield "NOT as it must be: " + "; ".join(faults) if faults else "All is as it must be"


def _fold(fold: Fold) -> Table:
    table = table_of(
        f"Folding {fold.readings:,} readings of {fold.devices:,} devices in {fold.communities} "
        "communities",
        "", "readings/s", "CPU-us a reading", "service / this", "goal",
    )  # fmt: skip
    goal = verdict(fold.per_s >= GOAL_FOLDED_PER_S, f">= {GOAL_FOLDED_PER_S:,.0f}/s")
    table.add_row("the service", f"{fold.per_s:,.0f}", _costs(fold.cpu_us), "", goal)
    for reader in fold.readers:
        share = fold.per_s / reader.per_s
        table.add_row(reader.name, f"{reader.per_s:,.0f}", _costs(reader.cpu_us), f"{share:.2f}")
    return table


def _costs(cpu_us: Mapping[str, float]) -> str:
    return ", ".join(f"{part} {spent_us:.1f}" for part, spent_us in cpu_us.items())


def _hotspots(when: str, hotspots: Sequence[Hotspot]) -> Table:
    table = table_of(f"Where the service spends its time {when}", "function", "itself %")
    for hotspot in hotspots:
        table.add_row(hotspot.function, f"{hotspot.share * _PERCENT:.1f}")
    return table


def _rebuild(rebuild: Rebuild) -> Table:
    table = table_of(
        "From the process's start to ready", "devices known", "s", "CPU s", "MiB", "last waited for"
    )
    for start in (rebuild.empty, rebuild.full):
        table.add_row(
            f"{start.devices:,}",
            f"{start.seconds:.1f}",
            f"{start.cpu_s:.1f}",
            f"{start.memory_bytes / MIB:,.0f}",
            _waits(start),
        )
    return table


def _waits(start: Start) -> str:
    """The three that took longest."""
    longest = sorted(start.ready_at_s.items(), key=lambda item: item[1], reverse=True)[:3]
    return ", ".join(f"{name} {at_s:.1f} s" for name, at_s in longest)


def _rebuilt(rebuild: Rebuild) -> str:
    return (
        f"A device, with its facility and user: {rebuild.bytes_a_device / KIB:.1f} KiB; the start "
        f"with them takes {rebuild.full.seconds / rebuild.empty.seconds:.1f} times the empty one"
    )


def _take_overs(take_overs: Sequence[TakeOver]) -> Table:
    table = table_of(
        "From the end of a replica to balances of newer readings, of all communities",
        "replica", "devices", "its partitions", "p50 ms", "p95 ms", "p99 ms", "the last s", "goal",
    )  # fmt: skip
    for one in take_overs:
        p50, p95, p99, _ = percentiles(one.latency)
        table.add_row(
            one.how,
            f"{one.devices:,}",
            str(one.partitions),
            p50, p95, p99,
            f"{one.last_s:.1f}",
            verdict(one.last_s < GOAL_TAKEN_OVER_S, f"< {GOAL_TAKEN_OVER_S:.0f} s"),
        )  # fmt: skip
    return table


def _streams(streamed: Sequence[Streamed], bare: Streamed) -> Table:
    table = table_of(
        f"Balances that change once a second, to {bare.clients:,} live streams "
        "(CPU and memory: of the sending process, a client)",
        "of communities", "opened/s", "CPU-us", "events", "skipped %", "CPU-us an event", "/ bare",
        "KiB", "p50 ms", "p95 ms", "p99 ms",
    )  # fmt: skip
    for one in (*streamed, bare):
        p50, p95, p99, _ = percentiles(one.latency)
        table.add_row(
            f"{one.sender}, {one.communities}",
            f"{one.clients / one.connected_s:,.0f}",
            f"{one.opening_cpu_us:,.0f}",
            f"{one.events:,}",
            f"{(1 - one.events / one.expected) * _PERCENT:.1f}" if one.expected else "-",
            f"{one.cpu_us:.1f}",
            f"{one.cpu_us / bare.cpu_us:.1f}" if bare.cpu_us else "-",
            f"{one.bytes_a_client / KIB:.1f}" if one.clients else "-",
            p50, p95, p99,
        )  # fmt: skip
    return table
