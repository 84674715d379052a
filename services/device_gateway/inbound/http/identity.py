"""The fleet's identities, for operators: batches, the manufacturing list, certificates, ends."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query

from libs.chassis.errors import DeviceNotFoundError, FieldError, InvalidInputError
from libs.chassis.operators import CurrentOperator, Operator
from libs.chassis.paging import HOW_MANY
from libs.chassis.telemetry import get_logger
from services.device_gateway.domain.identity.manufacturing import ListedDevice, listed_device
from services.device_gateway.inbound.http.identity_models import (
    BatchAnswer,
    BatchBody,
    BatchRevokedAnswer,
    CertificateAnswer,
    ListedDeviceAnswer,
    ManufacturedDeviceBody,
    ManufacturingListAnswer,
    ManufacturingListBody,
    RevokeBatchBody,
    RevokeBody,
)
from services.device_gateway.inbound.http.parameters import BatchId, DeviceId, FewerLimit
from services.device_gateway.inbound.http.problems import DECOMMISSIONED, NO_OPERATOR, NOT_LISTED
from services.device_gateway.ports.identity import IdentityStore
from services.device_gateway.usecases.identity.batches import AddBatch, ListDevices, RevokeBatch
from services.device_gateway.usecases.identity.revoke_device import (
    AllowEarlyRenewal,
    ReleaseDevice,
    RevokeDevice,
)

_BatchLimit = Annotated[int, Query(ge=1, le=1000, description=HOW_MANY)]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityUseCases:
    """What the operations call."""

    store: IdentityStore
    add_batch: AddBatch
    revoke_batch: RevokeBatch
    list_devices: ListDevices
    revoke_device: RevokeDevice
    release_device: ReleaseDevice
    allow_early_renewal: AllowEarlyRenewal


def identity_operations(use_cases: IdentityUseCases) -> APIRouter:
    """All of them below `/fleet`."""
    router = APIRouter(prefix="/fleet", tags=["fleet"], responses=NO_OPERATOR)
    _add_batches(router, use_cases)
    _add_manufacturing_list(router, use_cases)
    _add_certificates(router, use_cases)
    _add_ends(router, use_cases)
    return router


def _add_batches(router: APIRouter, use_cases: IdentityUseCases) -> None:
    @router.get("/batch")
    async def list_batches(_: CurrentOperator, limit: _BatchLimit = 200) -> list[BatchAnswer]:
        """Batches, the newest first."""
        return [BatchAnswer.of(batch) for batch in await use_cases.store.batches(limit)]

    @router.post("/batch")
    async def add_batch(body: BatchBody, operator: CurrentOperator) -> BatchAnswer:
        """Make a batch known, or further claim certificates of it; may be repeated."""
        _log("batch_added", operator, batch_id=body.batch_id)
        batch = await use_cases.add_batch(body.batch_id, body.name, frozenset(body.claim_serials))
        return BatchAnswer.of(batch)

    @router.post("/batch/{batchId}/revoke", responses=NOT_LISTED)
    async def revoke_batch(
        batch_id: BatchId, body: RevokeBatchBody, operator: CurrentOperator
    ) -> BatchRevokedAnswer:
        """End a batch's claim for ever. Its devices stay, unless they are to go too.

        May be repeated, to let the devices follow or to go on after an interruption.
        """
        _log("batch_revoked", operator, batch_id=batch_id, reason=body.reason.value)
        revoked = await use_cases.revoke_batch(batch_id, body.reason, with_devices=body.devices)
        return BatchRevokedAnswer(devices_revoked=revoked)


def _add_manufacturing_list(router: APIRouter, use_cases: IdentityUseCases) -> None:
    @router.post("/device", responses=NOT_LISTED)
    async def list_devices(
        body: ManufacturingListBody, operator: CurrentOperator
    ) -> ManufacturingListAnswer:
        """Add up to 500 devices to the manufacturing list; may be repeated.

        Rows that contradict what is listed change nothing, and the answer names them.
        """
        listed = [_listed(index, row) for index, row in enumerate(body.devices)]
        _log("devices_listed", operator, rows=str(len(listed)))
        outcomes = await use_cases.list_devices(listed)
        answers = [
            ListedDeviceAnswer.showing(row, outcome=outcome)
            for row, outcome in zip(listed, outcomes, strict=True)
        ]
        return ManufacturingListAnswer(devices=answers)


def _add_certificates(router: APIRouter, use_cases: IdentityUseCases) -> None:
    @router.get("/device/{deviceId}/certificate", responses=NOT_LISTED)
    async def list_certificates(
        device_id: DeviceId, _: CurrentOperator, limit: FewerLimit = 50
    ) -> list[CertificateAnswer]:
        """The device's certificates, the newest first; those over for a year are forgotten."""
        found = await use_cases.store.certificates_of(device_id, limit)
        if found is None:
            raise DeviceNotFoundError("not on the manufacturing list")
        return [CertificateAnswer.of(certificate) for certificate in found]

    @router.post(
        "/device/{deviceId}/certificate/early-renewal",
        responses=NOT_LISTED,
        status_code=HTTPStatus.NO_CONTENT,
    )
    async def allow_early_renewal(device_id: DeviceId, operator: CurrentOperator) -> None:
        """Let the device have its next certificate before its last 30 days, once."""
        _log("early_renewal_allowed", operator, device_id=device_id)
        await use_cases.allow_early_renewal(device_id)


def _add_ends(router: APIRouter, use_cases: IdentityUseCases) -> None:
    @router.post(
        "/device/{deviceId}/revoke", responses=NOT_LISTED, status_code=HTTPStatus.NO_CONTENT
    )
    async def revoke_device(
        device_id: DeviceId, body: RevokeBody, operator: CurrentOperator
    ) -> None:
        """Cut the device off within seconds and refuse it from now on; may be repeated."""
        _log("device_revoked", operator, device_id=device_id, reason=body.reason.value)
        await use_cases.revoke_device(device_id, body.reason)

    @router.post(
        "/device/{deviceId}/release",
        responses=NOT_LISTED | DECOMMISSIONED,
        status_code=HTTPStatus.NO_CONTENT,
    )
    async def release_device(device_id: DeviceId, operator: CurrentOperator) -> None:
        """As it left the factory: what certificates it has end, its claim may get it a new one."""
        _log("device_released", operator, device_id=device_id)
        await use_cases.release_device(device_id)


def _listed(index: int, row: ManufacturedDeviceBody) -> ListedDevice:
    """Raises InvalidInputError, which names the row."""
    try:
        return listed_device(row.serial_number, row.batch, row.device_id)
    except InvalidInputError as error:
        fields = tuple(
            FieldError(f"devices.{index}.{each.field}", each.code, each.message)
            for each in error.fields
        )
        raise InvalidInputError(f"row {index}: {error.detail}", fields=fields) from error


def _log(event: str, operator: Operator, **details: str) -> None:
    """Who did it is written down; what came of it is in the database."""
    get_logger().info(event, operator=operator.name, **details)
