"""What this service counts and times."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final

from prometheus_client import REGISTRY, Counter, Gauge, Histogram
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
        """Count these durations; below zero (clocks that differ) counts as zero."""
        counts = self._counts
        for duration_s in durations_s:
            counts[bisect_left(LATENCY_BUCKETS_S, duration_s)] += 1
            self._sum_s += max(0.0, duration_s)

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


READINGS_FOLDED: Final = Counter(
    "meriggio_engagement_readings_folded_total", "Readings folded, repeated ones too."
)
MALFORMED: Final = Counter(
    "meriggio_engagement_malformed_total",
    "Messages that are no event and were skipped.",
    ["stream"],
)
DROPPED: Final = Counter(
    "meriggio_engagement_readings_dropped_total", "Readings of devices above the limit."
)
FOLD_LAG: Final = Gauge(
    "meriggio_engagement_fold_lag_messages", "Readings in the stream that are not folded yet."
)
RECEIVED_TO_FOLDED: Final = BatchHistogram(
    "meriggio_engagement_received_to_folded_seconds",
    "From the gateway's receipt of a reading to the balance that contains it.",
)
MEASURED_TO_FOLDED: Final = BatchHistogram(
    "meriggio_engagement_measured_to_folded_seconds",
    "From the device's measurement to the balance that contains it.",
)
EPISODES: Final = Counter(
    "meriggio_engagement_episodes_total", "Surplus episodes written down.", ["event"]
)
RECEIVED_TO_SENT: Final = Histogram(
    "meriggio_engagement_received_to_sent_seconds",
    "From the receipt of the reading that completed a surplus to a notification's sending.",
    ["channel"],
    buckets=LATENCY_BUCKETS_S,
)
DELIVERIES: Final = Counter(
    "meriggio_engagement_deliveries_total", "Attempts to deliver.", ["channel", "status"]
)
LIVE_STREAMS: Final = Gauge("meriggio_engagement_live_streams", "Live streams that are open.")
