"""What is counted of readings at rest."""

from typing import Final

from prometheus_client import Counter, Gauge

MONTHS: Final = Gauge(
    "meriggio_energy_reading_months", "Months of readings in the books, as partitions."
)
MONTHS_AHEAD: Final = Gauge(
    "meriggio_energy_reading_months_ahead", "Months to come for which there is a partition."
)
MONTHS_BUSY: Final = Gauge(
    "meriggio_energy_reading_months_overdue",
    "Months that should have left the books and were in use when they were tried last.",
)
TAKEN_OUT: Final = Counter(
    "meriggio_energy_reading_months_taken_out_total",
    "Months of readings that left the books.",
    ["how"],
)
KEPT_FROM: Final = Gauge(
    "meriggio_energy_readings_kept_from_seconds",
    "Since when readings are kept, as seconds since 1970.",
)
FORGOTTEN: Final = Counter(
    "meriggio_energy_readings_forgotten_total",
    "Readings that waited for a place until they were older than readings are kept.",
)
