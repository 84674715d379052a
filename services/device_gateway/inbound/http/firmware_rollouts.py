"""Operators roll images out; owners see their device's update."""

from dataclasses import dataclass
from http import HTTPStatus
from operator import attrgetter
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.clock import Clock
from libs.chassis.errors import DeviceNotFoundError
from libs.chassis.operators import CurrentOperator
from libs.chassis.paging import PAGED, Cursor, Cursors
from services.device_gateway.domain.firmware.target import Phase
from services.device_gateway.inbound.http.access import DeviceUsers, require_sight
from services.device_gateway.inbound.http.firmware_models import (
    DeviceFirmwareAnswer,
    RolloutAnswer,
    RolloutBody,
    TargetAnswer,
)
from services.device_gateway.inbound.http.parameters import DeviceId, FewerLimit, Name, RolloutId
from services.device_gateway.inbound.http.problems import (
    CONFLICT,
    NO_OPERATOR,
    NOT_FOUND,
    OF_OWN_DEVICE,
    UNHEARD,
)
from services.device_gateway.ports.firmware import Before
from services.device_gateway.usecases.firmware.look_up import LookUp, RolloutView
from services.device_gateway.usecases.firmware.start_rollout import StartRollout
from services.device_gateway.usecases.firmware.steer_rollout import SteerRollout, Step

_Phases = Annotated[
    list[Phase] | None,
    Query(alias="phase", max_length=len(Phase), description="Only these; all by default."),
]
_PLACES: Final[Cursors[Before]] = Cursors(Before)
_DEVICES: Final[Cursors[str]] = Cursors(Name)
_STEPS: Final = {
    Step.PAUSE: "Offer the image to nobody else for now; who has begun goes on.",
    Step.RESUME: "Go on; the wave begins anew.",
    Step.ADVANCE: "Begin the next wave, whatever has become of this one.",
    Step.ABORT: "Offer the image to nobody else, for good; who has begun goes on.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RolloutUseCases:
    """What the operations call."""

    start: StartRollout
    steer: SteerRollout
    look_up: LookUp


def rollout_operations(use_cases: RolloutUseCases) -> APIRouter:
    """Below `/fleet/rollout`."""
    router = APIRouter(prefix="/fleet/rollout", tags=["firmware"], responses=NO_OPERATOR)
    _add_reading(router, use_cases)
    _add_steering(router, use_cases)
    return router


def _add_reading(router: APIRouter, use_cases: RolloutUseCases) -> None:
    @router.get("", responses=PAGED)
    async def list_rollouts(
        _: CurrentOperator,
        request: Request,
        response: Response,
        limit: FewerLimit = 20,
        cursor: Cursor = None,
    ) -> list[RolloutAnswer]:
        """Roll-outs with their counts, the newest first."""
        found = await use_cases.look_up.rollouts(limit=limit + 1, before=_PLACES.read(cursor))
        shown = _PLACES.cut(found, limit, _place_of, request, response)
        return [RolloutAnswer.of(view) for view in shown]

    @router.get("/{rolloutId}", responses=NOT_FOUND)
    async def read_rollout(_: CurrentOperator, rollout_id: RolloutId) -> RolloutAnswer:
        """One roll-out: devices by wave and phase."""
        return RolloutAnswer.of(await use_cases.look_up.rollout(rollout_id))

    @router.get("/{rolloutId}/device", responses=NOT_FOUND | PAGED)
    async def list_targets(
        _: CurrentOperator,
        *,
        rollout_id: RolloutId,
        request: Request,
        response: Response,
        phases: _Phases = None,
        limit: FewerLimit = 100,
        cursor: Cursor = None,
    ) -> list[TargetAnswer]:
        """Its devices by id, with what they said; `phase=failed` shows why."""
        found = await use_cases.look_up.targets(
            rollout_id,
            limit=limit + 1,
            phases=phases or tuple(Phase),
            after=_DEVICES.read(cursor) or "",
        )
        shown = _DEVICES.cut(found, limit, attrgetter("device_id"), request, response)
        return [TargetAnswer.of(target) for target in shown]


def _add_steering(router: APIRouter, use_cases: RolloutUseCases) -> None:
    @router.post("", status_code=HTTPStatus.CREATED, responses=NOT_FOUND | CONFLICT)
    async def start_rollout(operator: CurrentOperator, body: RolloutBody) -> RolloutAnswer:
        """Begin with the first wave, of the devices that have reported the image's hardware.

        Named devices that have not reported yet wait for their first report; those that cannot
        take the image are skipped, with the reason.
        """
        rollout = await use_cases.start(body.plan(), operator=operator.name)
        return RolloutAnswer.of(await use_cases.look_up.rollout(rollout.rollout_id))

    for step, does in _STEPS.items():
        _add_step(router, use_cases, step, does)


def _add_step(router: APIRouter, use_cases: RolloutUseCases, step: Step, does: str) -> None:
    @router.post(
        f"/{{rolloutId}}/{step}",
        name=f"{step}_rollout",
        description=does,
        responses=NOT_FOUND | CONFLICT,
    )
    async def steer_rollout(operator: CurrentOperator, rollout_id: RolloutId) -> RolloutAnswer:
        await use_cases.steer(rollout_id, step, operator=operator.name)
        return RolloutAnswer.of(await use_cases.look_up.rollout(rollout_id))


def _place_of(view: RolloutView) -> Before:
    return Before(view.rollout.started_at, view.rollout.rollout_id)


def device_operations(look_up: LookUp, users: DeviceUsers, clock: Clock) -> APIRouter:
    """One device's firmware, for its owners and for operators."""
    router = APIRouter(tags=["firmware"])

    @router.get("/device/{deviceId}/firmware", responses=OF_OWN_DEVICE)
    async def read_own_firmware(
        caller: CurrentPrincipal, device_id: DeviceId
    ) -> DeviceFirmwareAnswer:
        """What the device runs, and its newest update."""
        require_sight(users, caller.user_id, device_id, clock.now())
        return DeviceFirmwareAnswer.of(device_id, await look_up.device(device_id))

    @router.get("/fleet/device/{deviceId}/firmware", responses=NO_OPERATOR | UNHEARD)
    async def read_firmware(_: CurrentOperator, device_id: DeviceId) -> DeviceFirmwareAnswer:
        """What a device that has reported runs, and its newest update."""
        view = await look_up.device(device_id)
        if view.member is None:
            raise DeviceNotFoundError(f"no device {device_id!r} has reported its firmware")
        return DeviceFirmwareAnswer.of(device_id, view)

    return router
