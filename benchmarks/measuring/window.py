"""What was measured between two moments: stored readings, CPU of the parts, latencies."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from benchmarks.measuring.processes import CpuUsage, PartsMeter
from benchmarks.measuring.quantiles import Latency, between, bucketed_latency
from benchmarks.measuring.scrape import Scrape, Scraper

STORED: Final = "meriggio_energy_readings_stored_total"
_MEASURED_TO_STORED: Final = "meriggio_energy_measured_to_stored_seconds"
_MEASURED_TO_FOLDED: Final = "meriggio_engagement_measured_to_folded_seconds"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCost:
    """A process. CPU in microseconds a reading that was stored."""

    cpu_us: float
    memory_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What was measured while readings flowed evenly.

    `cpu_s`: by part, the load and this process too; `others_cpu_s`: kernel and other programs.
    """

    seconds: float
    stored: int
    cpu_s: Mapping[str, float]
    others_cpu_s: float
    memory_bytes: Mapping[str, int]
    to_stored: Latency | None
    to_folded: Latency | None

    def costs(self) -> dict[str, PartCost]:
        """Of a reading, by part. Raises ZeroDivisionError when nothing was stored."""
        return {
            name: PartCost(cpu_us=cpu_s * 1e6 / self.stored, memory_bytes=self.memory_bytes[name])
            for name, cpu_s in self.cpu_s.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A moment."""

    at_s: float
    cpu: CpuUsage
    energy: Scrape
    engagement: Scrape


async def mark_now(scraper: Scraper, meter: PartsMeter) -> Mark:
    """Raises httpx.HTTPError, psutil.NoSuchProcess."""
    energy, engagement = await asyncio.gather(scraper.read("energy"), scraper.read("engagement"))
    return Mark(at_s=time.perf_counter(), cpu=meter.cpu(), energy=energy, engagement=engagement)


def window_of(first: Mark, last: Mark, memory_bytes: Mapping[str, int]) -> Window:
    """The time between the two."""
    cpu_s = last.cpu.parts_s_since(first.cpu)
    stored = last.energy.total(STORED) - first.energy.total(STORED)
    return Window(
        seconds=last.at_s - first.at_s,
        stored=int(stored),
        cpu_s=cpu_s,
        others_cpu_s=last.cpu.busy_s - first.cpu.busy_s - sum(cpu_s.values()),
        memory_bytes=memory_bytes,
        to_stored=_latency(first.energy, last.energy, _MEASURED_TO_STORED),
        to_folded=_latency(first.engagement, last.engagement, _MEASURED_TO_FOLDED),
    )


def _latency(first: Scrape, last: Scrape, name: str) -> Latency | None:
    return bucketed_latency(between(first.buckets(name), last.buckets(name)))
