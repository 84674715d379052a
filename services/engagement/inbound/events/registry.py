"""REGISTRY and USERS into the projections: the last state of everything first, then changes."""

from collections.abc import Sequence
from typing import Final, TypeVar

from libs.chassis.bus import Bus
from libs.chassis.bus_message import BusMessage
from libs.chassis.follow import follow
from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.telemetry import get_logger
from libs.contracts import streams, subjects
from libs.contracts.codec import EventDecoder, MalformedEventError
from libs.contracts.v1 import registry as events
from libs.contracts.v1.user import USER_DECODER, UserDeleted, UserEvent
from services.engagement.domain.registry.contact import Contact
from services.engagement.domain.registry.registry import (
    Community,
    DeviceInForce,
    Facility,
    MembershipInForce,
)
from services.engagement.inbound.events.policies import policy_of
from services.engagement.inbound.events.readings import skip
from services.engagement.ports.store import StoreUnavailableError
from services.engagement.usecases.balance.fold_readings import FoldReadings
from services.engagement.usecases.registry.project_registry import ProjectRegistry
from services.engagement.usecases.registry.project_users import ProjectUsers

REGISTRY_WORKER: Final = "registry"
USERS_WORKER: Final = "users"
_RETRY_PAUSE_S: Final = 0.5
_EventT = TypeVar("_EventT")


def registry_worker(bus: Bus, project: ProjectRegistry, fold: FoldReadings) -> Worker:
    """Keeps the registry projection; ready when the present state is applied."""

    async def run(context: WorkerContext) -> None:
        async def apply(messages: Sequence[BusMessage]) -> None:
            changes = _decode(streams.REGISTRY.name, events.REGISTRY_DECODER, messages)
            project.apply(registry_change(event) for event in changes)
            fold.hand_on()

        await follow(
            bus,
            stream=streams.REGISTRY.name,
            subjects=[subjects.REGISTRY],
            apply=apply,
            caught_up=context.ready,
            context=context,
        )

    return Worker(REGISTRY_WORKER, run)


def users_worker(bus: Bus, project: ProjectUsers) -> Worker:
    """Keeps the contacts; ready when the present state is applied."""

    async def run(context: WorkerContext) -> None:
        async def apply(messages: Sequence[BusMessage]) -> None:
            changes = _decode(streams.USERS.name, USER_DECODER, messages)
            await _project_users(project, [contact_of(event) for event in changes], context)

        await follow(
            bus,
            stream=streams.USERS.name,
            subjects=[subjects.USERS],
            apply=apply,
            caught_up=context.ready,
            context=context,
        )

    return Worker(USERS_WORKER, run)


async def _project_users(
    project: ProjectUsers, contacts: Sequence[Contact], context: WorkerContext
) -> None:
    """Apply, again and again while the store is away."""
    while not context.stop.is_set():
        try:
            await project.apply(contacts)
        except StoreUnavailableError as error:
            get_logger().warning("deletion_waits_for_store", error=str(error))
            await context.pause(_RETRY_PAUSE_S)
        else:
            return


def registry_change(event: events.RegistryEvent) -> Facility | Community:
    """An event of the registry as the domain sees it: what is in force now."""
    if isinstance(event, events.FacilityState):
        return Facility(
            facility_id=event.facility_id,
            version=event.version,
            user_ids=frozenset(user.user_id for user in event.users),
            device=_device_in_force(event),
            membership=_membership_in_force(event),
        )
    if isinstance(event, events.FacilityRemoved):
        return Facility(event.facility_id, event.version, removed=True)
    if isinstance(event, events.CommunityRemoved):
        return Community(
            event.community_id, event.version, removed=True, removed_at=event.changed_at
        )
    return Community(
        community_id=event.community_id,
        version=event.version,
        name=event.name,
        representative_id=event.representative_id,
        policy=policy_of(event.surplus_policy),
    )


def contact_of(event: UserEvent) -> Contact:
    """An event about a user as the domain sees it."""
    if isinstance(event, UserDeleted):
        return Contact(event.user_id, event.version, email=None)
    return Contact(
        user_id=event.user_id,
        version=event.version,
        email=event.email,
        name=event.name,
        locale=event.locale,
        time_zone=event.time_zone,
    )


def _device_in_force(event: events.FacilityState) -> DeviceInForce | None:
    in_force = [interval for interval in event.devices if interval.valid_to is None]
    if not in_force:
        return None
    newest = max(in_force, key=lambda interval: interval.valid_from)
    return DeviceInForce(newest.device_id, newest.valid_from)


def _membership_in_force(event: events.FacilityState) -> MembershipInForce | None:
    in_force = [interval for interval in event.communities if interval.valid_to is None]
    if not in_force:
        return None
    newest = max(in_force, key=lambda interval: interval.valid_from)
    return MembershipInForce(newest.community_id, newest.valid_from)


def _decode(
    stream: str, decoder: EventDecoder[_EventT], messages: Sequence[BusMessage]
) -> list[_EventT]:
    decoded: list[_EventT] = []
    for message in messages:
        try:
            decoded.append(decoder.decode(message.data))
        except MalformedEventError as error:
            skip(stream, message, error)
    return decoded
