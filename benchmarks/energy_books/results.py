"""What was found about the books, as it is printed and as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.machine import Machine
from benchmarks.measuring.quantiles import Latency
from benchmarks.results import Baseline, Hotspot, RequestLoad

GOAL_INGEST_SHARE: Final = 0.5
GOAL_READ_P95_S: Final = 0.05
THESIS_READ_MEAN_S: Final = 0.187
THESIS_READ_P95_S: Final = 0.251
THESIS_READS_PER_S: Final = 9.5
THESIS_READS_OK: Final = 0.9983
"""Of the thesis' energy data service, in the same scenario, on serverless functions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingest:
    """What the service stored of a filled stream. `cpu_us`: by process, a reading.

    `a_message`: readings in one, at most. `batch_readings`: in a transaction, the mean.
    `without_bus`: the same readings stored by the same code, handed to it as columns.
    `coverage_ok`: the books afterwards are as they must be; `sql_equal`: SQL over all readings
    finds the same quarter-hours.
    """

    readings: int
    a_message: int
    devices: int
    seconds: float
    per_s: float
    cpu_us: Mapping[str, float]
    stored: int
    coverage_ok: bool
    sql_equal: bool
    batch_readings: int
    without_bus: Baseline
    copies: Sequence[Baseline]
    hotspots: Sequence[Hotspot]


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """The store that is read. `copied_per_s`: COPY and making the index."""

    readings: int
    quarter_hours: int
    partitions: int
    interval_s: int
    facilities: int
    bytes_on_disk: int
    seconds: float
    copied_per_s: float
    quarter_hours_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """Days of facilities that were put into rows. `bytes_on_disk`: with their index."""

    days: int
    seconds: float
    bytes_on_disk: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One question over HTTP, one after the other. `cold`: the first time of each subject."""

    question: str
    answer_bytes: int
    cold: Latency | None
    warm: Latency | None
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recomputed:
    """A year of incentives of every community. `alone_s`: of one community, in one process.

    `together_s`: of all of them, in `processes` processes.
    """

    communities: int
    members: int
    hours: int
    alone_s: Sequence[float]
    together_s: float
    processes: int

    @property
    def community_year_s(self) -> float:
        """One process, nobody else: the mean."""
        return sum(self.alone_s) / len(self.alone_s)

    @property
    def member_hour_ns(self) -> float:
        """What a member's hour takes one process."""
        return self.community_year_s * 1e9 / (self.members / self.communities * self.hours)

    @property
    def hundred_s(self) -> float:
        """Extrapolated: a hundred communities in these processes."""
        return self.together_s / self.communities * 100


@dataclass(frozen=True, slots=True, kw_only=True)
class BooksResults:
    """Everything. `postgres`: the settings that decide. `ingests`: one by one, then together."""

    machine: Machine
    postgres: Mapping[str, str]
    ingests: Sequence[Ingest]
    store: Store
    filled: Filled
    reads: Sequence[Read]
    scenario: RequestLoad
    recomputed: Recomputed

    def faults(self) -> list[str]:
        """What is not as it must be; empty when the books balance."""
        lost = sum(ingest.readings - ingest.stored for ingest in self.ingests)
        found = {
            f"{lost} readings not stored": lost != 0,
            "the quarter-hours are not those of all readings": not all(
                ingest.sql_equal for ingest in self.ingests
            ),
            "the quarter-hours do not cover the readings' time": not all(
                ingest.coverage_ok for ingest in self.ingests
            ),
            f"{sum(read.failed for read in self.reads)} questions not answered": any(
                read.failed for read in self.reads
            ),
            f"{self.scenario.failed} requests of the scenario failed": self.scenario.failed > 0,
        }
        return [fault for fault, is_so in found.items() if is_so]
