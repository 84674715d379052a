"""What delivering counts and times."""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

from libs.chassis.telemetry import LATENCY_BUCKETS_S

RECEIVED_TO_SENT: Final = Histogram(
    "meriggio_engagement_received_to_sent_seconds",
    "From the receipt of the reading that completed a surplus to a notification's sending.",
    ["channel"],
    buckets=LATENCY_BUCKETS_S,
)
ATTEMPT: Final = Histogram(
    "meriggio_engagement_delivery_attempt_seconds",
    "How long an attempt to deliver took.",
    ["channel", "status"],
    buckets=LATENCY_BUCKETS_S,
)
DELIVERIES: Final = Counter(
    "meriggio_engagement_deliveries_total", "Attempts to deliver.", ["channel", "status"]
)
ENDPOINTS_DISABLED: Final = Counter(
    "meriggio_engagement_endpoints_disabled_total",
    "Endpoints to which nothing is sent any more, by reason: gone or failing.",
    ["channel", "reason"],
)
HOME_STATES: Final = Counter(
    "meriggio_engagement_home_states_total",
    "Communities' states published on the homes' broker.",
)
HOME_CONNECTED: Final = Gauge(
    "meriggio_engagement_home_connected",
    "1 while this replica is connected to the homes' broker.",
)
ENDPOINTS_GONE: Final = Counter(
    "meriggio_engagement_endpoints_gone_total",
    "Endpoints disabled because a receipt said they are there no longer.",
    ["channel"],
)
