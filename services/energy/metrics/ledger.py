"""What is counted of the ledger."""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

SETTLED: Final = Counter(
    "meriggio_energy_settlements_total",
    "Versions of months that were added to the ledger.",
    ["asked"],
)
UNCHANGED: Final = Counter(
    "meriggio_energy_settlements_unchanged_total",
    "Months that were computed again and came out the same, or without any energy.",
    ["asked"],
)
FAILED: Final = Counter(
    "meriggio_energy_settlements_failed_total",
    "Months that changed and were not settled: they have as many versions as one may.",
)
WAITING: Final = Gauge(
    "meriggio_energy_settlements_waiting",
    "Ended months that changed and are not settled yet, when each community was looked at last.",
)
LOOKED_AT: Final = Counter(
    "meriggio_energy_settlement_checks_total", "Months looked at for changes by their counters."
)
SECONDS: Final = Histogram(
    "meriggio_energy_settlement_round_seconds",
    "How long one community's round took.",
    buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30),
)
