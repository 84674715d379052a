"""An image of firmware: announced, received in parts, then offered or withdrawn."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from libs.chassis.errors import ConflictError, FieldError, InvalidInputError, NotFoundError

PART_BYTES: Final = 65_536
"""Of every part but the last: as long as any body may be."""
LARGEST_IMAGE_BYTES: Final = 16 * 1024 * 1024
SIGNATURE_BYTES: Final = 64
_HARDWARE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


class ImageNotFoundError(NotFoundError):
    """There is no such image."""

    code = "firmware_image_not_found"


class ImageTakenError(ConflictError):
    """This hardware has other bytes under this version."""

    code = "firmware_version_taken"


class ImageStateError(ConflictError):
    """The image is complete already, not yet, or withdrawn."""

    code = "firmware_image_state"


class WrongBytesError(InvalidInputError):
    """What was uploaded is not what was announced, or not signed by a key we trust."""

    code = "firmware_not_genuine"


class ImageState(StrEnum):
    """How far an image is."""

    UPLOADING = "uploading"
    READY = "ready"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """Firmware for one hardware in one version; `signature` is Ed25519 over `signed_text`."""

    image_id: UUID
    hardware: str
    version: str
    size_bytes: int
    sha256: str
    signature: bytes
    state: ImageState
    registered_at: datetime
    registered_by: str
    notes: str = ""

    @property
    def parts(self) -> int:
        """How many parts make it."""
        return -(-self.size_bytes // PART_BYTES)

    def part_size_bytes(self, number: int) -> int:
        """Of the part with this number, from 0. Raises InvalidInputError when there is none."""
        if not 0 <= number < self.parts:
            message = f"is none of 0 to {self.parts - 1}"
            raise InvalidInputError(
                f"the part's number {message}", fields=(FieldError("number", "invalid", message),)
            )
        return min(PART_BYTES, self.size_bytes - number * PART_BYTES)


def signed_text(*, hardware: str, version: str, size_bytes: int, sha256: str) -> bytes:
    """What the maker signs and the device checks; hardware and version hold no colon."""
    return f"meriggio-firmware:{hardware}:{version}:{size_bytes}:{sha256}".encode()


def check_announcement(*, hardware: str, size_bytes: int, sha256: str, signature: bytes) -> None:
    """Raises InvalidInputError that names every field that cannot be."""
    wrong = []
    if not _HARDWARE.fullmatch(hardware):
        wrong.append(
            FieldError("hardware", "invalid", "has letters, digits, dot, dash, underscore")
        )
    if not 1 <= size_bytes <= LARGEST_IMAGE_BYTES:
        wrong.append(FieldError("sizeBytes", "invalid", f"is 1 to {LARGEST_IMAGE_BYTES}"))
    if not _SHA256.fullmatch(sha256):
        wrong.append(FieldError("sha256", "invalid", "has 64 hexadecimal digits, in small letters"))
    if len(signature) != SIGNATURE_BYTES:
        wrong.append(FieldError("signature", "invalid", f"has {SIGNATURE_BYTES} bytes in base64"))
    if wrong:
        named = ", ".join(field.field for field in wrong)
        raise InvalidInputError(f"this describes no image: {named}", fields=tuple(wrong))


def same_bytes(known: Image, *, size_bytes: int, sha256: str) -> bool:
    """Whether the image already known is the one now announced."""
    return (known.size_bytes, known.sha256) == (size_bytes, sha256)


def completed(image: Image) -> Image:
    """The image, ready to be rolled out. Raises ImageStateError for a withdrawn one."""
    if image.state is ImageState.WITHDRAWN:
        raise ImageStateError("the image is withdrawn; its version is not used again")
    return replace(image, state=ImageState.READY)


def withdrawn(image: Image) -> Image:
    """The image, never offered again. Raises ImageStateError while it is uploaded."""
    if image.state is ImageState.UPLOADING:
        raise ImageStateError("the image is not complete: it can be deleted")
    return replace(image, state=ImageState.WITHDRAWN)
