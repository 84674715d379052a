"""Firmware over the air."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

UpdatePhase = Literal[
    "downloading", "verifying", "installing", "confirmed", "rolled_back", "failed", "refused"
]


class FirmwareOffered(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """System says, on `device/{deviceId}/firmware`: install this.

    Repeated on every status until the device answers with a last phase. A device refuses an image
    whose signature its built-in key does not verify, and a lower version unless `force`.
    """

    update_id: UUID
    version: Annotated[str, Meta(max_length=64, description="Semantic Version.")]
    hardware: Annotated[str, Meta(max_length=64, description="What it is built for.")]
    size_bytes: Annotated[int, Meta(ge=1)]
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    signature: Annotated[
        str,
        Meta(
            description="Base64 of the Ed25519 signature over the UTF-8 bytes of "
            "`meriggio-firmware:{hardware}:{version}:{sizeBytes}:{sha256}`."
        ),
    ]
    url: Annotated[str, Meta(description="HTTPS; range requests are answered.")]
    force: bool = False


class FirmwareProgressed(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Device says, on `report/{deviceId}/firmware`.

    Last phases: `confirmed` (the new image has measured and was acknowledged), `rolled_back` (it
    had not, the old one is back), `failed`, `refused`.
    """

    update_id: UUID
    phase: UpdatePhase
    percent: Annotated[int, Meta(ge=0, le=100)] = 0
    detail: Annotated[str, Meta(max_length=200)] = ""
