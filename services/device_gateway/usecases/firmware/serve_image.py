"""A device downloads an image."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from libs.chassis.clock import Clock
from services.device_gateway.domain.firmware.image import (
    Image,
    ImageNotFoundError,
    ImageState,
    WrongBytesError,
)
from services.device_gateway.ports.firmware import FirmwareStore
from services.device_gateway.usecases.firmware.complete_image import found_image, read_checked

_TRUSTED_FOR = timedelta(seconds=30)
"""After a withdrawal another replica may serve the image for so long."""


class CorruptImageError(Exception):
    """The database no longer holds what was signed."""


@dataclass(frozen=True, slots=True)
class _Held:
    image: Image
    content: bytes
    checked_at: datetime


class ServeImage:
    """Keeps the images used last in memory, as many as fit."""

    def __init__(
        self,
        store: FirmwareStore,
        clock: Clock,
        *,
        held_bytes: int,
        note_held: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._held_bytes = held_bytes
        self._note_held = note_held
        self._held: OrderedDict[UUID, _Held] = OrderedDict()
        self._loading = asyncio.Lock()

    async def __call__(self, image_id: UUID) -> tuple[Image, bytes]:
        """The image and its bytes.

        Raises ImageNotFoundError for one that is not there, not complete or withdrawn;
        CorruptImageError.
        """
        held = self._held.get(image_id)
        if held is not None and self._clock.now() - held.checked_at < _TRUSTED_FOR:
            self._held.move_to_end(image_id)
            return held.image, held.content
        async with self._loading:  # a wave of devices asks at once: read it once
            return await self._checked(image_id)

    async def _checked(self, image_id: UUID) -> tuple[Image, bytes]:
        image = await found_image(self._store, image_id)
        if image.state is not ImageState.READY:
            self._held.pop(image_id, None)
            raise ImageNotFoundError(f"the image {image_id} is {image.state}")
        held = self._held.get(image_id)
        if held is None:
            held = _Held(image, await self._read(image), self._clock.now())
        self._hold(replace(held, checked_at=self._clock.now()))
        return held.image, held.content

    async def _read(self, image: Image) -> bytes:
        try:
            return await read_checked(self._store, image)
        except WrongBytesError as error:
            raise CorruptImageError(f"image {image.image_id}: {error.detail}") from error

    def _hold(self, held: _Held) -> None:
        self._held[held.image.image_id] = held
        self._held.move_to_end(held.image.image_id)
        while self._size() > self._held_bytes and len(self._held) > 1:
            self._held.popitem(last=False)
        self._note_held(self._size())

    def _size(self) -> int:
        return sum(len(held.content) for held in self._held.values())
