"""Operators roll images out; owners see their device's update."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.clock import Clock
from libs.chassis.errors import DeviceNotFoundError
from services.device_gateway.domain.firmware.target import Phase
from services.device_gateway.inbound.http.access import DeviceUsers, require_sight
from services.device_gateway.inbound.http.firmware_models import (
    DeviceFirmwareAnswer,
    RolloutAnswer,
    RolloutBody,
    TargetAnswer,
)
from services.device_gateway.inbound.http.firmware_paging import (
    PAGED,
    Cursor,
    Limit,
    after,
    before,
    cursor_of,
    page,
)
from services.device_gateway.inbound.http.firmware_problems import (
    CONFLICT,
    NO_ACCESS,
    NOT_FOUND,
    NOT_SIGNED_IN,
)
from services.device_gateway.inbound.http.operator import CurrentOperator
from services.device_gateway.usecases.firmware.look_up import LookUp
from services.device_gateway.usecases.firmware.start_rollout import StartRollout
from services.device_gateway.usecases.firmware.steer_rollout import SteerRollout, Step

_RolloutId = Annotated[UUID, Path(alias="rolloutId")]
_DeviceId = Annotated[str, Path(alias="deviceId", pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
_Phases = Annotated[
    list[Phase] | None,
    Query(alias="phase", max_length=len(Phase), description="Only these; all by default."),
]

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
    router = APIRouter(prefix="/fleet/rollout", tags=["firmware"], responses=NOT_SIGNED_IN)
    _add_reading(router, use_cases)
    _add_steering(router, use_cases)
    return router


def _add_reading(router: APIRouter, use_cases: RolloutUseCases) -> None:
    @router.get("", responses=PAGED)
    async def list_rollouts(
        _: CurrentOperator,
        request: Request,
        response: Response,
        limit: Limit = 20,
        cursor: Cursor = None,
    ) -> list[RolloutAnswer]:
        """Roll-outs with their counts, the newest first."""
        found = await use_cases.look_up.rollouts(limit=limit + 1, before=before(cursor))
        shown = page(
            request,
            response,
            found,
            limit,
            lambda view: cursor_of(view.rollout.started_at, view.rollout.rollout_id),
        )
        return [RolloutAnswer.of(view) for view in shown]

    @router.get("/{rolloutId}", responses=NOT_FOUND)
    async def read_rollout(_: CurrentOperator, rollout_id: _RolloutId) -> RolloutAnswer:
        """One roll-out: devices by wave and phase."""
        return RolloutAnswer.of(await use_cases.look_up.rollout(rollout_id))

    @router.get("/{rolloutId}/device", responses=NOT_FOUND | PAGED)
    async def list_targets(
        _: CurrentOperator,
        *,
        rollout_id: _RolloutId,
        request: Request,
        response: Response,
        phases: _Phases = None,
        limit: Limit = 100,
        cursor: Cursor = None,
    ) -> list[TargetAnswer]:
        """Its devices by id, with what they said; `phase=failed` shows why."""
        found = await use_cases.look_up.targets(
            rollout_id, limit=limit + 1, phases=phases or tuple(Phase), after=after(cursor)
        )
        shown = page(request, response, found, limit, lambda target: target.device_id)
        return [TargetAnswer.of(target) for target in shown]


def _add_steering(router: APIRouter, use_cases: RolloutUseCases) -> None:
    @router.post("", status_code=HTTPStatus.CREATED, responses=NOT_FOUND | CONFLICT)
    async def start_rollout(operator: CurrentOperator, body: RolloutBody) -> RolloutAnswer:
        """Begin with the first wave, of the devices that have reported the image's hardware."""
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
    async def steer_rollout(operator: CurrentOperator, rollout_id: _RolloutId) -> RolloutAnswer:
        await use_cases.steer(rollout_id, step, operator=operator.name)
        return RolloutAnswer.of(await use_cases.look_up.rollout(rollout_id))


def device_operations(look_up: LookUp, users: DeviceUsers, clock: Clock) -> APIRouter:
    """One device's firmware, for its owners and for operators."""
    router = APIRouter(tags=["firmware"], responses=NOT_SIGNED_IN)

    @router.get("/device/{deviceId}/firmware", responses=NO_ACCESS | NOT_FOUND)
    async def read_own_firmware(
        caller: CurrentPrincipal, device_id: _DeviceId
    ) -> DeviceFirmwareAnswer:
        """What the device runs, and its newest update."""
        require_sight(users, caller.user_id, device_id, clock.now())
        return DeviceFirmwareAnswer.of(device_id, await look_up.device(device_id))

    @router.get("/fleet/device/{deviceId}/firmware", responses=NOT_FOUND)
    async def read_firmware(_: CurrentOperator, device_id: _DeviceId) -> DeviceFirmwareAnswer:
        """What a device that has reported runs, and its newest update."""
        view = await look_up.device(device_id)
        if view.member is None:
            raise DeviceNotFoundError(f"no device {device_id!r} has reported its firmware")
        return DeviceFirmwareAnswer.of(device_id, view)

    return router
