"""How devices are: for who has their facility, and for operators."""

from dataclasses import dataclass
from operator import attrgetter
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.clock import Clock
from libs.chassis.operators import CurrentOperator
from libs.chassis.paging import PAGED, Cursor, Cursors, Limit
from services.device_gateway.domain.presence.fleet import (
    FleetFilter,
    FleetOrder,
    FleetPlace,
    IdentityState,
)
from services.device_gateway.domain.presence.presence import State
from services.device_gateway.inbound.http.access import DeviceUsers, require_sight
from services.device_gateway.inbound.http.parameters import DeviceId
from services.device_gateway.inbound.http.presence_models import (
    DeviceEventItem,
    DeviceStatusAnswer,
    FleetDeviceAnswer,
    FleetSummaryAnswer,
)
from services.device_gateway.inbound.http.problems import NO_OPERATOR, OF_OWN_DEVICE, UNHEARD
from services.device_gateway.ports.presence import FleetView
from services.device_gateway.usecases.presence.read_device import ReadDevice

_Word = Annotated[str | None, Query(max_length=64, pattern=r"^[^\x00-\x1f\x7f]+$")]
_PLACES: Final[Cursors[FleetPlace]] = Cursors(FleetPlace)
_POSITIONS: Final[Cursors[int]] = Cursors(Annotated[int, Field(ge=0, le=2**63 - 1)])


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceUseCases:
    """What the operations call."""

    read_device: ReadDevice
    fleet: FleetView
    users: DeviceUsers
    clock: Clock


def device_operations(use_cases: PresenceUseCases) -> APIRouter:
    """For a facility's users."""
    router = APIRouter(
        prefix="/device/{deviceId}",
        tags=["device"],
        responses=OF_OWN_DEVICE,
    )

    async def may_see(principal: CurrentPrincipal, device_id: DeviceId) -> None:
        require_sight(use_cases.users, principal.user_id, device_id, use_cases.clock.now())

    @router.get("/status", dependencies=[Depends(may_see)])
    async def read_device_status(device_id: DeviceId) -> DeviceStatusAnswer:
        """Whether the device is there, when it was heard last, and what it says of itself."""
        return DeviceStatusAnswer.of(await use_cases.read_device.status(device_id))

    @router.get("/event", responses=PAGED, dependencies=[Depends(may_see)])
    async def list_device_events(
        device_id: DeviceId,
        request: Request,
        response: Response,
        limit: Limit = 100,
        cursor: Cursor = None,
    ) -> list[DeviceEventItem]:
        """When the device came, went, or had a fault, the newest first; for 90 days.

        Only of the time for which it has measured this facility: a page may be shorter than
        `limit` though the `Link` header names a next one.
        """
        history = await use_cases.read_device.history(
            device_id, _POSITIONS.read(cursor), limit=limit
        )
        if history.last_position is not None:
            _POSITIONS.link(request, response, history.last_position)
        return [DeviceEventItem.of(each.transition) for each in history.shown]

    return router


def _wanted(
    *,
    state: State | None = None,
    faulted: bool | None = None,
    fault: _Word = None,
    firmware: _Word = None,
    hardware: _Word = None,
    batch_id: Annotated[_Word, Query(alias="batchId")] = None,
    standing: IdentityState | None = None,
    has_facility: Annotated[bool | None, Query(alias="hasFacility")] = None,
    text: Annotated[
        _Word, Query(description="Part of the device's id or serial number, in any case.")
    ] = None,
) -> FleetFilter:
    return FleetFilter(
        state=state,
        is_faulted=faulted,
        fault=fault,
        firmware=firmware,
        hardware=hardware,
        batch_id=batch_id,
        identity=standing,
        has_facility=has_facility,
        text=text,
    )


def fleet_operations(use_cases: PresenceUseCases) -> APIRouter:
    """For operators, of any device."""
    router = APIRouter(prefix="/fleet", tags=["fleet"], responses=NO_OPERATOR)

    @router.get("/device", responses=PAGED)
    async def list_devices(
        *,
        _: CurrentOperator,
        wanted: Annotated[FleetFilter, Depends(_wanted)],
        request: Request,
        response: Response,
        sort: FleetOrder = FleetOrder.DEVICE_ID,
        limit: Limit = 100,
        cursor: Cursor = None,
    ) -> list[FleetDeviceAnswer]:
        """Every device that the registry, the manufacturing list or its own voice told us of."""
        found = await use_cases.fleet.devices(wanted, sort, _PLACES.read(cursor), limit=limit + 1)
        shown = _PLACES.cut(found, limit, attrgetter("place"), request, response)
        return [FleetDeviceAnswer.all_of(each) for each in shown]

    @router.get("/device/{deviceId}", responses=UNHEARD)
    async def read_fleet_device(_: CurrentOperator, device_id: DeviceId) -> FleetDeviceAnswer:
        """All we know of a device."""
        return FleetDeviceAnswer.all_of(await use_cases.read_device.overview(device_id))

    @router.get("/summary")
    async def read_fleet_summary(_: CurrentOperator) -> FleetSummaryAnswer:
        """How many devices are online, offline, faulted, and so on."""
        return FleetSummaryAnswer.of(await use_cases.fleet.summary())

    return router
