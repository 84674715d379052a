"""A device's configuration and commands: for who has its facility, and for operators."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Response

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.clock import Clock
from libs.chassis.errors import (
    DeviceNotFoundError,
    FieldError,
    InvalidInputError,
    NotAuthorizedError,
)
from libs.chassis.operators import CurrentOperator
from services.device_gateway.domain.control.command import Command, CommandKind
from services.device_gateway.inbound.http.access import (
    DeviceUsers,
    require_change,
    require_sight,
)
from services.device_gateway.inbound.http.control_models import (
    CommandAnswer,
    CommandBody,
    ConfigurationAnswer,
    ConfigurationBody,
)
from services.device_gateway.inbound.http.parameters import DeviceId, FewerLimit
from services.device_gateway.inbound.http.problems import (
    NO_OPERATOR,
    OF_OWN_DEVICE,
    PENDING,
    UNHEARD,
    VERSION_DIFFERS,
)
from services.device_gateway.ports.control import ControlStore
from services.device_gateway.usecases.control.configure_device import ConfigureDevice
from services.device_gateway.usecases.control.request_command import RequestCommand

_IfMatch = Annotated[
    str | None,
    Header(max_length=32, description='The version to change, as in `ETag`: `"3"`; without: any.'),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlUseCases:
    """What the operations call."""

    store: ControlStore
    configure: ConfigureDevice
    request: RequestCommand
    users: DeviceUsers
    knows: Callable[[str], bool]
    """Whether a device has ever been of a facility or provisioned."""
    clock: Clock


def owner_operations(use_cases: ControlUseCases) -> APIRouter:
    """For a facility's users: all see, the owner changes."""
    router = APIRouter(prefix="/device/{deviceId}", tags=["device"], responses=OF_OWN_DEVICE)

    async def may_see(principal: CurrentPrincipal, device_id: DeviceId) -> str:
        require_sight(use_cases.users, principal.user_id, device_id, use_cases.clock.now())
        return device_id

    async def may_change(principal: CurrentPrincipal, device_id: DeviceId) -> str:
        require_change(use_cases.users, principal.user_id, device_id, use_cases.clock.now())
        return str(principal.user_id)

    def is_shown(command: Command) -> bool:
        """What others wanted of it, before it came to this facility, is theirs."""
        facility_at, device_id = use_cases.users.facility_at, command.device_id
        return facility_at(device_id, command.requested_at) == facility_at(
            device_id, use_cases.clock.now()
        )

    async def may_configure(
        principal: CurrentPrincipal, device_id: DeviceId, body: ConfigurationBody
    ) -> str:
        by = await may_change(principal, device_id)
        if "calibration" in body.model_fields_set:
            raise NotAuthorizedError("what a device measures is calibrated by its operator")
        return by

    async def may_command(
        principal: CurrentPrincipal, device_id: DeviceId, body: CommandBody
    ) -> str:
        by = await may_change(principal, device_id)
        if body.kind is CommandKind.PROVISION_AGAIN:
            raise NotAuthorizedError("a device's identity is its operator's")
        return by

    _add_configuration(router, use_cases, may_see, may_configure)
    _add_commands(router, use_cases, may_see, may_command, is_shown)
    return router


def operator_operations(use_cases: ControlUseCases) -> APIRouter:
    """The same for operators, of any device."""
    router = APIRouter(
        prefix="/fleet/device/{deviceId}", tags=["fleet"], responses=NO_OPERATOR | UNHEARD
    )

    async def may_change(operator: CurrentOperator, device_id: DeviceId) -> str:
        if not use_cases.knows(device_id):
            raise DeviceNotFoundError(f"no device {device_id!r} has been heard of")
        return operator.name

    _add_configuration(router, use_cases, may_change, may_change)
    _add_commands(router, use_cases, may_change, may_change, lambda _: True)
    return router


_Access = Callable[..., Awaitable[str]]


def _add_configuration(
    router: APIRouter, use_cases: ControlUseCases, may_see: _Access, may_change: _Access
) -> None:
    @router.get("/configuration", dependencies=[Depends(may_see)])
    async def read_configuration(device_id: DeviceId, response: Response) -> ConfigurationAnswer:
        """What the device is to work by, and what it works by."""
        shadow = await use_cases.store.read_shadow(device_id)
        response.headers["ETag"] = f'"{shadow.version}"'
        return ConfigurationAnswer.of(shadow)

    @router.put("/configuration", responses=VERSION_DIFFERS)
    async def configure(
        device_id: DeviceId,
        body: ConfigurationBody,
        by: Annotated[str, Depends(may_change)],
        response: Response,
        if_match: _IfMatch = None,
    ) -> ConfigurationAnswer:
        """Wish that the device works by this; it is told now and whenever it reports."""
        shadow = await use_cases.configure.configure(
            device_id,
            body.desired(),
            by=by,
            expected=_version_of(if_match),
            with_calibration="calibration" in body.model_fields_set,
        )
        response.headers["ETag"] = f'"{shadow.version}"'
        return ConfigurationAnswer.of(shadow)


def _add_commands(
    router: APIRouter,
    use_cases: ControlUseCases,
    may_see: _Access,
    may_change: _Access,
    is_shown: Callable[[Command], bool],
) -> None:
    @router.post("/command", status_code=HTTPStatus.ACCEPTED, responses=PENDING)
    async def request_command(
        device_id: DeviceId, body: CommandBody, by: Annotated[str, Depends(may_change)]
    ) -> CommandAnswer:
        """Let the device do something once; it is told until it answers or time is over."""
        command = await use_cases.request.request(
            device_id, body.kind, by=by, valid_for=timedelta(seconds=body.valid_for_s)
        )
        return CommandAnswer.of(command)

    @router.get("/command", dependencies=[Depends(may_see)])
    async def list_commands(device_id: DeviceId, limit: FewerLimit = 50) -> list[CommandAnswer]:
        """The device's commands of the last 90 days, the newest first."""
        commands = await use_cases.store.read_commands(device_id, limit)
        return [CommandAnswer.of(command) for command in commands if is_shown(command)]


def _version_of(if_match: str | None) -> int | None:
    if if_match is None or if_match.strip() == "*":
        return None
    version = if_match.strip().strip('"')
    if not (version.isascii() and version.isdigit()):
        message = "is `*` or a version in double quotes"
        raise InvalidInputError(
            f"If-Match {message}", fields=(FieldError("if-match", "invalid", message),)
        )
    return int(version)
