"""What the community service tells of facilities and communities."""

from collections.abc import Sequence

from libs.chassis.bus import Bus
from libs.chassis.bus_message import BusMessage
from libs.chassis.follow import follow
from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.telemetry import get_logger
from libs.contracts import streams, subjects
from libs.contracts.codec import MalformedEventError
from libs.contracts.v1 import registry
from services.energy.domain.calendar import Period
from services.energy.domain.quantities import milliwatts
from services.energy.domain.registry import (
    Community,
    DevicePeriod,
    Facility,
    FacilityFacts,
    FormerFacts,
    Membership,
    period_of,
)
from services.energy.metrics import books as metrics
from services.energy.ports.registry import RegistryKeeper
from services.energy.usecases.books.place_readings import PlaceReadings


class RegistryHandler:
    """Keeps the registry's states as they come; what cannot be read is counted and skipped.

    Readings that waited for what a state tells get their place: see PlaceReadings.
    """

    def __init__(self, keeper: RegistryKeeper, placing: PlaceReadings) -> None:
        self._keeper = keeper
        self._placing = placing

    async def __call__(self, messages: Sequence[BusMessage]) -> None:
        for message in messages:
            try:
                self._keep(registry.REGISTRY_DECODER.decode(message.data))
            except MalformedEventError as error:
                metrics.REGISTRY_UNREADABLE.inc()
                get_logger().error(
                    "registry_event_unreadable", subject=message.subject, error=str(error)
                )
        metrics.FACILITIES_KNOWN.set(self._keeper.facility_count())

    def _keep(self, event: registry.RegistryEvent) -> None:
        if isinstance(event, registry.FacilityState | registry.FacilityRemoved):
            if self._keeper.put_facility(facility_of(event)):
                self._placing.look_at(device.device_id for device in event.devices)
        else:
            self._keeper.put_community(community_of(event))


def registry_worker(bus: Bus, handler: RegistryHandler, placing: PlaceReadings) -> Worker:
    """Follows the registry; ready once all of its present state is known."""

    async def run(context: WorkerContext) -> None:
        def caught_up() -> None:
            placing.look_everywhere()
            context.ready()

        await follow(
            bus,
            stream=streams.REGISTRY.name,
            subjects=[subjects.REGISTRY],
            apply=handler,
            caught_up=caught_up,
            context=context,
        )

    return Worker("registry", run)


def facility_of(event: registry.FacilityEvent) -> Facility:
    """In the books' words."""
    facility_id = event.facility_id
    state = event if isinstance(event, registry.FacilityState) else None
    users = state.users if state else ()
    return Facility(
        facility_id=facility_id,
        version=event.version,
        removed=state is None,
        users=frozenset(user.user_id for user in users),
        owners=frozenset(user.user_id for user in users if user.role == "owner"),
        max_import_mw=milliwatts(state.max_consumption_w) if state else None,
        name=state.name if state else "",
        facts=_facts(event),
        devices=tuple(
            DevicePeriod(
                device.device_id, facility_id, _period(device), device.transformation_constant
            )
            for device in event.devices
        ),
        memberships=tuple(
            Membership(interval.community_id, facility_id, _period(interval))
            for interval in event.communities
        ),
    )


def _facts(event: registry.FacilityEvent) -> FacilityFacts:
    return FacilityFacts(
        region=event.region,
        member_type=event.member_type,
        max_production_mw=milliwatts(event.max_production_w),
        commissioned_on=event.commissioned_on,
        plant_source=event.plant_source,
        regional_bonus=event.regional_bonus,
        incentives_reduction=event.incentives_reduction,
        owner_kind=event.owner_kind,
        storage_efficiency=event.storage_efficiency,
        former=tuple(
            FormerFacts(
                until=former.valid_to,
                incentives_reduction=former.incentives_reduction,
                owner_kind=former.owner_kind,
            )
            for former in event.former_facts
        ),
    )


def community_of(event: registry.CommunityEvent) -> Community:
    """In the books' words."""
    state = event if isinstance(event, registry.CommunityState) else None
    return Community(
        community_id=event.community_id,
        version=event.version,
        removed=state is None,
        representative_id=state.representative_id if state else None,
        name=state.name if state else "",
        market_zone=state.market_zone if state else "",
    )


def _period(interval: registry.DeviceInterval | registry.CommunityInterval) -> Period:
    return period_of(interval.valid_from, interval.valid_to)
