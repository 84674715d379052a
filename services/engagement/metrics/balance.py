"""What folding counts and times."""

from typing import Final

from prometheus_client import Counter, Gauge

from libs.chassis.batch_histogram import BatchHistogram

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
MINUTES_LOST: Final = Counter(
    "meriggio_engagement_balance_minutes_lost_total",
    "Minutes of a balance let go because the store was away for too long.",
)
FOLD_LAG: Final = Gauge(
    "meriggio_engagement_fold_lag_messages", "Readings in the stream that are not folded yet."
)
COMMUNITIES: Final = Gauge(
    "meriggio_engagement_communities",
    "Communities with a device that are held here: fresh (heard within 15 minutes), stale, or"
    " silent (never heard).",
    ["state"],
)
FACILITIES: Final = Gauge(
    "meriggio_engagement_facilities",
    "Facilities with a device in them: fresh (in the balance), stale, or silent (never heard).",
    ["state"],
)
NEWEST_READING_AGE: Final = Gauge(
    "meriggio_engagement_newest_reading_age_seconds",
    "How long ago communities held here were heard last, as quantiles over them.",
    ["quantile"],
)
PARTITIONS: Final = Gauge(
    "meriggio_engagement_partitions", "Partitions of READINGS that are folded here, of 64."
)
RECEIVED_TO_FOLDED: Final = BatchHistogram(
    "meriggio_engagement_received_to_folded_seconds",
    "From the gateway's receipt of a reading to the balance that contains it.",
)
MEASURED_TO_FOLDED: Final = BatchHistogram(
    "meriggio_engagement_measured_to_folded_seconds",
    "From the device's measurement to the balance that contains it.",
)
