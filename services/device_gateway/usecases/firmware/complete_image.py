"""An operator uploads an image in parts, and says that these are all."""

import hashlib
from uuid import UUID

from libs.chassis.errors import FieldError
from services.device_gateway.domain.firmware.image import (
    Image,
    ImageNotFoundError,
    ImageState,
    ImageStateError,
    WrongBytesError,
    completed,
)
from services.device_gateway.ports.firmware import FirmwareReader, FirmwareStore


class ReceivePart:
    """A part may be sent again until the image is complete."""

    def __init__(self, store: FirmwareStore) -> None:
        self._store = store

    async def __call__(self, image_id: UUID, number: int, content: bytes) -> None:
        """Raises ImageNotFoundError, ImageStateError, InvalidInputError, WrongBytesError."""
        async with self._store.transaction() as transaction:
            image = await found_image(transaction, image_id)
            if image.state is not ImageState.UPLOADING:
                raise ImageStateError(f"the image is {image.state}")
            expected = image.part_size_bytes(number)
            if len(content) != expected:
                raise _wrong(f"part {number} has {expected} bytes, not {len(content)}")
            await transaction.save_part(image_id, number, content)


class CompleteImage:
    """We compute the hash ourselves."""

    def __init__(self, store: FirmwareStore) -> None:
        self._store = store

    async def __call__(self, image_id: UUID) -> Image:
        """The image, which can be rolled out. Completing it again changes nothing.

        Raises ImageNotFoundError, ImageStateError, WrongBytesError.
        """
        async with self._store.transaction() as transaction:
            image = await found_image(transaction, image_id)
            if image.state is ImageState.READY:
                return image
            done = completed(image)
            await read_checked(transaction, image)
            await transaction.save_image(done)
            return done


async def found_image(reader: FirmwareReader, image_id: UUID) -> Image:
    """Raises ImageNotFoundError."""
    image = await reader.find_image(image_id)
    if image is None:
        raise ImageNotFoundError(f"there is no image {image_id}")
    return image


async def read_checked(reader: FirmwareReader, image: Image) -> bytes:
    """All bytes of the image. Raises WrongBytesError when they are not what was signed."""
    content = bytearray()
    for number in range(image.parts):
        part = await reader.read_part(image.image_id, number)
        if part is None:
            raise _wrong(f"part {number} of 0 to {image.parts - 1} has not been received")
        content += part
    if hashlib.sha256(content).hexdigest() != image.sha256:
        raise _wrong("the SHA-256 of what was received is another one than announced")
    return bytes(content)


def _wrong(message: str) -> WrongBytesError:
    return WrongBytesError(message, fields=(FieldError("body", "invalid", message),))
