"""What the gateway counts of its devices' presence."""

from collections.abc import Mapping
from typing import Final

from prometheus_client import Counter, Gauge

DEVICES: Final = Gauge(
    "meriggio_device_gateway_devices", "Devices, by whether they are there.", ["state"]
)
FAULTED: Final = Gauge(
    "meriggio_device_gateway_devices_faulted", "Devices that say they have a fault."
)
FIRMWARES: Final = Gauge(
    "meriggio_device_gateway_devices_by_firmware",
    "Devices by what they run: the ten versions of most devices, and other.",
    ["version"],
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
_VERSION_CHARACTERS: Final = 32
_VERSIONS: Final = 10
"""Devices say them, so that there may be as many as devices."""


def show_firmwares(by_version: Mapping[str, int]) -> None:
    """Of these counts, the most first."""
    versions = sorted(by_version, key=lambda version: -by_version[version])
    FIRMWARES.clear()
    for version in versions[:_VERSIONS]:
        FIRMWARES.labels(version[:_VERSION_CHARACTERS]).set(by_version[version])
    FIRMWARES.labels("other").set(sum(by_version[version] for version in versions[_VERSIONS:]))
