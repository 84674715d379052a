"""What the service counts; scraped at /metrics."""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

from libs.chassis.batch_histogram import BatchHistogram
from libs.chassis.telemetry import LATENCY_BUCKETS_S

STORED: Final = Counter(
    "meriggio_energy_readings_stored_total", "Readings put into the books, each once."
)
DUPLICATES: Final = Counter(
    "meriggio_energy_duplicates_total", "Readings delivered that the books already had."
)
CORRECTED: Final = Counter(
    "meriggio_energy_readings_corrected_total", "Readings put in place of what was said before."
)
REJECTED: Final = Counter(
    "meriggio_energy_readings_rejected_total", "Readings sent to the dead letters.", ["reason"]
)
UNPLACED: Final = Counter(
    "meriggio_energy_readings_unplaced_total",
    "Readings stored without a facility: none was known, or not believed with its K.",
)
PLACED: Final = Counter(
    "meriggio_energy_readings_placed_total",
    "Readings that waited for their facility and got it, with all that they count for.",
)
NEVER_PLACED: Final = Counter(
    "meriggio_energy_readings_never_placed_total",
    "Readings that waited and, multiplied by K, are not believed: they will never count.",
)
BATCH_SIZE: Final = Histogram(
    "meriggio_energy_batch_size",
    "Readings stored in one transaction.",
    buckets=(1, 2, 5, 10, 20, 50, 100, 200, 350, 500, 750, 1000, 2000, 5000),
)
STORE_SECONDS: Final = Histogram(
    "meriggio_energy_store_seconds",
    "From a decoded batch to its commit.",
    buckets=LATENCY_BUCKETS_S,
)
RECEIVED_TO_STORED_SECONDS: Final = BatchHistogram(
    "meriggio_energy_received_to_stored_seconds",
    "From a reading's arrival at the gateway to the commit.",
)
MEASURED_TO_STORED_SECONDS: Final = BatchHistogram(
    "meriggio_energy_measured_to_stored_seconds",
    "From the measurement to the commit; in a replay of the past, the age of the past.",
)
REGISTRY_UNREADABLE: Final = Counter(
    "meriggio_energy_registry_unreadable_total", "Registry events that could not be read."
)
FACILITIES_KNOWN: Final = Gauge(
    "meriggio_energy_facilities_known", "Facilities that the registry has or had."
)
