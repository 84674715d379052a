"""What was found about the books, as tables for a person."""

from collections.abc import Iterable, Sequence
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.table import Table

from benchmarks.energy_books.results import (
    GOAL_INGEST_SHARE,
    GOAL_READ_P95_S,
    THESIS_READ_MEAN_S,
    THESIS_READ_P95_S,
    THESIS_READS_OK,
    THESIS_READS_PER_S,
    BooksResults,
    Filled,
    Ingest,
    Read,
    Recomputed,
    Store,
)
from benchmarks.report_parts import KIB, MILLISECONDS, machine_line, table_of, verdict
from benchmarks.report_requests import scenario_table
from benchmarks.results import Hotspot

_GB: Final = 1e9
_PERCENT: Final = 100


def print_books_report(results: BooksResults, console: Console) -> None:
    """Everything, in the order in which it happened."""
    console.print(Group(*_parts(results)))


def _parts(results: BooksResults) -> Iterable[RenderableType]:
    yield machine_line(results.machine)
    yield "Postgres: " + ", ".join(f"{name} {value}" for name, value in results.postgres.items())
    for ingest in results.ingests:
        yield _ingest(ingest)
        if ingest.hotspots:
            yield _hotspots(ingest.hotspots)
    yield _store(results.store)
    yield _filled(results.filled)
    yield _reads(results.reads)
    yield scenario_table(
        results.scenario,
        title="Requests to the energy service",
        goal_p95_s=GOAL_READ_P95_S,
        thesis=("the thesis, on serverless functions", THESIS_READ_MEAN_S, THESIS_READ_P95_S),
        thesis_load=(f"{THESIS_READS_PER_S:.1f}", f"{THESIS_READS_OK:.2%}"),
    )
    for failure, count in results.scenario.failures.items():
        yield f"  {count} x {failure}"
    yield _recomputed(results.recomputed)
    faults = results.faults()
    yield "The books do NOT balance: " + "; ".join(faults) if faults else "The books balance"


def _ingest(ingest: Ingest) -> Table:
    table = table_of(
        f"Storing {ingest.readings:,} readings of {ingest.devices:,} devices, "
        + (f"up to {ingest.a_message} a message" if ingest.a_message > 1 else "one a message"),
        "", "readings/s", "CPU-us a reading", "service / COPY", "goal",
    )  # fmt: skip
    name = f"the service, {ingest.batch_readings:,} readings a transaction"
    table.add_row(name, f"{ingest.per_s:,.0f}", _costs(ingest.cpu_us))
    most = ingest.without_bus
    table.add_row(most.name, f"{most.per_s:,.0f}", _costs(most.cpu_us))
    for copy in ingest.copies:
        share = ingest.per_s / copy.per_s
        goal = verdict(share >= GOAL_INGEST_SHARE, f">= {GOAL_INGEST_SHARE}")
        table.add_row(copy.name, f"{copy.per_s:,.0f}", _costs(copy.cpu_us), f"{share:.2f}", goal)
    return table


def _hotspots(hotspots: Sequence[Hotspot]) -> Table:
    table = table_of("Where the service spends its time while it stores", "function", "itself %")
    for hotspot in hotspots:
        table.add_row(hotspot.function, f"{hotspot.share * _PERCENT:.1f}")
    return table


def _costs(cpu_us: object) -> str:
    assert isinstance(cpu_us, dict)
    return ", ".join(f"{part} {spent_us:.1f}" for part, spent_us in cpu_us.items())


def _store(store: Store) -> str:
    return (
        f"Store: {store.readings:,} readings in {store.partitions} partitions "
        f"(one each {store.interval_s} s of {store.facilities:,} devices), "
        f"{store.quarter_hours:,} quarter-hours, {store.bytes_on_disk / _GB:.1f} GB; made in "
        f"{store.seconds:,.0f} s (COPY with index {store.copied_per_s:,.0f} rows/s, "
        f"quarter-hours {store.quarter_hours_s:,.0f} s)"
    )


def _filled(filled: Filled) -> str:
    return (
        f"Days that are over: {filled.days:,} of facilities kept in {filled.seconds:,.0f} s "
        f"({filled.days / filled.seconds:,.0f}/s), {filled.bytes_on_disk / _GB:.2f} GB"
    )


def _reads(reads: Iterable[Read]) -> Table:
    table = table_of(
        "Reading over HTTP, one question after the other",
        "question", "KiB", "cold p50 ms", "p50 ms", "p95 ms", "of", "goal",
    )  # fmt: skip
    for read in reads:
        cold, warm = read.cold, read.warm
        if cold is None or warm is None:
            continue
        table.add_row(
            read.question,
            f"{read.answer_bytes / KIB:,.0f}",
            f"{cold.p50_s * MILLISECONDS:,.1f}",
            f"{warm.p50_s * MILLISECONDS:,.1f}",
            f"{warm.p95_s * MILLISECONDS:,.1f}",
            f"{warm.count:,}",
            verdict(warm.p95_s < GOAL_READ_P95_S, f"p95 < {GOAL_READ_P95_S * MILLISECONDS:.0f} ms"),
        )
    return table


def _recomputed(recomputed: Recomputed) -> str:
    return (
        f"A year of shared energy and incentives: {recomputed.community_year_s:.2f} s a community "
        f"({recomputed.members // recomputed.communities} members, {recomputed.hours:,} hours), "
        f"{recomputed.member_hour_ns:,.0f} ns a member's hour, in one process; "
        f"{recomputed.communities} communities in {recomputed.processes} processes "
        f"{recomputed.together_s:.1f} s, so a hundred {recomputed.hundred_s:,.0f} s"
    )
