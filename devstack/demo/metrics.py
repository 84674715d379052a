"""What the services count, read from /metrics and kept over their restarts."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import httpx
from prometheus_client.parser import text_string_to_metric_families

_TIMEOUT_S: Final = 2.0
_STARTED: Final = "process_start_time_seconds"
_MS_PER_S: Final = 1000.0
Labels = frozenset[tuple[str, str]]
_Samples = dict[tuple[str, Labels], float]


@dataclass(frozen=True, slots=True)
class LatencyBuckets:
    """A histogram: how many lasted at most so many seconds, rising, the last bound infinite."""

    at_most: tuple[tuple[float, int], ...] = ()

    @property
    def count(self) -> int:
        """How many there are."""
        return self.at_most[-1][1] if self.at_most else 0

    def quantile_ms(self, share: float) -> float | None:
        """The duration that `share` of them do not exceed, on a line within its bucket.

        None without any; the last finite bound for what is above it.
        """
        rank = share * self.count
        if rank <= 0:
            return None
        for (low_s, below), (high_s, within) in pairwise(((0.0, 0), *self.at_most)):
            if within >= rank:
                if high_s == float("inf"):
                    return low_s * _MS_PER_S
                return (low_s + (high_s - low_s) * (rank - below) / (within - below)) * _MS_PER_S
        raise AssertionError("the last bucket holds them all")


class ServiceMetrics:
    """Counters and histograms since the run began.

    A service that is started again counts from zero: what its earlier processes were last seen
    with is added. What they counted between that and their death is missed.
    """

    def __init__(self, urls: Mapping[str, str]) -> None:
        """`urls`: the services by name."""
        self._urls = urls
        self._seen: dict[str, dict[float, _Samples]] = defaultdict(dict)

    async def scrape(self) -> None:
        """Ask every service; one that does not answer keeps what it was last seen with."""
        async with httpx.AsyncClient(timeout=_TIMEOUT_S, trust_env=False) as http:
            await asyncio.gather(*(self._scrape(http, name) for name in self._urls))

    def total(self, name: str) -> float:
        """The sum of a counter over its labels and all processes."""
        return sum(value for _, value in self._samples(name))

    def latency(self, name: str) -> LatencyBuckets:
        """A histogram of seconds over its labels and all processes."""
        counts: dict[float, float] = defaultdict(float)
        for labels, value in self._samples(f"{name}_bucket"):
            counts[float(dict(labels)["le"])] += value
        return LatencyBuckets(tuple((bound, int(counts[bound])) for bound in sorted(counts)))

    def take(self, service: str, exposition: str) -> None:
        """What a service answered to the question for its metrics."""
        samples = {
            (sample.name, frozenset(sample.labels.items())): sample.value
            for family in text_string_to_metric_families(exposition)
            for sample in family.samples
        }
        self._seen[service][samples.get((_STARTED, frozenset()), 0.0)] = samples

    async def _scrape(self, http: httpx.AsyncClient, service: str) -> None:
        try:
            answer = await http.get(f"{self._urls[service]}/metrics")
            answer.raise_for_status()
        except httpx.HTTPError:
            return
        self.take(service, answer.text)

    def _samples(self, wanted: str) -> Iterable[tuple[Labels, float]]:
        for processes in self._seen.values():
            for samples in processes.values():
                for (name, labels), value in samples.items():
                    if name == wanted:
                        yield labels, value
