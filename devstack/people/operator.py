"""What an operator of the fleet does over HTTP: batches, devices, firmware."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devstack.people.connection import Connection, decoded
from services.device_gateway.domain.firmware.image import PART_BYTES, signed_text

_ROWS_AT_ONCE: Final = 500


class _Camel(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """As the API writes names."""


class DeviceCertificate(_Camel, frozen=True, kw_only=True):
    """A certificate of a device; `state`: pending, active, superseded, revoked, expired."""

    serial: str
    state: str
    not_after: datetime


class Rollout(_Camel, frozen=True, kw_only=True):
    """How far a roll-out is; `devices`: how many are in which phase."""

    rollout_id: UUID
    state: str
    wave: int
    devices: Mapping[str, int]


class _Image(_Camel, frozen=True, kw_only=True):
    image_id: UUID


class FleetDevice(_Camel, frozen=True, kw_only=True):
    """A device as the fleet's list has it."""

    device_id: str
    state: str
    firmware: str | None = None


class Operator:
    """Raises ApiProblem for an error answer and httpx.TransportError without an answer."""

    def __init__(self, connection: Connection, token: str) -> None:
        self._connection = connection
        self._token = token

    async def request(
        self, method: str, path: str, body: Any = None, *, content: bytes | None = None
    ) -> bytes:
        """Any operation; the answer's body."""
        return await self._connection.call(
            method, path, token=self._token, body=body, content=content
        )

    async def add_batch(self, batch_id: str, claim_serials: Sequence[str]) -> None:
        """Make a batch and its claim certificates known; may be repeated."""
        body = {"batchId": batch_id, "claimSerials": list(claim_serials)}
        await self.request("POST", "/fleet/batch", body)

    async def list_devices(self, serial_numbers: Sequence[str], batch: str) -> None:
        """Put devices on the manufacturing list; may be repeated."""
        for start in range(0, len(serial_numbers), _ROWS_AT_ONCE):
            rows = [
                {"serialNumber": serial_number, "batch": batch}
                for serial_number in serial_numbers[start : start + _ROWS_AT_ONCE]
            ]
            await self.request("POST", "/fleet/device", rows)

    async def certificates(self, device_id: str) -> list[DeviceCertificate]:
        """The device's certificates, the newest first."""
        answer = await self.request("GET", f"/fleet/device/{device_id}/certificate")
        return decoded(answer, list[DeviceCertificate])

    async def revoke(self, device_id: str, reason: str = "stolen") -> None:
        """Cut the device off."""
        await self.request("POST", f"/fleet/device/{device_id}/revoke", {"reason": reason})

    async def renew(self, device_id: str) -> None:
        """Let the device have a new certificate now, and tell it to."""
        await self.request("POST", f"/fleet/device/{device_id}/certificate/early-renewal")
        await self.request(
            "POST", f"/fleet/device/{device_id}/command", {"kind": "provision_again"}
        )

    async def device(self, device_id: str) -> FleetDevice:
        """One device."""
        return decoded(await self.request("GET", f"/fleet/device/{device_id}"), FleetDevice)

    async def register_image(
        self, content: bytes, *, hardware: str, version: str, key: Ed25519PrivateKey
    ) -> UUID:
        """Sign, announce, upload and complete an image of firmware; its id. May be repeated."""
        sha256 = hashlib.sha256(content).hexdigest()
        signed = signed_text(
            hardware=hardware, version=version, size_bytes=len(content), sha256=sha256
        )
        body = {
            "hardware": hardware,
            "version": version,
            "sizeBytes": len(content),
            "sha256": sha256,
            "signature": base64.b64encode(key.sign(signed)).decode(),
        }
        image = decoded(await self.request("POST", "/fleet/firmware", body), _Image)
        path = f"/fleet/firmware/{image.image_id}"
        for number, start in enumerate(range(0, len(content), PART_BYTES)):
            part = content[start : start + PART_BYTES]
            await self.request("PUT", f"{path}/part/{number}", content=part)
        await self.request("POST", f"{path}/complete")
        return image.image_id

    async def start_rollout(
        self, image_id: UUID, *, percents: Sequence[int], success_ratio: float = 0.9
    ) -> UUID:
        """Roll the image out in waves of these percents, without waiting between them."""
        body = {
            "imageId": str(image_id),
            "waves": [{"percent": percent} for percent in percents],
            "successRatio": success_ratio,
            "waveMinimumS": 0,
            "abort": {"failureRatio": 0.5, "minimumFinished": 10},
        }
        answer = await self.request("POST", "/fleet/rollout", body)
        return decoded(answer, Rollout).rollout_id

    async def rollout(self, rollout_id: UUID) -> Rollout:
        """How far it is."""
        return decoded(await self.request("GET", f"/fleet/rollout/{rollout_id}"), Rollout)
