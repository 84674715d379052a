"""Certificates for the community's devices, got as in the field: by the batch's claim."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

import httpx

from devstack.demo.onboarding import OnboardingError
from devstack.demo.system import System
from devstack.devices.field_run import read_claim
from devstack.devices.identity.credentials import BadCredentialsError, Credentials
from devstack.devices.identity.provisioning import (
    Provisioning,
    ProvisioningLine,
    ProvisioningRefusedError,
)
from devstack.devices.identity.store import IdentityFolder
from devstack.devices.lines import Lines, broker_address, resolved
from devstack.devices.link import LinkLostError
from devstack.devices.tally import LatencyReservoir
from devstack.people.connection import ApiProblem, Connection
from devstack.people.operator import ManufacturedDevice, Operator
from devstack.supervisor.certificates import BATCH

_LISTED_AT_ONCE: Final = 500
_PROVISIONED_AT_ONCE: Final = 8
_KEEPALIVE_S: Final = 15
_TIMEOUT_S: Final = 10.0
_ATTEMPTS: Final = 5
_PAUSE_S: Final = 1.0


async def identities_of(stack: System, device_ids: Sequence[str]) -> Mapping[str, Credentials]:
    """By device; none where the broker takes no certificates. Those of an earlier run are kept.

    Raises OnboardingError, FleetError.
    """
    if not stack.has_certificates:
        return {}
    with _told_as_onboarding():
        return await _identities(stack, device_ids)


async def listed(stack: System, device_ids: Sequence[str]) -> None:
    """Tell the gateway of these devices and their claim: they may provision themselves.

    Raises OnboardingError, FleetError.
    """
    claim = read_claim(*stack.claim)
    with _told_as_onboarding():
        async with Connection(stack.url) as connection:
            await _list(Operator(connection, stack.operator_token), claim, device_ids)


@contextmanager
def _told_as_onboarding() -> Iterator[None]:
    try:
        yield
    except (
        *(ApiProblem, httpx.TransportError),
        *(LinkLostError, ProvisioningRefusedError, BadCredentialsError),
    ) as error:
        raise OnboardingError(
            f"the devices got no certificates: {error or type(error).__name__}. Run it again: it "
            "goes on where it stopped. The services' logs are in log/ of the state folder"
        ) from error


async def _identities(stack: System, device_ids: Sequence[str]) -> Mapping[str, Credentials]:
    claim = read_claim(*stack.claim)
    stores = {
        device_id: IdentityFolder(stack.folder / "devices" / device_id, claim)
        for device_id in device_ids
    }
    async with Connection(stack.url) as connection:
        operator = Operator(connection, stack.operator_token)
        await _list(operator, claim, device_ids)
        for device_id, store in stores.items():
            if store.current is not None and store.current.is_due(datetime.now(UTC)):
                await operator.release_device(device_id)
                store.give_up()
    lines = await _claim_lines(stack)
    line = ProvisioningLine(dial=lines.of_claim)
    turns = asyncio.Semaphore(_PROVISIONED_AT_ONCE)

    async def provision(device_id: str, store: IdentityFolder) -> tuple[str, Credentials]:
        async with turns:
            return device_id, await _provisioned(device_id, store, line)

    found = await asyncio.gather(*(provision(*each) for each in stores.items()))
    return dict(found)


async def _list(operator: Operator, claim: Credentials, device_ids: Sequence[str]) -> None:
    await operator.add_batch(BATCH, [claim.serial])
    for start in range(0, len(device_ids), _LISTED_AT_ONCE):
        await operator.list_devices(
            [
                ManufacturedDevice(serial_number=device_id, batch_id=BATCH)
                for device_id in device_ids[start : start + _LISTED_AT_ONCE]
            ]
        )


async def _claim_lines(stack: System) -> Lines:
    broker = stack.mqtt
    address = broker_address(f"mqtts://{broker.claims_host or broker.host}:{broker.claims_port}")
    return Lines(
        address,
        ip=await resolved(address),
        server_ca=broker.server_ca,
        keepalive_s=_KEEPALIVE_S,
        timeout_s=_TIMEOUT_S,
        took=LatencyReservoir(),
    )


async def _provisioned(
    device_id: str, store: IdentityFolder, line: ProvisioningLine
) -> Credentials:
    """The claims' broker reaches the gateway a moment after it has started."""
    for attempt in range(_ATTEMPTS):
        if store.current is not None:
            break
        try:
            await Provisioning(device_id, store, line, now=lambda: datetime.now(UTC)).run()
            store.promote()
        except LinkLostError:
            if attempt == _ATTEMPTS - 1:
                raise
            await asyncio.sleep(_PAUSE_S)
    assert store.current is not None
    return store.current
