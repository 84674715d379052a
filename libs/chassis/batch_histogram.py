"""A histogram for the paths where tens of thousands of durations a second are measured."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from prometheus_client import REGISTRY
from prometheus_client.core import HistogramMetricFamily
from prometheus_client.registry import Collector

from libs.chassis.telemetry import LATENCY_BUCKETS_S


class BatchHistogram(Collector):
    """A histogram fed in batches: prometheus_client's own costs more than folding a reading."""

    def __init__(self, name: str, documentation: str) -> None:
        self._name = name
        self._documentation = documentation
        self._counts = [0] * (len(LATENCY_BUCKETS_S) + 1)
        self._sum_s = 0.0
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

    def collect(self) -> Iterator[HistogramMetricFamily]:
        """The series, as prometheus_client asks for them."""
        buckets: list[tuple[str, float]] = []
        total = 0
        for bound, count in zip((*LATENCY_BUCKETS_S, float("inf")), self._counts, strict=True):
            total += count
            buckets.append(("+Inf" if bound == float("inf") else str(bound), total))
        yield HistogramMetricFamily(
            self._name, self._documentation, buckets=buckets, sum_value=self._sum_s
        )
