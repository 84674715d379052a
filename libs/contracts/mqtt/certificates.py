"""From a batch's claim to a device's own certificate, and its renewal. PEM throughout."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

SerialNumber = Annotated[
    str,
    Meta(
        pattern="^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
        description="As on the manufacturing list and on the device's label.",
        examples=["MG-2026-000001"],
    ),
]
Csr = Annotated[
    str,
    Meta(
        max_length=4096,
        description="PKCS #10, PEM, signed by the new key (EC P-256). Its subject is ignored.",
    ),
]
Token = Annotated[str, Meta(max_length=256, description="Good for one registration.")]


class CertificateRequested(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Device says, with its claim certificate, on `provision/{claimId}/{sessionId}/certificate`.

    May be repeated: the same key gets the same certificate.
    """

    serial_number: SerialNumber
    csr: Csr


class CertificateIssued(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """System says, on `provisioned/{claimId}/{sessionId}/certificate`: pending until registered."""

    device_id: str
    certificate: Annotated[str, Meta(description="The device's certificate and its issuer, PEM.")]
    ownership_token: Token
    register_before: Annotated[
        datetime, Meta(tz=True, description="After that the certificate is revoked.")
    ]


class RegistrationRequested(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Device says, on `provision/{claimId}/{sessionId}/registration`: the certificate is stored.

    May be repeated, also after it succeeded.
    """

    serial_number: SerialNumber
    ownership_token: Token
    signature: Annotated[
        str,
        Meta(
            max_length=256,
            description="Base64 of the ECDSA-SHA256 signature (DER) by the new key over the UTF-8 "
            "bytes of `meriggio-registration:{serialNumber}:{ownershipToken}`.",
        ),
    ]


class DeviceRegistered(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """System says, on `provisioned/{claimId}/{sessionId}/registration`.

    The device leaves the claim listener, connects with its certificate and erases the claim.
    """

    device_id: str


class ProvisioningRefused(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """System says, on `provisioned/{claimId}/{sessionId}/refusal`."""

    step: Literal["certificate", "registration"]
    code: Annotated[
        str,
        Meta(
            description="Stable: `unknown_serial_number`, `already_claimed`, `batch_revoked`, "
            "`device_revoked`, `rate_limited`, `bad_csr`, `bad_token`, `bad_signature`, "
            "`malformed`."
        ),
    ]
    detail: str = ""
    retry_after_s: (
        Annotated[int, Meta(ge=1, description="When it may help to ask again; absent: never.")]
        | None
    ) = None


class RenewalRequested(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Device says, over its own connection, on `report/{deviceId}/certificate`.

    From 30 days before the end on. The same key gets the same certificate.
    """

    csr: Csr


class CertificateRenewed(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """System says, on `device/{deviceId}/certificate`.

    The device stores it beside the old one and connects with it; its first status over the new
    connection ends the old one.
    """

    certificate: str | None = None
    """None when the request was refused."""
    refused: Annotated[str, Meta(description="Stable code, as in ProvisioningRefused.")] | None = (
        None
    )
    retry_after_s: int | None = None
