"""What delivering counts and times."""

from typing import Final

from prometheus_client import Counter, Histogram

from libs.chassis.telemetry import LATENCY_BUCKETS_S

RECEIVED_TO_SENT: Final = Histogram(
    "meriggio_engagement_received_to_sent_seconds",
    "From the receipt of the reading that completed a surplus to a notification's sending.",
    ["channel"],
    buckets=LATENCY_BUCKETS_S,
)
DELIVERIES: Final = Counter(
    "meriggio_engagement_deliveries_total", "Attempts to deliver.", ["channel", "status"]
)
