"""What the gateway counts of updates over the air."""

from typing import Final

from prometheus_client import Counter, Gauge

OFFERS: Final = Counter(
    "meriggio_device_gateway_firmware_offers_total",
    "Offers written to devices; one is repeated until the device's last phase.",
)
PROGRESS: Final = Counter(
    "meriggio_device_gateway_firmware_progress_total",
    "Progress that devices reported; unknown: of no update of this device.",
    ["phase"],
)
OUTCOMES: Final = Counter(
    "meriggio_device_gateway_firmware_outcomes_total",
    "Updates that reached a last phase; one corrected by its device later counts again.",
    ["phase"],
)
ABORTED: Final = Counter(
    "meriggio_device_gateway_firmware_rollouts_aborted_total",
    "Roll-outs aborted because too many updates failed.",
)
ROLLOUTS: Final = Gauge(
    "meriggio_device_gateway_firmware_rollouts", "Roll-outs that are not over.", ["state"]
)
LOADING: Final = Gauge(
    "meriggio_device_gateway_firmware_loading",
    "Devices that were offered an image or load it, in all replicas.",
)
DOWNLOADS: Final = Gauge(
    "meriggio_device_gateway_firmware_downloads", "Answers with an image under way here."
)
DOWNLOADED_BYTES: Final = Counter(
    "meriggio_device_gateway_firmware_downloaded_bytes_total", "Bytes of images sent."
)
CACHED_BYTES: Final = Gauge(
    "meriggio_device_gateway_firmware_cached_bytes", "Images held in memory."
)
