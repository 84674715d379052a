"""A histogram for the paths where tens of thousands of durations a second are measured."""

import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from prometheus_client import REGISTRY
from prometheus_client.core import HistogramMetricFamily
from prometheus_client.registry import Collector
from prometheus_client.samples import Exemplar

from libs.chassis.telemetry import LATENCY_BUCKETS_S

_BOUNDS: Final = (*LATENCY_BUCKETS_S, float("inf"))


class BatchHistogram(Collector):
    """A histogram fed in batches: prometheus_client's own costs more than folding a reading."""

    def __init__(self, name: str, documentation: str) -> None:
        self._name = name
        self._documentation = documentation
        self._counts = [0] * (len(LATENCY_BUCKETS_S) + 1)
        self._sum_s = 0.0
        self._exemplars: dict[int, Exemplar] = {}
        REGISTRY.register(self)

    def observe_all(self, durations_s: Iterable[float]) -> None:
        """Count these durations; below zero (clocks that differ) counts as zero.

        Cheapest in ascending order: then a bucket costs a few steps, not a duration.
        """
        ordered = sorted(durations_s)
        counted = 0
        for index, bound in enumerate(LATENCY_BUCKETS_S):
            until = bisect_right(ordered, bound, counted)
            self._counts[index] += until - counted
            counted = until
        self._counts[-1] += len(ordered) - counted
        self._sum_s += sum(ordered[bisect_right(ordered, 0.0) :])

    def exemplify(self, duration_s: float, exemplar: dict[str, str] | None) -> None:
        """Of one duration that is counted with others: where its trace is, if it is kept."""
        if exemplar is not None:
            index = bisect_left(LATENCY_BUCKETS_S, duration_s)
            self._exemplars[index] = Exemplar(exemplar, duration_s, time.time())

    def collect(self) -> Iterator[HistogramMetricFamily]:
        """The series, as prometheus_client asks for them."""
        buckets: list[tuple[str, float] | tuple[str, float, Exemplar]] = []
        total = 0
        for index, (bound, count) in enumerate(zip(_BOUNDS, self._counts, strict=True)):
            total += count
            told = "+Inf" if bound == float("inf") else str(bound)
            exemplar = self._exemplars.get(index)
            buckets.append((told, total) if exemplar is None else (told, total, exemplar))
        yield HistogramMetricFamily(
            self._name, self._documentation, buckets=buckets, sum_value=self._sum_s
        )
