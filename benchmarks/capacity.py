"""How much a fleet of a size needs, from what was measured.

    python -m benchmarks.capacity --devices 25000 --interval 60
    python -m benchmarks.capacity --write      the tables of docs/guides/capacity.md
    python -m benchmarks.capacity --check      are they up to date?

FIGURES were measured, each with its source; ASSUMED were not, and the page says so.
"""

import argparse
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from libs.contracts import streams

PAGE: Final = Path(__file__).resolve().parent.parent / "docs/guides/capacity.md"
STEPS: Final = (1_000, 10_000, 100_000, 1_000_000)
INTERVALS_S: Final = (60, 300)
_GIB: Final = 1024**3
_DAYS_A_MONTH: Final = 365.25 / 12
_QUARTERS_A_YEAR: Final = 96 * 365.25
_BENCHMARKS: Final = "[benchmarks](../../benchmarks/README.md)"


@dataclass(frozen=True)
class Figure:
    """A number with its unit, what it is, and where it comes from (Markdown)."""

    value: float
    unit: str
    what: str
    source: str


_TLS_RUN: Final = f"{_BENCHMARKS}, `--certificates`: 1,000 readings/s over mutual TLS"
FIGURES: Final = {
    "nats_us": Figure(152, "CPU-us", "a reading in nats-server", _TLS_RUN),
    "mosquitto_us": Figure(68, "CPU-us", "a reading in mosquitto", _TLS_RUN),
    "device_gateway_us": Figure(66, "CPU-us", "a reading in device_gateway", _TLS_RUN),
    "energy_us": Figure(69, "CPU-us", "a reading in energy", _TLS_RUN),
    "engagement_us": Figure(54, "CPU-us", "a reading in engagement", _TLS_RUN),
    "postgres_us": Figure(58, "CPU-us", "a reading in Postgres", _TLS_RUN),
    "event_us": Figure(43, "CPU-us", "an event of a live stream", f"{_BENCHMARKS}, `--engagement`"),
    "connection_kib": Figure(25.7, "KiB", "a connection in mosquitto", _TLS_RUN),
    "reconnected_per_s": Figure(
        193, "/s", "devices that come back at once, on two cores", _TLS_RUN
    ),
    "broker_devices": Figure(
        20_000,
        "devices",
        "that a broker is configured for",
        "[fleet](../../services/device_gateway/README.md)",
    ),
    "folded_kib": Figure(
        2.3, "KiB", "a device in a replica of engagement", f"{_BENCHMARKS}, `--engagement`"
    ),
    "stream_kib": Figure(
        33, "KiB", "a live stream in engagement", f"{_BENCHMARKS}, `--engagement`"
    ),
    "message_bytes": Figure(
        480, "bytes", "a reading in READINGS", "[JetStream](../runbooks/jetstream.md)"
    ),
    "reading_bytes": Figure(
        178,
        "bytes",
        "a reading in the books, with its index",
        "`benchmarks/tests/integration/test_row_sizes.py`",
    ),
    "quarter_hour_bytes": Figure(
        165,
        "bytes",
        "a quarter-hour in the books",
        "`benchmarks/tests/integration/test_row_sizes.py`",
    ),
    "facility_year_mb": Figure(
        0.25,
        "MB",
        "a facility's days of a year",
        "[0042](../adr/0042-days-that-are-over-are-one-row.md)",
    ),
}
"""What was measured, or is configured."""

ASSUMED: Final = {
    "busy": Figure(
        0.5, "", "of each core in use on average; the rest is for what comes at once", ""
    ),
    "bus_copies": Figure(
        3, "", "copies of each stream, each of which costs its server as much", ""
    ),
    "database_copies": Figure(2, "", "of Postgres' data: a primary and a standby", ""),
    "watching": Figure(
        0.02, "", "of the devices' households look at live figures at the same time", ""
    ),
    "wire_bytes": Figure(500, "bytes", "a reading with its acknowledgement on a device's line", ""),
    "core_eur": Figure(20, "EUR a month", "a core with 4 GiB of memory", ""),
    "gb_eur": Figure(0.1, "EUR a month", "a GB of replicated disk", ""),
}
"""What was not: change it with what you pay and see."""


@dataclass(frozen=True)
class Need:
    """What a fleet needs. Cores are to be had, not in use; storage is before copies."""

    devices: int
    interval_s: int
    readings_per_s: float
    cores: dict[str, float]
    brokers: int
    back_after_s: float
    engagement_mib: float
    stream_gib: float
    readings_gb: float
    yearly_gb: float
    network_mbit: float
    eur: float

    @property
    def all_cores(self) -> float:
        """Of all parts together."""
        return sum(self.cores.values())

    @property
    def bus_is_large_enough(self) -> bool:
        """Whether READINGS holds its 48 hours within the limit that it is declared with."""
        return self.stream_gib * _GIB <= streams.READINGS.max_bytes


def need(devices: int, interval_s: int, months: int = 13) -> Need:
    """What so many devices need that send a reading each interval, kept for so many months."""
    rate = devices / interval_s
    watching = devices * _assumed("watching")
    shares = {
        part: rate * _figure(f"{part}_us") for part in ("mosquitto", "device_gateway", "energy")
    }
    shares["nats"] = rate * _figure("nats_us") * _assumed("bus_copies")
    shares["engagement"] = rate * _figure("engagement_us") + watching * _figure("event_us")
    shares["postgres"] = rate * _figure("postgres_us")
    cores = {part: us / 1e6 / _assumed("busy") for part, us in shares.items()}
    brokers = max(1, math.ceil(devices / _figure("broker_devices")))
    readings_gb = rate * months * _DAYS_A_MONTH * 86_400 * _figure("reading_bytes") / 1e9
    quarters_gb = devices * _QUARTERS_A_YEAR * _figure("quarter_hour_bytes") / 1e9
    yearly_gb = quarters_gb + devices * _figure("facility_year_mb") / 1e3
    stream_gib = rate * streams.READINGS.max_age_s * _figure("message_bytes") / _GIB
    disk = (readings_gb + yearly_gb) * _assumed("database_copies")
    disk += stream_gib * _GIB / 1e9 * _assumed("bus_copies")
    return Need(
        devices=devices,
        interval_s=interval_s,
        readings_per_s=rate,
        cores=cores,
        brokers=brokers,
        back_after_s=devices / brokers / _figure("reconnected_per_s"),
        engagement_mib=(devices * _figure("folded_kib") + watching * _figure("stream_kib")) / 1024,
        stream_gib=stream_gib,
        readings_gb=readings_gb,
        yearly_gb=yearly_gb,
        network_mbit=rate * _assumed("wire_bytes") * 8 / 1e6,
        eur=sum(cores.values()) * _assumed("core_eur") + disk * _assumed("gb_eur"),
    )


def needs_table(needs: Sequence[Need]) -> str:
    """Fleets side by side, as Markdown."""
    parts = ("mosquitto", "device_gateway", "nats", "energy", "engagement", "postgres")
    rows: list[tuple[str, list[str]]] = [
        ("devices, one reading each", [f"{n.devices:,}, {n.interval_s} s" for n in needs]),
        ("readings/s", [_short(n.readings_per_s) for n in needs]),
        *((f"cores: {part}", [_short(n.cores[part]) for n in needs]) for part in parts),
        ("cores together", [_short(n.all_cores) for n in needs]),
        ("brokers", [str(n.brokers) for n in needs]),
        ("all devices back after, s", [_short(n.back_after_s) for n in needs]),
        (
            "memory of one engagement that knows all, beyond 88 MiB",
            [_short(n.engagement_mib) for n in needs],
        ),
        ("READINGS, 48 hours, one copy, GiB", [_of_stream(n) for n in needs]),
        ("readings of 13 months, one copy, GB", [_short(n.readings_gb) for n in needs]),
        ("quarter-hours and days, GB a year", [_short(n.yearly_gb) for n in needs]),
        ("network of the devices, Mbit/s", [_short(n.network_mbit) for n in needs]),
        ("EUR a month", [_short(n.eur) for n in needs]),
    ]
    (first, heads), *rest = rows
    lines = [_row(first, heads), _row("---", ["--:"] * len(needs))]
    return "\n".join([*lines, *(_row(name, values) for name, values in rest)])


def figures_table(figures: dict[str, Figure]) -> str:
    """Each figure with its source, as Markdown."""
    lines = ["| figure | of | from |", "|---|---|---|"]
    lines += [
        f"| {f.value:,g} {f.unit} | {f.what} | {f.source or 'assumed'} |" for f in figures.values()
    ]
    return "\n".join(lines)


def written(page: str) -> str:
    """The page with its tables made anew."""
    tables = {f"needs-{s}": needs_table([need(d, s) for d in STEPS]) for s in INTERVALS_S}
    tables |= {"figures": figures_table(FIGURES), "assumed": figures_table(ASSUMED)}
    for name, table in tables.items():
        begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
        before, _, rest = page.partition(begin)
        page = f"{before}{begin}\n{table}\n\n{end}{rest.partition(end)[2]}"
    return page


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one fleet's table, or write or check the page's."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.capacity", description=__doc__)
    parser.add_argument("--devices", type=int, default=10_000)
    parser.add_argument("--interval", type=int, default=60, help="seconds between readings")
    parser.add_argument("--months", type=int, default=13, help="that raw readings are kept")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--write", action="store_true", help="write the tables of the page")
    what.add_argument("--check", action="store_true", help="are the page's tables up to date?")
    asked = parser.parse_args(arguments)
    if asked.write:
        PAGE.write_text(written(PAGE.read_text()))
    elif asked.check:
        return int(written(PAGE.read_text()) != PAGE.read_text())
    else:
        sys.stdout.write(needs_table([need(asked.devices, asked.interval, asked.months)]) + "\n")
    return 0


def _figure(name: str) -> float:
    return FIGURES[name].value


def _assumed(name: str) -> float:
    return ASSUMED[name].value


def _short(value: float) -> str:
    """Two digits: more are not known."""
    if value == 0:
        return "0"
    digits = 1 - math.floor(math.log10(abs(value)))
    return f"{round(value, digits):,.{max(digits, 0)}f}"


def _of_stream(fleet: Need) -> str:
    return _short(fleet.stream_gib) + ("" if fleet.bus_is_large_enough else " **(limit 16)**")


def _row(name: str, values: Sequence[str]) -> str:
    return f"| {name} | {' | '.join(values)} |"


if __name__ == "__main__":
    sys.exit(main())
