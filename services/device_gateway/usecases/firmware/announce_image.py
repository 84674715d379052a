"""An operator says which image will be uploaded."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock, IdFactory
from libs.chassis.errors import ConflictError
from services.device_gateway.domain.firmware.image import (
    Image,
    ImageNotFoundError,
    ImageState,
    ImageStateError,
    ImageTakenError,
    WrongBytesError,
    check_announcement,
    same_bytes,
    signed_text,
)
from services.device_gateway.domain.firmware.version import checked_version
from services.device_gateway.ports.firmware import FirmwareStore, SignatureCheck

MOST_IMAGES = 1_000


class TooManyImagesError(ConflictError):
    """As many images as may be are kept."""

    code = "firmware_too_many_images"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What the maker signed."""

    hardware: str
    version: str
    size_bytes: int
    sha256: str
    signature: bytes
    notes: str = ""


class AnnounceImage:
    """The signature is checked before a byte is taken."""

    def __init__(
        self, store: FirmwareStore, signatures: SignatureCheck, clock: Clock, ids: IdFactory
    ) -> None:
        self._store = store
        self._signatures = signatures
        self._clock = clock
        self._ids = ids

    async def __call__(self, said: Announcement, *, operator: str) -> Image:
        """The image to upload, or the one already known by the same announcement.

        Raises InvalidInputError, WrongBytesError (signature), ImageTakenError, TooManyImagesError.
        """
        check_announcement(
            hardware=said.hardware,
            size_bytes=said.size_bytes,
            sha256=said.sha256,
            signature=said.signature,
        )
        text = signed_text(
            hardware=said.hardware,
            version=checked_version(said.version),
            size_bytes=said.size_bytes,
            sha256=said.sha256,
        )
        if not self._signatures.is_genuine(said.signature, text):
            raise WrongBytesError("no key that may sign firmware made this signature")
        async with self._store.transaction() as transaction:
            known = await transaction.find_named(said.hardware, said.version)
            if known is not None:
                return _same(known, said)
            if len(await transaction.images(limit=MOST_IMAGES)) >= MOST_IMAGES:
                raise TooManyImagesError(f"{MOST_IMAGES} images are kept")
            image = Image(
                image_id=self._ids.new_id(),
                hardware=said.hardware,
                version=said.version,
                size_bytes=said.size_bytes,
                sha256=said.sha256,
                signature=said.signature,
                state=ImageState.UPLOADING,
                registered_at=self._clock.now(),
                registered_by=operator,
                notes=said.notes,
            )
            await transaction.save_image(image)
            return image


class DiscardImage:
    """An upload that will not be completed makes room for another under its version."""

    def __init__(self, store: FirmwareStore) -> None:
        self._store = store

    async def __call__(self, image_id: UUID) -> None:
        """Raises ImageNotFoundError, and ImageStateError for a complete one."""
        async with self._store.transaction() as transaction:
            image = await transaction.find_image(image_id)
            if image is None:
                raise ImageNotFoundError(f"there is no image {image_id}")
            if image.state is not ImageState.UPLOADING:
                raise ImageStateError("a complete image is withdrawn, not deleted")
            await transaction.delete_image(image_id)


def _same(known: Image, said: Announcement) -> Image:
    if not same_bytes(known, size_bytes=said.size_bytes, sha256=said.sha256):
        raise ImageTakenError(
            f"{known.hardware} {known.version} is another image: raise the version"
        )
    return known
