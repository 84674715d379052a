"""Things of the fleet for operators to ask about: listed devices, images, roll-outs."""

import base64
import itertools
from collections.abc import Awaitable, Mapping
from http import HTTPStatus
from typing import Final
from uuid import UUID

import msgspec

from devstack.people.connection import ApiProblem
from devstack.people.firmware_image import SignedImage, signed_image, signing_key
from devstack.people.operator import ManufacturedDevice, Operator
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from libs.contracts.mqtt import topics
from libs.contracts.mqtt.status import StatusReported
from tests.api.bodies import HARDWARE, IMAGE
from tests.journeys.meter import meter
from tests.village import a_device_id

_RUNS: Final = "0.9.0"
_CLAIM_SERIAL: Final = "1f"
_numbers = itertools.count(1)


class Fleet:
    """Makes such things, each a new one."""

    def __init__(self, stack: Stack, operator: Operator) -> None:
        self._stack = stack
        self._key = signing_key(stack.certificates.firmware_key)
        self.operator = operator

    def new_names(self) -> Mapping[str, str]:
        """For bodies: a batch and an image that nobody has made known."""
        image = self._image()
        return {
            "newBatchId": f"batch-{next(_numbers)}",
            "newVersion": image.version,
            "newSignature": base64.b64encode(image.signature).decode(),
        }

    async def listed(self, device_id: str = "") -> Mapping[str, str]:
        """A device on the manufacturing list, and its batch."""
        serial_number, batch_id = device_id or a_device_id(), f"batch-{next(_numbers)}"
        await self.operator.add_batch(batch_id, [_CLAIM_SERIAL])
        device = ManufacturedDevice(serial_number=serial_number, batch_id=batch_id)
        await self.operator.list_devices([device])
        return {"deviceId": serial_number, "batchId": batch_id}

    async def announced(self) -> UUID:
        """An image without its bytes."""
        return await self.operator.announce_image(self._image())

    async def uploaded(self) -> UUID:
        """An image with all its bytes, not said to be complete."""
        image = self._image()
        image_id = await self.operator.announce_image(image)
        await self.operator.upload_parts(image_id, image)
        return image_id

    async def published(self) -> UUID:
        """An image that can be rolled out."""
        return await self.operator.publish_image(self._image())

    async def rolled_out(self, image_id: UUID, device_id: str) -> UUID:
        """A roll-out that waits for the device in the first of two waves."""
        rollout = await self.operator.start_rollout(
            image_id, device_ids=[device_id], waves=[{"percent": 100}, {"percent": 100}]
        )
        return rollout.rollout_id

    async def around(self, device_id: str) -> Mapping[str, str]:
        """The device of a facility: listed, its firmware known, in the roll-out of an image."""
        await self.until_known(device_id)
        await self._tell_firmware(device_id)
        image_id = await self.published()
        rollout_id = await self.rolled_out(image_id, device_id)
        ids = {"imageId": str(image_id), "rolloutId": str(rollout_id)}
        return {**await self.listed(device_id), **ids}

    async def until_known(self, device_id: str) -> None:
        """The registry's news travels on its own."""

        await eventually(lambda: _is_there(self.operator.commands(device_id)))

    async def _tell_firmware(self, device_id: str) -> None:
        status = StatusReported(state="online", connection=1, firmware=_RUNS, hardware=HARDWARE)
        async with meter(self._stack.mqtt, device_id) as device:
            topic = topics.report(device_id, topics.STATUS)
            await device.send(msgspec.json.encode(status), topic=topic)

        await eventually(lambda: _is_there(self.operator.firmware(device_id)))

    def _image(self) -> SignedImage:
        version = f"1.0.{next(_numbers)}"
        return signed_image(self._key, hardware=HARDWARE, version=version, content=IMAGE)


async def _is_there(question: Awaitable[object]) -> bool:
    """Whether what is asked about is known yet."""
    try:
        await question
    except ApiProblem as problem:
        if problem.status != HTTPStatus.NOT_FOUND:
            raise
        return False
    return True
