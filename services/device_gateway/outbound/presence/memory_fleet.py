"""Lists and counts of devices, in memory."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from services.device_gateway.domain.presence.fleet import (
    MOST_FAULTS_COUNTED,
    MOST_FIRMWARES_COUNTED,
    DeviceOverview,
    FleetFilter,
    FleetOrder,
    FleetPlace,
    FleetSummary,
    IdentityState,
)

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def listed(
    devices: Iterable[DeviceOverview],
    wanted: FleetFilter,
    order: FleetOrder,
    after: FleetPlace | None,
) -> list[DeviceOverview]:
    """Those wanted that come after that place, in order."""
    found = sorted(
        (device for device in devices if _is_wanted(device, wanted)),
        key=lambda device: _key(device.place, order),
    )
    if after is None:
        return found
    return [each for each in found if _key(each.place, order) > _key(after, order)]


def summed_up(devices: Sequence[DeviceOverview]) -> FleetSummary:
    """How many are how."""
    firmwares = Counter(
        device.presence.condition.firmware
        for device in devices
        if device.presence.condition.firmware is not None
    )
    faults = _most_frequent_first(
        Counter(active.fault for device in devices for active in device.presence.faults)
    )
    return FleetSummary(
        total=len(devices),
        by_state=dict(Counter(device.presence.state for device in devices)),
        faulted=sum(bool(device.presence.faults) for device in devices),
        by_fault=dict(faults[:MOST_FAULTS_COUNTED]),
        other_faults=sum(count for _, count in faults[MOST_FAULTS_COUNTED:]),
        by_firmware=dict(_most_frequent_first(firmwares)[:MOST_FIRMWARES_COUNTED]),
        by_identity=dict(
            Counter(device.identity.state for device in devices if device.identity is not None)
        ),
        provisioned_without_facility=sum(
            device.facility_id is None
            and device.identity is not None
            and device.identity.state is IdentityState.PROVISIONED
            for device in devices
        ),
    )


def _most_frequent_first(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda each: (-each[1], each[0]))


def _key(place: FleetPlace, order: FleetOrder) -> Any:
    if order is FleetOrder.DEVICE_ID:
        return place.device_id
    if place.heard_at is None:
        return 1, 0.0, place.device_id
    return 0, -(place.heard_at - _EPOCH).total_seconds(), place.device_id


def _is_wanted(device: DeviceOverview, wanted: FleetFilter) -> bool:
    presence, identity = device.presence, device.identity
    faults = {active.fault for active in presence.faults}
    names = [presence.device_id, *([identity.serial_number] if identity else [])]
    text = wanted.text
    return all(
        (
            wanted.state in (None, presence.state),
            wanted.is_faulted in (None, bool(faults)),
            wanted.fault is None or wanted.fault in faults,
            wanted.firmware in (None, presence.condition.firmware),
            wanted.hardware in (None, presence.condition.hardware),
            wanted.batch_id in (None, identity and identity.batch_id),
            wanted.identity in (None, identity and identity.state),
            wanted.has_facility in (None, device.facility_id is not None),
            text is None or any(text.lower() in name.lower() for name in names),
        )
    )
