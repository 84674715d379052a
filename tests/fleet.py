"""A fleet of devices with certificates on a stack, from its claim to its firmware."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Final, TypeVar

import asyncpg
import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from devstack.devices.conduct.conduct import Conduct
from devstack.devices.field_device import FieldDevice
from devstack.devices.field_fleet import FieldFleet
from devstack.devices.field_run import FieldPlan, read_claim, running_field
from devstack.devices.field_settings import FieldSettings
from devstack.people.connection import ApiProblem, Connection
from devstack.people.operator import ManufacturedDevice, Operator
from devstack.people.person import Person
from devstack.supervisor.certificates import BATCH
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from libs.contracts.mqtt.configuration import DeviceConfiguration
from tests.village import a_flat

T = TypeVar("T")

GATEWAY_IN_A_HURRY: Final = {
    "firmware_round_s": 0.5,
    "firmware_rollback_after_s": 20,
    "renewal_burst": 1000,
}
"""Settings of a gateway whose roll-outs need not last for days, and whose devices ask for their
renewal each three seconds instead of ten minutes: its answers may be lost with a killed broker."""
_HURRY: Final = FieldSettings(
    sample_every_s=0.5,
    tick_s=0.2,
    status_every_s=3.0,
    backlog_every_s=0.5,
    resend_after_s=3.0,
    resend_longest_s=6.0,
    ask_again_s=2.0,
    renewal_again_s=3.0,
    reconnect_first_s=0.3,
    reconnect_longest_s=3.0,
    boot_s=0.2,
    trial_s=1.0,
)
HARDWARE: Final = _HURRY.hardware
NEW_VERSION: Final = "2.0.0"
_SECONDS_BETWEEN_READINGS: Final = 1
_PATIENCE_S: Final = 90.0
_LONG_AGO: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetStage:
    """A running fleet, who runs it, and who owns its facilities."""

    stack: Stack
    field: FieldFleet
    operator: Operator
    owner: Person

    def device(self, serial_number: str) -> FieldDevice:
        """The device with that serial number."""
        return next(one for one in self.field.devices if one.serial_number == serial_number)

    async def all_connected(self, *, but: Sequence[str] = ()) -> None:
        """Wait until every device has a connection under its own certificate."""

        def none_is_away() -> bool:
            away = {
                one.serial_number: one.state
                for one in self.field.devices
                if one.serial_number not in but and not (one.state == "connected" and one.device_id)
            }
            assert not away, away
            return True

        await eventually(none_is_away, timeout_s=_PATIENCE_S)

    async def associate(self) -> None:
        """A facility of the owner for each device; readings of a day ago count too (FR7.1)."""
        since = datetime.now(UTC) - _LONG_AGO
        await associate(self.owner, [str(one.device_id) for one in self.field.devices], since)

    async def books_hold_everything(self, *, but: Sequence[str] = ()) -> int:
        """Wait until every number a device gave is in the books, with a facility; how many."""
        self.field.stop_measuring()
        devices = [one for one in self.field.devices if one.serial_number not in but]
        measured = {str(one.device_id): set(one.readings.numbers) for one in devices}

        async def are_booked() -> bool:
            return await booked_numbers(self.stack, list(measured)) == measured

        await eventually(are_booked, timeout_s=_PATIENCE_S)
        return sum(map(len, measured.values()))


@asynccontextmanager
async def fleet_stage(
    stack: Stack,
    owner: Person,
    folder: Path,
    *,
    devices: int,
    prefix: str,
    conduct: Callable[[str], Conduct],
) -> AsyncIterator[FleetStage]:
    """Listed by the operator, switched on with nothing but their claim."""
    serials = [f"{prefix}{number:04}" for number in range(devices)]
    certificates, broker = stack.certificates, stack.mqtt
    claim = read_claim(certificates.claim_certificate, certificates.claim_key)
    plan = FieldPlan(
        broker=f"mqtts://{broker.host}:{broker.tls_port}",
        claims=f"mqtts://{broker.host}:{broker.claims_port}",
        claim=claim,
        server_ca=broker.server_ca,
        firmware_key=_public_key(certificates.firmware_key),
        serial_numbers=serials,
        sources=[_constant_power(serial) for serial in serials],
        state=folder,
        settings=_HURRY,
        conduct=conduct,
        configuration=DeviceConfiguration(reporting_interval_s=_SECONDS_BETWEEN_READINGS),
    )
    async with operator_of(stack, serials) as operator, running_field(plan) as field:
        yield FleetStage(stack=stack, field=field, operator=operator, owner=owner)


@asynccontextmanager
async def operator_of(stack: Stack, serial_numbers: Sequence[str]) -> AsyncIterator[Operator]:
    """Who runs these devices, and has listed them with the stack's batch."""
    certificates = stack.certificates
    claim = read_claim(certificates.claim_certificate, certificates.claim_key)
    async with Connection(stack.url) as connection:
        operator = Operator(connection, stack.operator_token)
        await operator.add_batch(BATCH, [claim.serial])
        await operator.list_devices(
            [ManufacturedDevice(serial_number=serial, batch_id=BATCH) for serial in serial_numbers]
        )
        yield operator


async def associate(owner: Person, device_ids: Sequence[str], since: datetime) -> None:
    """A facility of the owner for each device, which measures there since then (FR7.1)."""
    registry = owner.registry

    async def one(device_id: str) -> None:
        facility_id = await insistently(lambda: registry.create_facility(a_flat()))
        await insistently(lambda: registry.attach_device(facility_id, device_id, since))

    await asyncio.gather(*map(one, device_ids))


async def insistently(request: Callable[[], Awaitable[T]]) -> T:
    """Ask until it is answered; for requests that may be repeated, while parts are killed."""
    answer: list[T] = []

    async def is_answered() -> bool:
        try:
            answer.append(await request())
        except ApiProblem as problem:
            if problem.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                raise
            return False
        except httpx.TransportError:
            return False
        return True

    await eventually(is_answered, timeout_s=_PATIENCE_S)
    return answer[0]


def _constant_power(serial_number: str) -> Callable[[float], float]:
    power_w = 200.0 + random.Random(serial_number).randrange(1000)
    return lambda _at_ms: power_w


def _public_key(path: Path) -> Ed25519PublicKey:
    key = load_pem_private_key(path.read_bytes(), password=None).public_key()
    assert isinstance(key, Ed25519PublicKey)
    return key


async def booked_numbers(stack: Stack, device_ids: Sequence[str]) -> dict[str, set[int]]:
    """Sequence numbers in the books, of readings that have a facility, by device."""
    connection = await asyncpg.connect(stack.database_dsn)
    try:
        rows = await connection.fetch(
            "select device_id, array_agg(sequence) as numbers from energy.reading"
            " where device_id = any($1) and facility_id is not null group by device_id",
            list(device_ids),
        )
    finally:
        await connection.close()
    return {row["device_id"]: set(row["numbers"]) for row in rows}
