"""What transitions look like on the bus."""

from uuid import UUID

from libs.chassis.outbox import OutgoingEvent
from libs.contracts import codec, subjects
from libs.contracts.v1.device import (
    DeviceEvent,
    DeviceFaultCleared,
    DeviceFaulted,
    DeviceOffline,
    DeviceOnline,
)
from services.device_gateway.domain.presence.presence import Change, Transition


def as_event(event_id: UUID, transition: Transition) -> OutgoingEvent:
    """The transition as an event for the stream DEVICES."""
    return OutgoingEvent(
        event_id,
        subjects.device(transition.device_id),
        codec.encode(_device_event(event_id, transition)),
    )


def _device_event(event_id: UUID, transition: Transition) -> DeviceEvent:
    device_id, occurred_at = transition.device_id, transition.occurred_at
    if transition.change in (Change.ONLINE, Change.OFFLINE):
        kind = DeviceOnline if transition.change is Change.ONLINE else DeviceOffline
        return kind(event_id=event_id, device_id=device_id, occurred_at=occurred_at)
    said = DeviceFaulted if transition.change is Change.FAULTED else DeviceFaultCleared
    return said(
        event_id=event_id,
        device_id=device_id,
        occurred_at=occurred_at,
        fault=transition.fault or "",
    )
