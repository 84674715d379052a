"""What the gateway counts of its devices' presence."""

from typing import Final

from prometheus_client import Counter, Gauge

DEVICES: Final = Gauge(
    "meriggio_device_gateway_devices", "Devices, by whether they are there.", ["state"]
)
FAULTED: Final = Gauge(
    "meriggio_device_gateway_devices_faulted", "Devices that say they have a fault."
)
STATUSES: Final = Counter(
    "meriggio_device_gateway_statuses_total",
    "Statuses and last wills, by what they were: status, will, or late (older than one known).",
    ["kind"],
)
TRANSITIONS: Final = Counter(
    "meriggio_device_gateway_device_transitions_total",
    "Devices that came, went, or began or ceased to have a fault.",
    ["change"],
)
LISTENING: Final = Gauge(
    "meriggio_device_gateway_listening",
    "1 while all connections hear the broker and the database knows it; else silence does not"
    " count.",
)
