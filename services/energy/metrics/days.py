"""What is counted of facilities' days that are kept."""

from typing import Final

from prometheus_client import Counter, Gauge

FILLED: Final = Counter(
    "meriggio_energy_facility_days_filled_total",
    "Days of facilities that the rounds kept, for the first time or once more.",
)
LEFT: Final = Gauge(
    "meriggio_energy_facility_days_rounds_left",
    "Rounds that are left until everybody's days have been looked at.",
)
