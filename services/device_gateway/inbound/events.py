"""The registry's facilities from the bus, into the projection of devices."""

from collections.abc import Callable, Sequence

from libs.chassis.bus import Bus
from libs.chassis.bus_message import BusMessage
from libs.chassis.follow import follow
from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.telemetry import get_logger
from libs.contracts import streams, subjects
from libs.contracts.codec import EventDecoder, MalformedEventError, utc
from libs.contracts.v1.registry import FacilityEvent, FacilityState
from services.device_gateway.domain.readings.placement import DeviceUse, Facility, Membership
from services.device_gateway.metrics import readings as metrics
from services.device_gateway.usecases.readings.follow_registry import FollowRegistry

_DECODER = EventDecoder[FacilityEvent](FacilityEvent)


def registry_worker(
    bus: Bus, registry: FollowRegistry, *, count_devices: Callable[[], int]
) -> Worker:
    """Follows REGISTRY; ready once it has seen every facility there is."""

    async def apply(messages: Sequence[BusMessage]) -> None:
        for message in messages:
            facility = facility_of(message)
            if facility is not None:
                registry.facility_changed(facility)
        metrics.DEVICES_KNOWN.set(count_devices())

    async def run(context: WorkerContext) -> None:
        await registry.remember()
        await follow(
            bus,
            stream=streams.REGISTRY.name,
            subjects=[subjects.FACILITIES],
            apply=apply,
            caught_up=context.ready,
            context=context,
        )

    return Worker("registry", run)


def facility_of(message: BusMessage) -> Facility | None:
    """The facility's intervals; None for an event that cannot be read, which is logged.

    The facility then stays as it was: one broken state must not stop the others' readings.
    """
    try:
        event = _DECODER.decode(message.data)
        return Facility(
            facility_id=event.facility_id,
            version=event.version,
            devices=tuple(
                DeviceUse(
                    device.device_id,
                    device.transformation_constant,
                    utc(device.valid_from),
                    None if device.valid_to is None else utc(device.valid_to),
                )
                for device in event.devices
            ),
            communities=tuple(
                Membership(
                    membership.community_id,
                    utc(membership.valid_from),
                    None if membership.valid_to is None else utc(membership.valid_to),
                )
                for membership in event.communities
            ),
            roles=(
                tuple((user.user_id, user.role) for user in event.users)
                if isinstance(event, FacilityState)
                else ()
            ),
        )
    except (MalformedEventError, ValueError, OverflowError) as error:
        metrics.REGISTRY_UNREADABLE.inc()
        get_logger().error("registry_event_unreadable", subject=message.subject, error=str(error))
        return None
