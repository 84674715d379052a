"""What is counted of histories asked for."""

from typing import Final

from prometheus_client import Counter, Gauge

EXPORTS: Final = Gauge("meriggio_energy_exports_under_way", "Exports that are being sent.")
EXPORTED_BYTES: Final = Counter(
    "meriggio_energy_exported_bytes_total", "Bytes of exports sent.", ["format"]
)
