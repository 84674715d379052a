"""What this service counts and times."""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

from libs.chassis.batch_histogram import BatchHistogram
from libs.chassis.telemetry import LATENCY_BUCKETS_S

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
