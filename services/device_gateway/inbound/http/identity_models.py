"""Batches, the manufacturing list and certificates as they are on HTTP."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field

from libs.chassis.http import ApiModel
from services.device_gateway.domain.identity.certificate import (
    Certificate,
    CertificateState,
    EndReason,
    Origin,
)
from services.device_gateway.domain.identity.manufacturing import Batch
from services.device_gateway.inbound.http.parameters import Name
from services.device_gateway.ports.identity import Listing

_Serial = Annotated[
    str,
    Field(
        pattern=r"^[1-9a-f][0-9a-f]{0,39}$",
        description="Of a claim certificate, hexadecimal, as `pki batch` shows it.",
    ),
]


class BatchBody(ApiModel):
    """Devices that leave the factory with one claim."""

    batch_id: Annotated[Name, Field(description="The name in the claim certificate.")]
    name: Annotated[
        str, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$", description="For people.")
    ] = ""
    claim_serials: Annotated[
        tuple[_Serial, ...],
        Field(min_length=1, max_length=100, description="Without, it could not be revoked."),
    ]


class BatchAnswer(ApiModel):
    """A batch."""

    batch_id: str
    name: str
    claim_serials: list[str]
    created_at: datetime
    revoked_at: datetime | None
    reason: EndReason | None

    @classmethod
    def of(cls, batch: Batch) -> Self:
        """A batch as it is kept."""
        return cls.showing(batch, claim_serials=sorted(batch.claim_serials))


class ManufacturedDeviceBody(ApiModel):
    """A row of the manufacturing list."""

    serial_number: Annotated[str, Field(max_length=64, description="As on the device's label.")]
    batch: Name
    device_id: Annotated[
        str | None,
        Field(max_length=64, description="Its name from now on; without: the serial number."),
    ] = None


class ManufacturingListBody(ApiModel):
    """Devices that the factory has made."""

    devices: Annotated[tuple[ManufacturedDeviceBody, ...], Field(min_length=1, max_length=500)]


class ListedDeviceAnswer(ApiModel):
    """What became of a row."""

    serial_number: str
    device_id: str
    outcome: Listing


class ManufacturingListAnswer(ApiModel):
    """What became of each row, in their order."""

    devices: list[ListedDeviceAnswer]


class RevokeBody(ApiModel):
    """Why a device is not to be heard any more."""

    reason: Annotated[
        Literal[EndReason.STOLEN, EndReason.COMPROMISED, EndReason.DECOMMISSIONED],
        Field(description="`decommissioned` is for ever."),
    ]


class RevokeBatchBody(RevokeBody):
    """Why a claim is not to open anything any more."""

    devices: Annotated[
        bool, Field(description="Also the devices that were provisioned with it.")
    ] = False


class BatchRevokedAnswer(ApiModel):
    """What went with the batch."""

    devices_revoked: int


class CertificateAnswer(ApiModel):
    """A device's certificate, without the certificate itself."""

    serial: str
    key_fingerprint: Annotated[str, Field(description="SHA-256 of the public key.")]
    origin: Origin
    state: CertificateState
    issued_at: datetime
    not_after: datetime
    register_before: datetime
    ended_at: datetime | None
    reason: EndReason | None

    @classmethod
    def of(cls, certificate: Certificate) -> Self:
        """A certificate as it is kept."""
        return cls.showing(certificate)
