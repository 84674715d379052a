"""The fleet of devices, as those who run it see and steer it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias
from uuid import UUID

import msgspec

from devstack.people.connection import Connection, decoded
from devstack.people.firmware_image import SignedImage

Step: TypeAlias = Literal["pause", "resume", "advance", "abort"]
Reason: TypeAlias = Literal["stolen", "compromised", "decommissioned"]
CommandKind: TypeAlias = Literal["reboot", "renew_certificate", "provision_again", "identify"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ManufacturedDevice:
    """A row of the manufacturing list; `device_id` None: the serial number is its name."""

    serial_number: str
    batch_id: str
    device_id: str | None = None

    def body(self) -> dict[str, Any]:
        """As the API takes it."""
        name = {} if self.device_id is None else {"deviceId": self.device_id}
        return {"serialNumber": self.serial_number, "batch": self.batch_id} | name


class ListedDevice(msgspec.Struct, frozen=True, rename="camel"):
    """What became of a row: `added`, `known`, or why it is not listed."""

    serial_number: str
    device_id: str
    outcome: str


class _ListedDevices(msgspec.Struct, frozen=True):
    devices: list[ListedDevice]


class Batch(msgspec.Struct, frozen=True, rename="camel"):
    """Devices that left the factory with one claim."""

    batch_id: str
    claim_serials: Sequence[str]
    revoked_at: datetime | None = None


class Certificate(msgspec.Struct, frozen=True, rename="camel"):
    """One of a device's certificates."""

    serial: str
    state: str
    not_after: datetime


class FleetDevice(msgspec.Struct, frozen=True, rename="camel"):
    """A device as operators see it."""

    device_id: str
    state: str
    firmware: str | None = None
    hardware: str | None = None
    facility_id: UUID | None = None


class FleetSummary(msgspec.Struct, frozen=True, rename="camel"):
    """How many devices are how."""

    total: int
    online: int
    offline: int
    never_seen: int
    faulted: int
    provisioned: int
    revoked: int


class Image(msgspec.Struct, frozen=True, rename="camel"):
    """Firmware that the gateway has."""

    image_id: UUID
    hardware: str
    version: str
    state: str


class Rollout(msgspec.Struct, frozen=True, rename="camel"):
    """A roll-out in its wave, from 0; `devices` counts by phase."""

    rollout_id: UUID
    image_id: UUID
    state: str
    reason: str
    wave: int
    devices: Mapping[str, int]


class Target(msgspec.Struct, frozen=True, rename="camel"):
    """A device in a roll-out."""

    device_id: str
    phase: str
    percent: int
    detail: str


class DeviceUpdate(msgspec.Struct, frozen=True, rename="camel"):
    """A device's newest update."""

    version: str
    phase: str


class DeviceFirmware(msgspec.Struct, frozen=True, rename="camel"):
    """What a device last said it runs, and its newest update."""

    version: str | None = None
    update: DeviceUpdate | None = None


class Shadow(msgspec.Struct, frozen=True, rename="camel"):
    """What a device is to work by, and whether it does."""

    version: int
    is_followed: bool
    reported_version: int | None = None
    rejected: str | None = None


class Command(msgspec.Struct, frozen=True, rename="camel"):
    """A command; `outcome` None: the device has not answered yet."""

    command_id: UUID
    kind: str
    outcome: str | None = None
    detail: str = ""


class Operator:
    """The gateway in an operator's name. Everything raises ApiProblem, httpx.TransportError."""

    def __init__(self, connection: Connection, token: str) -> None:
        self._connection = connection
        self._token = token

    async def request(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        content: bytes | None = None,
        query: Mapping[str, Any] | None = None,
    ) -> bytes:
        """The answer to a request in this operator's name."""
        return await self._connection.call(
            method, path, token=self._token, body=body, content=content, query=query
        )

    async def add_batch(self, batch_id: str, claim_serials: Sequence[str]) -> None:
        """A batch and the serials (hexadecimal) of its claim certificates; repeatable."""
        body = {"batchId": batch_id, "claimSerials": list(claim_serials)}
        await self.request("POST", "/fleet/batch", body=body)

    async def batches(self) -> Sequence[Batch]:
        """The newest first."""
        return decoded(await self.request("GET", "/fleet/batch"), list[Batch])

    async def revoke_batch(
        self, batch_id: str, reason: Reason, *, with_devices: bool = False
    ) -> None:
        """Its claim opens nothing any more."""
        body = {"reason": reason, "devices": with_devices}
        await self.request("POST", f"/fleet/batch/{batch_id}/revoke", body=body)

    async def list_devices(self, devices: Sequence[ManufacturedDevice]) -> Sequence[ListedDevice]:
        """Add up to 500 devices to the manufacturing list; repeatable."""
        body = {"devices": [device.body() for device in devices]}
        answer = await self.request("POST", "/fleet/device", body=body)
        return decoded(answer, _ListedDevices).devices

    async def certificates(self, device_id: str) -> Sequence[Certificate]:
        """The newest first."""
        path = f"/fleet/device/{device_id}/certificate"
        return decoded(await self.request("GET", path), list[Certificate])

    async def allow_early_renewal(self, device_id: str) -> None:
        """The device may have its next certificate at any time, once."""
        await self.request("POST", f"/fleet/device/{device_id}/certificate/early-renewal")

    async def revoke_device(self, device_id: str, reason: Reason) -> None:
        """It is cut off within seconds."""
        await self.request("POST", f"/fleet/device/{device_id}/revoke", body={"reason": reason})

    async def release_device(self, device_id: str) -> None:
        """As it left the factory."""
        await self.request("POST", f"/fleet/device/{device_id}/release")

    async def announce_image(self, image: SignedImage) -> UUID:
        """The image's id; its parts follow."""
        answer = await self.request("POST", "/fleet/firmware", body=image.announcement())
        return decoded(answer, Image).image_id

    async def upload_parts(self, image_id: UUID, image: SignedImage) -> None:
        """All of them, one after the other."""
        path = f"/fleet/firmware/{image_id}/part"
        for number, part in enumerate(image.parts()):
            await self.request("PUT", path, content=part, query={"number": number})

    async def publish_image(self, image: SignedImage) -> UUID:
        """Announce, upload and complete it: it can be rolled out. Repeatable."""
        answer = await self.request("POST", "/fleet/firmware", body=image.announcement())
        known = decoded(answer, Image)
        if known.state == "uploading":
            await self.upload_parts(known.image_id, image)
        await self.request("POST", f"/fleet/firmware/{known.image_id}/complete")
        return known.image_id

    async def withdraw_image(self, image_id: UUID) -> None:
        """Never offer it again; its roll-outs are aborted."""
        await self.request("POST", f"/fleet/firmware/{image_id}/withdraw")

    async def start_rollout(
        self, image_id: UUID, *, device_ids: Sequence[str], **options: Any
    ) -> Rollout:
        """To these devices; `options`: further fields of the API's body, as it names them."""
        body = {"imageId": str(image_id), "deviceIds": list(device_ids)} | options
        return decoded(await self.request("POST", "/fleet/rollout", body=body), Rollout)

    async def rollouts(self) -> Sequence[Rollout]:
        """The newest twenty."""
        return decoded(await self.request("GET", "/fleet/rollout"), list[Rollout])

    async def rollout(self, rollout_id: UUID) -> Rollout:
        """One roll-out."""
        return decoded(await self.request("GET", f"/fleet/rollout/{rollout_id}"), Rollout)

    async def targets(self, rollout_id: UUID) -> Sequence[Target]:
        """The first hundred devices of a roll-out, by id."""
        path = f"/fleet/rollout/{rollout_id}/device"
        return decoded(await self.request("GET", path), list[Target])

    async def steer(self, rollout_id: UUID, step: Step) -> Rollout:
        """The roll-out afterwards."""
        path = f"/fleet/rollout/{rollout_id}/{step}"
        return decoded(await self.request("POST", path), Rollout)

    async def firmware(self, device_id: str) -> DeviceFirmware:
        """What a device runs."""
        path = f"/fleet/device/{device_id}/firmware"
        return decoded(await self.request("GET", path), DeviceFirmware)

    async def configure(self, device_id: str, configuration: Mapping[str, Any]) -> Shadow:
        """Wish that the device works by this; fields as the API names them."""
        path = f"/fleet/device/{device_id}/configuration"
        return decoded(await self.request("PUT", path, body=dict(configuration)), Shadow)

    async def configuration(self, device_id: str) -> Shadow:
        """What a device is to work by."""
        path = f"/fleet/device/{device_id}/configuration"
        return decoded(await self.request("GET", path), Shadow)

    async def command(self, device_id: str, kind: CommandKind) -> Command:
        """Let the device do something once."""
        path = f"/fleet/device/{device_id}/command"
        return decoded(await self.request("POST", path, body={"kind": kind}), Command)

    async def commands(self, device_id: str) -> Sequence[Command]:
        """The newest first."""
        path = f"/fleet/device/{device_id}/command"
        return decoded(await self.request("GET", path), list[Command])

    async def devices(self, **filters: Any) -> Sequence[FleetDevice]:
        """A page of the fleet; filters as the API names them."""
        answer = await self.request("GET", "/fleet/device", query=filters)
        return decoded(answer, list[FleetDevice])

    async def device(self, device_id: str) -> FleetDevice:
        """One device."""
        return decoded(await self.request("GET", f"/fleet/device/{device_id}"), FleetDevice)

    async def summary(self) -> FleetSummary:
        """How many devices are how."""
        return decoded(await self.request("GET", "/fleet/summary"), FleetSummary)
