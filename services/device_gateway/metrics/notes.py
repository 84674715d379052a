"""What the gateway counts of messages to devices that answer none of theirs."""

from typing import Final

from prometheus_client import Counter

SENT: Final = Counter("meriggio_device_gateway_notes_sent_total", "Notes given to the broker.")
FORGOTTEN: Final = Counter(
    "meriggio_device_gateway_notes_forgotten_total",
    "Notes that found no room while the broker was away; the next report repeats them.",
)
